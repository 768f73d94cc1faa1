"""What a guest has already booked at the same place for the time of another order."""

from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from orders.models import orders
from orders.reading.queries import OrderView
from orders.rules import LIVE, names


def booked_beside(connection: Connection, order: OrderView) -> str | None:
    """What it is called; None where nothing overlaps."""
    if order.starts_at is None:
        return None
    given = {
        "guest": order.guest_id,
        "merchant": order.merchant_id,
        "this": order.id,
        "begin": order.starts_at,
        "end": order.ends_at,
    }
    return connection.execute(beside(), given).scalar_one_or_none()


@cache
def beside() -> Select[str]:
    query = select(orders.c.title).where(
        orders.c.guest_id == bindparam("guest"),
        orders.c.merchant_id == bindparam("merchant"),
        orders.c.id != bindparam("this"),
        orders.c.state.in_(names(LIVE)),
        orders.c.starts_at < bindparam("end"),
        orders.c.ends_at > bindparam("begin"),
    )
    return query.order_by(orders.c.id).limit(1)
