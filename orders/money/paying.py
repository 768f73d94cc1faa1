"""A guest pays: the request, the provider's last question, its word that the money came.

Money is recorded first, in a transaction of its own (`capture`); what follows from it is a second
one that may be repeated (`apply`), by the turn that brought it or by a worker.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, Update, bindparam, func, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert

from database.money import Limits, LimitsOf, unlimited
from database.outbox import put_all
from orders.bills import placing as bills
from orders.errors import (
    AlreadyPlaced,
    HoldLapsed,
    NothingToPay,
    NotPayableInOne,
    NotYourInvoice,
    PaymentMismatch,
    PaymentUnknown,
)
from orders.lines import lines_of
from orders.loading import OrderRow, locked, locked_for_guest, taken_no_more, terms_of
from orders.models import Fulfilment, OrderState, orders
from orders.money import applying, capturing, taking_up
from orders.money.capturing import CapturedPayment
from orders.notices import to_operators
from orders.payable import check_seats_at_once
from orders.rules import charging_until, paying_until, seat_ahead
from payments.models import payment_events, payments
from people import standing
from people.rights import Right, require

__all__ = [
    "CapturedPayment",
    "apply",
    "capture",
    "check",
    "given_back",
    "park",
    "request",
    "tried",
    "try_again",
    "unpark",
    "waiting_events",
]


def request(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    guest_id: int,
    provider: str,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """Ask the guest for the order's money and keep the seats meanwhile; the payment's id.

    Asking again through the same provider gives the same request, as long as the amount stands.
    """
    standing.keep(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    check_payable(order, now)
    if not order.prepaid:
        raise NothingToPay(order_id)
    if order.fulfilment == Fulfilment.COUNTER:
        bills.check_left(connection, order)
    check_at_once(connection, order, limits(order.currency))
    keep(connection, order, paying_until(order.created_at, order.hold_ends, now))
    return open_request(connection, order, provider) or new_request(
        connection, order, provider, now
    )


def check_at_once(connection: Connection, order: OrderRow, limits: Limits | None) -> None:
    """NotPayableAtOnce, with the numbers of seats that can be paid, where so much cannot; of what is of
    a menu NotPayableInOne.
    """
    if limits is not None and limits.take(order.prepaid):
        return
    if order.service_id is None:
        raise NotPayableInOne(order.location_id, order.prepaid, order.currency, limits)
    price = seat_ahead(lines_of(connection, order.id), terms_of(order))
    check_seats_at_once(order.service, price, order.seats, order.seats, limits)


def check_payable(order: OrderRow, now: datetime) -> None:
    """Held, not lapsed, and with a merchant that takes orders."""
    if order.merchant_state != "active":
        raise taken_no_more(order)
    if order.state == OrderState.HELD and order.hold_ends > now:
        return
    if order.state in (OrderState.HELD, OrderState.LAPSED):
        raise HoldLapsed(order.id)
    raise AlreadyPlaced(order.id)


def keep(connection: Connection, order: OrderRow, until: datetime) -> None:
    connection.execute(keeping(), {"of": order.id, "until": until})


@cache
def keeping() -> Update:
    change = update(orders).where(orders.c.id == bindparam("of"), orders.c.state == OrderState.HELD)
    return change.values(held_until=bindparam("until"))


def open_request(connection: Connection, order: OrderRow, provider: str) -> int | None:
    given = {
        "order": order.id,
        "provider": provider,
        "amount": order.prepaid,
        "currency": order.currency,
    }
    return connection.execute(asking(), given).scalar_one_or_none()


@cache
def asking() -> Select[int]:
    query = select(payments.c.id).where(
        payments.c.order_id == bindparam("order"),
        payments.c.state == "requested",
        payments.c.provider == bindparam("provider"),
        payments.c.amount == bindparam("amount"),
        payments.c.currency == bindparam("currency"),
    )
    return query.order_by(payments.c.id).limit(1)


def new_request(connection: Connection, order: OrderRow, provider: str, now: datetime) -> int:
    new = {
        "order_id": order.id,
        "guest_id": order.guest_id,
        "provider": provider,
        "payload": secrets.token_urlsafe(24),
        "amount": order.prepaid,
        "currency": order.currency,
        "state": "requested",
        "captured": 0,
        "refunded": 0,
        "requested_at": now,
    }
    return connection.execute(requesting(), new).scalar_one()


@cache
def requesting() -> ReturningInsert[int]:
    return insert(payments).returning(payments.c.id)


def check(  # noqa: PLR0917 - in the order in which a provider asks
    connection: Connection,
    payload: str,
    guest_id: int,
    amount: int,
    currency: str,
    now: datetime,
) -> int:
    """The provider is about to take the money: may it? The order's id, its hold a little longer.

    Raises PaymentUnknown, NotYourInvoice, PaymentMismatch, AlreadyPlaced, HoldLapsed or NotBookable.
    """
    query = select(payments).where(payments.c.payload == payload)
    payment = connection.execute(query).one_or_none()
    if payment is None:
        raise PaymentUnknown
    if payment.guest_id != guest_id:
        raise NotYourInvoice(payment.order_id)
    order = locked(connection, payment.order_id)
    if payment.state != "requested":
        raise AlreadyPlaced(order.id)
    check_payable(order, now)
    if (payment.amount, payment.currency) != (amount, currency) or amount != order.prepaid:
        raise PaymentMismatch(order.id)
    if order.fulfilment == Fulfilment.COUNTER:
        bills.check_left(connection, order)
    keep(connection, order, charging_until(order.created_at, order.hold_ends, now))
    return order.id


def capture(connection: Connection, paid: CapturedPayment, now: datetime) -> int:
    """First transaction: what the provider said is stored and the money booked; the event's id.

    The same event again, in any order and however often, is the same event and books nothing.
    """
    return capturing.capture(connection, paid, now)


def apply(connection: Connection, event_id: int, now: datetime) -> None:
    """Second transaction: place the order, or owe the money back. Repeating it changes nothing."""
    applying.apply(connection, event_id, now)


def park(connection: Connection, event_id: int, error: str, now: datetime) -> None:
    """Applying it failed by a bug: it is left for the operator, and the audit does not pass."""
    parked = connection.execute(
        update(payment_events)
        .where(payment_events.c.id == event_id, payment_events.c.state == "captured")
        .values(state="parked", error=error, attempts=payment_events.c.attempts + 1)
    )
    if parked.rowcount == 1:
        put_all(
            connection, to_operators(connection, "payment_parked", event_id, event=event_id), now
        )


def try_again(connection: Connection, event_id: int, operator_id: int, now: datetime) -> bool:
    """The bug is gone, an operator says: record what could not be recorded, and let it be applied."""
    require(connection, operator_id, Right.REFUND)
    return taking_up.take_up(connection, event_id, now) or unpark(connection, event_id)


def unpark(connection: Connection, event_id: int) -> bool:
    """Let the workers try it again. Not for money that nobody can place."""
    change = (
        update(payment_events)
        .where(
            payment_events.c.id == event_id,
            payment_events.c.state == "parked",
            payment_events.c.payment_id.is_not(None),
        )
        .values(state="captured")
    )
    return connection.execute(change).rowcount == 1


def given_back(connection: Connection, event_id: int, operator_id: int, now: datetime) -> bool:
    """An operator gave money back that belongs to no order; False when that was said before.

    Money of an order is in the books, and leaves them as a refund only.
    """
    require(connection, operator_id, Right.REFUND)
    change = (
        update(payment_events)
        .where(
            payment_events.c.id == event_id,
            payment_events.c.state == "parked",
            payment_events.c.payment_id.is_(None),
        )
        .values(
            state="ignored",
            applied_at=now,
            told=None,
            error=func.coalesce(payment_events.c.error, "")
            + f"; given back by person {operator_id}",
        )
    )
    return connection.execute(change).rowcount == 1


def waiting_events(connection: Connection, limit: int = 100) -> list[int]:
    """Events whose money came and which are not applied yet: new ones first, the oldest first.

    What was tried in vain waits until all others had their turn (`tried`).
    """
    return list(connection.execute(_waiting(), {"limit": limit}).scalars())


@cache
def _waiting() -> Select[int]:
    return (
        select(payment_events.c.id)
        .where(payment_events.c.state == bindparam("open", "captured", literal_execute=True))
        .order_by(func.coalesce(payment_events.c.tried_at, 0), payment_events.c.id)
        .limit(bindparam("limit"))
    )


def tried(connection: Connection, event_ids: Sequence[int], now: datetime) -> None:
    """They get their turn now; those that still wait afterwards go behind all others."""
    change = update(payment_events).where(
        payment_events.c.id.in_(event_ids), payment_events.c.state == "captured"
    )
    connection.execute(change.values(tried_at=now))
