"""Offers by which nobody earned anything are not needed for long once it was brought, or was not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from orders.delivery.delivery_models import deliveries, delivery_offers


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Offers that were made before a moment, to deliveries that are over, and by which nothing was earned."""
    query = (
        select(delivery_offers.c.id)
        .where(
            delivery_offers.c.offered_at < moment,
            delivery_offers.c.answer.is_not(None),
            delivery_offers.c.earned_at.is_(None),
        )
        .join(deliveries, deliveries.c.order_id == delivery_offers.c.order_id)
        .where(deliveries.c.ended_at.is_not(None))
        .order_by(delivery_offers.c.offered_at)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    old = (delivery_offers.c.id.in_(ids), delivery_offers.c.offered_at < moment)
    return connection.execute(delete(delivery_offers).where(*old)).rowcount
