"""Waits that came to their end long ago are needed by nobody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from orders.waitlist.waitlist_models import WaitState, waitlist


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    query = (
        select(waitlist.c.id)
        .where(waitlist.c.joined_at < moment, waitlist.c.state != WaitState.WAITING)
        .order_by(waitlist.c.joined_at)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    old = (waitlist.c.id.in_(ids), waitlist.c.joined_at < moment)
    return connection.execute(delete(waitlist).where(*old)).rowcount
