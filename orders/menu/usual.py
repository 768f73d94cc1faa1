"""What a guest had last at a place, to have the same once more."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from orders.models import WITHOUT_CLAIMS, OrderState, orders
from orders.rules import names

HAD = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.REDEEMED)


@dataclass(frozen=True, slots=True)
class Usual:
    """An order of a menu, and what it came to. Money in minor units."""

    order_id: int
    location_id: int
    title: str
    total: int
    currency: str


def last_had(connection: Connection, guest_id: int, merchant_id: int) -> Usual | None:
    """The latest that was not called off."""
    query = (
        select(orders.c.id, orders.c.location_id, orders.c.title, orders.c.total, orders.c.currency)
        .where(
            orders.c.guest_id == guest_id,
            orders.c.merchant_id == merchant_id,
            orders.c.state.in_(names(HAD)),
            orders.c.fulfilment.not_in(WITHOUT_CLAIMS),
        )
        .order_by(orders.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Usual(*row)
