"""What follows from money that came: the order is placed, or the money goes back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from database.outbox import put_all
from orders import issuing, refunding, seating
from orders.capturing import DUPLICATE, WRONG_AMOUNT
from orders.errors import NotBookable, SoldOut
from orders.loading import OrderRow, locked, takes_orders
from orders.models import OrderState, orders
from orders.notices import notice
from orders.offers import When, Wish, offered
from orders.rules import OCCUPYING, names
from orders.seating import Seat
from orders.transitions import Reason
from payments.models import payment_events, payments

LATE = "late"

PaymentRow = Row[*tuple[Any, ...]]


def apply(connection: Connection, event_id: int, now: datetime) -> None:
    payment = claimed(connection, event_id, now)
    if payment is None:
        return
    order = locked(connection, payment.order_id)
    seat, why_not = settle(connection, payment, order, now)
    if why_not is not None:
        give_back(connection, payment, order, why_not, now)
    elif order.state == OrderState.HELD:
        issuing.place(connection, order, Reason.PAID, now)
    else:
        issuing.place(connection, order, Reason.PAID_LATE, now, seat)


def claimed(connection: Connection, event_id: int, now: datetime) -> PaymentRow | None:
    """The event's payment; None when it was applied before, or is not to be."""
    swapped = connection.execute(
        update(payment_events)
        .where(payment_events.c.id == event_id, payment_events.c.state == "captured")
        .values(state="applied", applied_at=now, attempts=payment_events.c.attempts + 1, error=None)
        .returning(payment_events.c.payment_id)
    ).one_or_none()
    if swapped is None:
        return None
    query = select(payments).where(payments.c.id == swapped.payment_id)
    return connection.execute(query).one()


def settle(
    connection: Connection, payment: PaymentRow, order: OrderRow, now: datetime
) -> tuple[Seat | None, str | None]:
    """The seat to place a lapsed order on, and why the money goes back if it does."""
    if payment.mismatch is not None:
        return None, payment.mismatch
    if order.placed_at is not None:
        return None, DUPLICATE
    if payment.amount != order.total:
        return None, WRONG_AMOUNT
    if not takes_orders(connection, order.merchant_id):
        return None, LATE
    if order.state == OrderState.HELD:
        return None, None
    return seat_again(connection, order, now)


def seat_again(
    connection: Connection, order: OrderRow, now: datetime
) -> tuple[Seat | None, str | None]:
    """Seats for an order that lapsed before its money came, if there are any still."""
    begun = order.starts_at is not None and order.starts_at <= now
    if begun or has_another(connection, order):
        return None, LATE
    try:
        return seating.take(connection, wish_of(connection, order), now), None
    except (SoldOut, NotBookable):
        return None, LATE


def wish_of(connection: Connection, order: OrderRow) -> Wish | None:
    offer = offered(connection, order.service_id)
    return None if order.starts_at is None else Wish(offer, When.of(order), order.seats)


def has_another(connection: Connection, order: OrderRow) -> bool:
    """Whether the guest has ordered the same again meanwhile."""
    query = select(orders.c.id).where(
        orders.c.guest_id == order.guest_id,
        orders.c.service_id == order.service_id,
        orders.c.starts_at.is_not_distinct_from(order.starts_at),
        orders.c.state.in_(names(OCCUPYING)),
        orders.c.id > order.id,
    )
    return connection.execute(query.limit(1)).first() is not None


def give_back(
    connection: Connection, payment: PaymentRow, order: OrderRow, why: str, now: datetime
) -> None:
    """All of it, and the payer is told: nothing is kept in silence."""
    refunding.request(connection, payment, order, now, amount=payment.captured, reason=why)
    told = notice(
        "late_payment", payment.guest_id, payment.id, order=order.id, payment=payment.id, why=why
    )
    put_all(connection, [told], now)
