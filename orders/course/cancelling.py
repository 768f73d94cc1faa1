"""Somebody calls an order off: the guest by its terms, merchant and operator at no cost to the guest."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from orders.booking import proposals
from orders.course import closing as closings
from orders.course.closing import Closing
from orders.delivery import keeping as on_the_way
from orders.errors import MadeAlready, OrderMoved
from orders.loading import OrderRow, locked, locked_for_guest, locked_for_staff, terms_of
from orders.models import OrderState, orders
from orders.notices import News, to_guest, to_staff
from orders.reading.queries import OrderView
from orders.rules import LIVE, PaymentPlan, Terms, kept_after, kept_on_cancel, names, split
from orders.transitions import Reason
from people.rights import Right, require


@dataclass(frozen=True, slots=True)
class Quote:
    """What a guest who cancels now gets back and what the merchant keeps, in minor units."""

    refund: int
    kept: int
    currency: str


def quote(order: OrderView, now: datetime, *, free: bool = False, rest: int = 0) -> Quote:
    """For the question before the deed; the deed reckons anew.

    Where it is `free` everything goes back; `rest` is what was paid here of what was left for the counter.
    """
    terms = 0 if free else kept_on_cancel(order.terms, order.starts_at, now, order.ready_at)
    percent = kept_after(order.currency, order.used, Reason.GUEST, terms)
    found = at_percent(order, percent)
    return replace(found, refund=found.refund + rest)


def at_percent(order: OrderView, percent: int) -> Quote:
    """What goes back and what is kept where so much of it is kept, of what has not gone back before."""
    shares = split(order.prepaid, order.uses, order.used, percent)
    if order.placed_at is None:
        return Quote(shares.refund, shares.kept, order.currency)
    refund = min(shares.refund, order.paid_and_left)
    return Quote(refund, min(shares.kept, order.paid_and_left - refund), order.currency)


def is_free(connection: Connection, order: OrderView | OrderRow, now: datetime) -> bool:
    """Whether calling it off costs its guest nothing, whatever was agreed: asked for another time, or too late."""
    asked = proposals.proposed(connection, order.id, now) is not None
    return asked or on_the_way.is_late(connection, order, now)


def cancel_by_guest(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """By the terms agreed, or for nothing while its place asks for another time.

    Cancelling again changes nothing. MadeAlready where it waits for its guest and nothing is paid of it.
    """
    order = locked_for_guest(connection, order_id, guest_id)
    if order.state in LIVE and is_made(order, terms_of(order)):
        raise MadeAlready(order_id)
    kept = kept_on_cancel(terms_of(order), order.starts_at, now, order.ready_at)
    percent = 0 if is_free(connection, order, now) else kept
    cancel(connection, order, Reason.GUEST, guest_id, now, kept_percent=percent)


def is_made(order: OrderRow | OrderView, terms: Terms) -> bool:
    """Whether it waits to be paid at the counter: whoever does not come for it has missed it."""
    return order.ready_at is not None and terms.payment_plan == PaymentPlan.AT_SHOP


def cancel_by_merchant(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """All that was not used goes back."""
    order = locked_for_staff(connection, order_id, staff_id)
    cancel(connection, order, Reason.MERCHANT, staff_id, now)


def cancel_by_operator(
    connection: Connection, order_id: int, operator_id: int, now: datetime
) -> None:
    """All that was not used goes back."""
    require(connection, operator_id, Right.REFUND)
    cancel(connection, locked(connection, order_id), Reason.OPERATOR, operator_id, now)


def cancel_all_of(
    connection: Connection,
    merchant_id: int,
    operator_id: int | None,
    now: datetime,
    limit: int = 100,
) -> int:
    """A suspended merchant's living orders; how many. Call again while it is the limit."""
    query = (
        select(orders.c.id)
        .where(orders.c.merchant_id == merchant_id, orders.c.state.in_(names(LIVE)))
        .order_by(orders.c.id)
        .limit(limit)
        .with_for_update()
    )
    living = list(connection.execute(query).scalars())
    for order_id in living:
        cancel(connection, locked(connection, order_id), Reason.SUSPENDED, operator_id, now)
    return len(living)


def cancel(
    connection: Connection,
    order: OrderRow,
    reason: Reason,
    actor_id: int | None,
    now: datetime,
    *,
    kept_percent: int = 0,
) -> None:
    if order.state == OrderState.CANCELLED:
        return
    if order.state not in LIVE:
        raise OrderMoved(order.id, order.state)
    told = [] if reason == Reason.GUEST else [to_guest(order, "cancelled")]
    staff = to_staff(connection, order, News.CANCELLED, quiet=reason == Reason.MERCHANT)
    closing = Closing(OrderState.CANCELLED, reason, actor_id, kept_percent)
    closings.close(connection, order, closing, now, [*told, *staff])
