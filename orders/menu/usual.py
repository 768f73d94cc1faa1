"""What a guest had last at a place, to have the same once more."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from orders.line_models import ReplacementState, line_replacements, order_adjustments
from orders.models import WITHOUT_CLAIMS, orders
from orders.pricing import AdjustmentKind
from orders.rules import COMING, names


@dataclass(frozen=True, slots=True)
class Usual:
    """An order of a menu, and what it came to before anything was missing. Money in minor units."""

    order_id: int
    location_id: int
    title: str
    total: int
    currency: str


def taken_off() -> ColumnElement[int]:
    """What of an order from a menu is asked for no more, as it was missing."""
    less, other = order_adjustments.c, line_replacements.c
    discounts = select(func.coalesce(func.sum(-less.amount), 0)).where(
        less.order_id == orders.c.id, less.kind == AdjustmentKind.DISCOUNT
    )
    instead = select(func.coalesce(func.sum(other.unit_price * other.quantity), 0)).where(
        other.order_id == orders.c.id, other.state == ReplacementState.ACCEPTED
    )
    return discounts.scalar_subquery() - instead.scalar_subquery()


def last_had(connection: Connection, guest_id: int, merchant_id: int) -> Usual | None:
    """The latest that was not called off."""
    query = (
        select(
            orders.c.id,
            orders.c.location_id,
            orders.c.title,
            orders.c.total + taken_off(),
            orders.c.currency,
        )
        .where(
            orders.c.guest_id == guest_id,
            orders.c.merchant_id == merchant_id,
            orders.c.state.in_(names(COMING)),
            orders.c.fulfilment.not_in(WITHOUT_CLAIMS),
        )
        .order_by(orders.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Usual(*row)
