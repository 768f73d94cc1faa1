"""What follows from a provider's word: the order is placed, the money goes back, or is frozen."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from database import rows
from database.outbox import put_all
from orders.bills import placing as paid_bills
from orders.booking import allocating
from orders.booking.allocating import Allocation
from orders.booking.starts import wish_again
from orders.course import issuing
from orders.errors import NotBookable, ResourceGone, SlotGone, SoldOut
from orders.loading import OrderRow, locked, takes_orders
from orders.menu import renewing
from orders.menu.replanning import has_its_items, kept_in_time
from orders.models import WITHOUT_CLAIMS, Account, Fulfilment, OrderState, orders
from orders.money import bouncing, disputing, refunding, reversing
from orders.notices import notice
from orders.rules import OCCUPYING, names
from orders.transitions import Reason, RefundReason
from payments.models import payment_events, payments
from payments.port import EventKind
from payments.rows import EventRow, PaymentRow


def apply(connection: Connection, event_id: int, now: datetime) -> None:
    event = claimed(connection, event_id, now)
    if event is None:
        return
    payment = rows.one(PaymentRow, connection.execute(payment_row(), {"payment": event.payment_id}))
    match EventKind(event.kind):
        case EventKind.PAID:
            use(connection, payment, now)
        case EventKind.REFUNDED:
            reversing.returned(connection, payment, event.told_amount, now)
        case EventKind.UNREFUNDED:
            bouncing.bounced(connection, payment, event, now)
        case EventKind.DISPUTED:
            disputing.opened(connection, payment, event, now)
        case EventKind.DISPUTE_WON:
            disputing.closed(connection, payment, event, disputing.WON, now)
        case EventKind.DISPUTE_LOST:
            disputing.closed(connection, payment, event, disputing.LOST, now)


def claimed(connection: Connection, event_id: int, now: datetime) -> EventRow | None:
    """The event; None when it was applied before, is not to be, or comes before its time."""
    return rows.one_or_none(
        EventRow, connection.execute(claiming(), {"event": event_id, "now": now})
    )


@cache
def claiming() -> ReturningUpdate[*tuple[Any, ...]]:
    """What follows a payment waits until the payment itself has had its effect."""
    first = payment_events.alias("first")
    paid = select(first.c.id).where(
        first.c.payment_id == payment_events.c.payment_id,
        first.c.kind == EventKind.PAID,
        first.c.state.in_(("captured", "parked")),
    )
    return (
        update(payment_events)
        .where(
            payment_events.c.id == bindparam("event"),
            payment_events.c.state == "captured",
            or_(payment_events.c.kind == EventKind.PAID, ~paid.exists()),
        )
        .values(
            state="applied",
            applied_at=bindparam("now"),
            attempts=payment_events.c.attempts + 1,
            error=None,
        )
        .returning(payment_events)
    )


@cache
def payment_row() -> Select[*tuple[Any, ...]]:
    return select(payments).where(payments.c.id == bindparam("payment"))


def use(connection: Connection, payment: PaymentRow, now: datetime) -> None:
    """Money came: it pays for its order, or goes back."""
    order = locked(connection, payment.order_id)
    allocation, why_not = settle(connection, payment, order, now)
    if why_not is None and order.service_id is None:
        order = locked(connection, order.id)
    if why_not is not None:
        give_back(connection, payment, order, why_not, now)
    elif order.fulfilment == Fulfilment.COUNTER:
        late = order.state != OrderState.HELD
        paid_bills.place(connection, order, Reason.PAID_LATE if late else Reason.PAID, now)
    elif order.state == OrderState.HELD:
        issuing.place(connection, order, Reason.PAID, now)
    else:
        issuing.place(connection, order, Reason.PAID_LATE, now, allocation)
        if order.service_id is None:
            renewing.put_away_same(connection, order, now)


def settle(
    connection: Connection, payment: PaymentRow, order: OrderRow, now: datetime
) -> tuple[Allocation | None, RefundReason | None]:
    """The seat to place a lapsed order on, and why the money goes back if it does."""
    if payment.mismatch is not None:
        return None, RefundReason(payment.mismatch)
    if order.placed_at is not None:
        return None, RefundReason.DUPLICATE
    if payment.amount != order.prepaid:
        return None, RefundReason.WRONG_AMOUNT
    if not takes_orders(connection, order.merchant_id):
        return None, RefundReason.CLOSED
    return what_it_takes(connection, order, now)


def what_it_takes(
    connection: Connection, order: OrderRow, now: datetime
) -> tuple[Allocation | None, RefundReason | None]:
    if order.fulfilment == Fulfilment.COUNTER:
        return None, paid_bills.settled(connection, order, now)
    if order.service_id is None:
        return its_claims(connection, order, now)
    return its_seats(connection, order, now)


def its_claims(
    connection: Connection, order: OrderRow, now: datetime
) -> tuple[Allocation | None, RefundReason | None]:
    """Of what is from a menu: it has no seat, and perhaps another time from now on."""
    lapsed = order.state != OrderState.HELD
    if lapsed and has_another(connection, order):
        return None, RefundReason.LATE
    if not kept_in_time(connection, order, now):
        return None, RefundReason.LATE
    return Allocation() if lapsed else None, None


def its_seats(
    connection: Connection, order: OrderRow, now: datetime
) -> tuple[Allocation | None, RefundReason | None]:
    """Those that a hold keeps, or others."""
    return (None, None) if has_its_seats(order, now) else seat_again(connection, order, now)


def has_its_seats(order: OrderRow, now: datetime) -> bool:
    """Whether a hold still keeps seats of use: nobody is sold the visit that went by meanwhile."""
    if order.state != OrderState.HELD:
        return False
    return order.starts_at is None or now < max(order.starts_at, order.hold_ends)


def seat_again(
    connection: Connection, order: OrderRow, now: datetime
) -> tuple[Allocation | None, RefundReason | None]:
    """Seats for an order that lapsed before its money came, if there are any still."""
    begun = order.starts_at is not None and order.starts_at <= now
    if begun or has_another(connection, order):
        return None, RefundReason.LATE
    try:
        seats = allocating.take(connection, wish_again(connection, order), now)
    except (SoldOut, NotBookable, ResourceGone, SlotGone):
        return None, RefundReason.LATE
    if not has_its_items(connection, order, now):
        allocating.give_back_held(connection, seats.slot_id, order.seats)
        return None, RefundReason.LATE
    return seats, None


def has_another(connection: Connection, order: OrderRow) -> bool:
    """Whether the guest has ordered the same again meanwhile; of a menu, anything of the place's.

    A bill is of what was had before.
    """
    same = (
        orders.c.service_id == order.service_id,
        orders.c.starts_at.is_not_distinct_from(order.starts_at),
    )
    if order.service_id is None:
        of_menu = orders.c.fulfilment.not_in(WITHOUT_CLAIMS)
        same = (of_menu, orders.c.location_id == order.location_id)
    query = select(orders.c.id).where(
        orders.c.guest_id == order.guest_id,
        *same,
        orders.c.state.in_(names(OCCUPYING)),
        orders.c.id > order.id,
    )
    return connection.execute(query.limit(1)).first() is not None


def give_back(
    connection: Connection, payment: PaymentRow, order: OrderRow, why: RefundReason, now: datetime
) -> None:
    """All of it, and the payer is told: nothing is kept in silence."""
    shares = {Account.ESCROW: payment.captured}
    refunding.request(connection, payment, order, now, shares=shares, reason=why)
    told = notice(
        "late_payment", payment.guest_id, payment.id, order=order.id, payment=payment.id, why=why
    )
    put_all(connection, [told], now)
