"""What a guest has already booked at the same place for the time of another order."""

from sqlalchemy import Connection, select

from orders.models import orders
from orders.reading.queries import OrderView
from orders.rules import LIVE, names


def booked_beside(connection: Connection, order: OrderView) -> str | None:
    """What it is called; None where nothing overlaps."""
    if order.starts_at is None:
        return None
    query = select(orders.c.title).where(
        orders.c.guest_id == order.guest_id,
        orders.c.merchant_id == order.merchant_id,
        orders.c.id != order.id,
        orders.c.state.in_(names(LIVE)),
        orders.c.starts_at < order.ends_at,
        orders.c.ends_at > order.starts_at,
    )
    return connection.execute(query.order_by(orders.c.id).limit(1)).scalar_one_or_none()
