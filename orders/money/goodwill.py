"""Money that a merchant, or the market's support, gives back of an order that stays as it is.

Who earns from the order pays, the market its commission's share by the terms agreed. What is not earned
yet is advanced: the account is below nothing until the code is used (docs/decisions/0038).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from database import rows
from database.outbox import Message, put_all
from orders.errors import (
    GivenBackMeanwhile,
    NotGivenInPart,
    NothingToGiveBack,
    PaymentDisputed,
    TooLateToGiveBack,
    TooMuchToGiveBack,
)
from orders.loading import OrderRow, locked, terms_of
from orders.models import Account, ledger_postings
from orders.money import refunding
from orders.money.disputes import is_frozen
from orders.notices import notice, to_guest
from orders.reading.queries import OrderView
from orders.rules import commission
from orders.transitions import RefundReason
from payments.models import payments
from payments.port import WHOLE_ONLY
from payments.rows import PaymentRow
from people.queries import staff_of
from people.rights import GRANTS, Right, market_role, require

WITHIN = timedelta(days=90)
"""So long after a payment its place gives of it by itself; later the market's support does."""


@dataclass(frozen=True, slots=True)
class Givable:
    """Of what was paid: how much went or goes back already, how much still could, and until when by its place."""

    given: int
    left: int
    currency: str
    until: datetime


def givable(connection: Connection, order_id: int) -> Givable | None:
    """None where nothing was paid here, or all of it is on its way back."""
    payment = refunding.paying(connection, order_id)
    if payment is None:
        return None
    return Givable(payment.refunded, payment.left, payment.currency, until(payment))


def give_back(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    actor_id: int,
    amount: int,
    given: int,
    now: datetime,
    *,
    told: bool = True,
) -> int:
    """So much of the order's money to its guest, once; the refund's id.

    `given` is what had gone back when it was decided: pressed again, or decided by two, it is refused.
    TooLateToGiveBack of what was paid long ago, for whoever is not of the market's support. Unless it is `told` here, whoever asked for it tells of it.
    """
    order = locked(connection, order_id)
    require(connection, actor_id, Right.REFUND, order.merchant_id)
    payment = checked(connection, order, amount, given)
    if now > until(payment) and not gives_in_market(connection, actor_id):
        raise TooLateToGiveBack(order_id, until(payment))
    shares = borne(connection, order, amount)
    refund = refunding.request(
        connection, payment, order, now, shares=shares, reason=RefundReason.GOODWILL
    )
    if told:
        put_all(connection, news(connection, order, refund, actor_id), now)
    return refund


def can_give(order: OrderView, now: datetime, *, in_market: bool) -> bool:
    """Whether a page offers it to who may: of what was paid lately, or to the market's support."""
    last = given_until(order)
    return last is not None and (in_market or now <= last)


def given_until(order: OrderView) -> datetime | None:
    """Until when its place gives of what was paid and has not gone back; None where nothing can go."""
    left = [each for each in order.payments if each.captured > each.refunded and not each.mismatch]
    if order.placed_at is None or order.disputed:
        return None
    return max(((each.captured_at or order.created_at) + WITHIN for each in left), default=None)


def until(payment: PaymentRow) -> datetime:
    """Its place may give of it until then."""
    return (payment.captured_at or payment.requested_at) + WITHIN


def gives_in_market(connection: Connection, actor_id: int) -> bool:
    role = market_role(connection, actor_id, lock=True)
    return role is not None and Right.REFUND in GRANTS[role]


def news(connection: Connection, order: OrderRow, refund: int, actor_id: int) -> list[Message]:
    """To its guest, and to those at its place who might have given it themselves."""
    staff = (
        notice("goodwill_given", person, refund, order=order.id, refund=refund)
        for person in staff_of(connection, order.merchant_id, Right.REFUND)
        if person != actor_id
    )
    return [to_guest(order, "goodwill", mark=refund, refund=refund), *staff]


def checked(connection: Connection, order: OrderRow, amount: int, given: int) -> PaymentRow:
    """The payment that has so much left to give, and from which nothing went since."""
    payment = paid(connection, order.id)
    if payment is None:
        raise NothingToGiveBack(order.id)
    if payment.refunded != given:
        raise GivenBackMeanwhile(order.id)
    left = payment.left
    if not left:
        raise NothingToGiveBack(order.id)
    if not 0 < amount <= left:
        raise TooMuchToGiveBack(order.id, left, payment.currency)
    if payment.currency in WHOLE_ONLY and amount != payment.captured:
        raise NotGivenInPart(order.id)
    if connection.execute(
        select(is_frozen(payments.c.id)).where(payments.c.id == payment.id)
    ).scalar():
        raise PaymentDisputed(order.id)
    return payment


def paid(connection: Connection, order_id: int) -> PaymentRow | None:
    """The payment the order was placed with, whatever of it is left."""
    return rows.one_or_none(PaymentRow, connection.execute(refunding.placed_with(order_id)))


def borne(connection: Connection, order: OrderRow, amount: int) -> Mapping[Account, int]:
    """The parts make exactly the commission on all that was ever given of it."""
    before = given_of(connection, order.id)
    rate = terms_of(order).commission_basis_points
    fee = commission(before + amount, rate) - commission(before, rate)
    return {Account.PAYABLE: amount - fee, Account.COMMISSION: fee}


def given_of(connection: Connection, order_id: int) -> int:
    """What was given of an order like this."""
    query = select(func.coalesce(func.sum(ledger_postings.c.amount), 0)).where(
        ledger_postings.c.order_id == order_id,
        ledger_postings.c.purpose == RefundReason.GOODWILL,
        ledger_postings.c.destination == Account.REFUND_DUE,
    )
    return int(connection.execute(query).scalar_one())
