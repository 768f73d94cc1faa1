"""What is missing of an order that is paid in parts: of each part its share goes back, or is asked for no more.

So much of the price of what is missing as was paid ahead of the whole goes back as money; the rest of it was
to be paid at the counter, and is not.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from orders.errors import TooMuchToGiveBack
from orders.line_models import order_adjustments
from orders.loading import OrderRow, terms_of
from orders.models import orders
from orders.pricing import AdjustmentKind, Funder
from orders.rules import COMING, PaymentPlan
from payments.rows import PaymentRow


@dataclass(frozen=True, slots=True)
class Shares:
    """Of an amount, what goes back of what was paid, and what is asked for no more; minor units."""

    back: int
    off: int


def shares(order: OrderRow, payment: PaymentRow | None, amount: int) -> Shares:
    """Of what so much of a locked order cost; all of it goes back where nothing is left for the counter.

    TooMuchToGiveBack where so much is not left of both. What goes back is rounded down.
    """
    counter = open_at_counter(order)
    if not counter:
        return Shares(amount, 0)
    paid = payment.left if payment else 0
    if amount > paid + counter:
        raise TooMuchToGiveBack(order.id, paid + counter, order.currency)
    back = amount * paid // (paid + counter)
    return Shares(back, amount - back)


def open_at_counter(order: OrderRow) -> int:
    """What its guest is still to pay there; what is along with a service that takes a deposit is paid whole."""
    if order.counter_settled or order.state not in COMING:
        return 0
    whole = order.service_id is not None and terms_of(order).payment_plan != PaymentPlan.AT_SHOP
    return 0 if whole else order.at_counter


def take_off(  # noqa: PLR0917 - of what, how much, why, who says so
    connection: Connection, order_id: int, amount: int, why: str, by: int, now: datetime
) -> None:
    """So much is asked for no more: the order, whose row is taken, comes to less, and says why."""
    write_discount(connection, order_id, amount, why, by, now)
    less = update(orders).where(
        orders.c.id == order_id, orders.c.at_counter >= amount, ~orders.c.counter_settled
    )
    values = {"total": orders.c.total - amount, "at_counter": orders.c.at_counter - amount}
    assert connection.execute(less.values(**values)).rowcount == 1, order_id


def write_discount(  # noqa: PLR0917 - likewise
    connection: Connection, order_id: int, amount: int, why: str, by: int, now: datetime
) -> None:
    """Off what the lines of an order come to; its merchant bears it."""
    place = select(func.coalesce(func.max(order_adjustments.c.position), 0) + 1)
    place = place.where(order_adjustments.c.order_id == order_id)
    row = {
        "order_id": order_id,
        "position": connection.execute(place).scalar_one(),
        "kind": AdjustmentKind.DISCOUNT,
        "amount": -amount,
        "funder": Funder.MERCHANT,
        "reason": why,
        "made_by": by,
        "at": now,
    }
    connection.execute(insert(order_adjustments).values(**row))
