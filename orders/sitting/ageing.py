"""Sittings at which nobody ordered anything, and whom staff sent away, are not needed for long."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, exists, select

from orders.models import orders
from orders.sitting.sitting_models import sitting_removals, sittings


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Sittings that ended before a moment, at which nobody ordered anything."""
    ordered = exists().where(orders.c.sitting_id == sittings.c.id)
    query = select(sittings.c.id).where(sittings.c.ended_at < moment, ~ordered)
    return connection.execute(query.order_by(sittings.c.ended_at).limit(limit)).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    """Deletes those at which nobody has ordered anything meanwhile; says how many."""
    ordered = exists().where(orders.c.sitting_id == sittings.c.id)
    old = (sittings.c.id.in_(ids), sittings.c.ended_at < moment, ~ordered)
    return connection.execute(delete(sittings).where(*old)).rowcount


def old_removals(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Of whom staff sent away before a moment."""
    query = select(sitting_removals.c.guest_id).where(sitting_removals.c.removed_at < moment)
    oldest = query.order_by(sitting_removals.c.removed_at).limit(limit)
    return connection.execute(oldest).scalars().all()


def forget_removals(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    old = (sitting_removals.c.guest_id.in_(ids), sitting_removals.c.removed_at < moment)
    return connection.execute(delete(sitting_removals).where(*old)).rowcount
