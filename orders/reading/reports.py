"""Figures for those who run things: a merchant's day, the market's, and what waits for an operator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
)

from catalog.models import merchants
from orders.models import Account, ledger_postings, orders
from orders.money.refunding import BY_HAND, PARKED
from payments.models import payment_events, payments, refunds
from people.models import people


@dataclass(frozen=True, slots=True)
class Sales:
    """What happened within a time, in minor units of one currency.

    `placed` orders were bought then; `earned` is the merchant's after `commission`, for what was
    given then; `paid` came in and `refunded` was owed back then.
    """

    currency: str
    placed: int
    paid: int
    earned: int
    commission: int
    refunded: int


def sales_of_merchant(
    connection: Connection, merchant_id: int, begin: datetime, until: datetime
) -> list[Sales]:
    """A merchant's figures for [begin, until), one for each currency; none where nothing was."""
    own = (orders.c.merchant_id == merchant_id, ledger_postings.c.merchant_id == merchant_id)
    return sales(connection, *own, begin, until)


def sales_of_market(connection: Connection, begin: datetime, until: datetime) -> list[Sales]:
    """Likewise for all merchants together."""
    return sales(connection, true(), true(), begin, until)


def sales(
    connection: Connection,
    whose_orders: ColumnElement[bool],
    whose_money: ColumnElement[bool],
    begin: datetime,
    until: datetime,
) -> list[Sales]:
    counted = connection.execute(placed_within(begin, until).where(whose_orders))
    placed = {row[0]: row[1] for row in counted}
    rows = connection.execute(moved_within(begin, until).where(whose_money))
    moved = {row.currency: tuple(int(amount) for amount in row[1:]) for row in rows}
    return [
        Sales(currency, placed.get(currency, 0), *moved.get(currency, (0, 0, 0, 0)))
        for currency in sorted(placed.keys() | moved.keys())
    ]


def placed_within(begin: datetime, until: datetime) -> Select[str, int]:
    return (
        select(orders.c.currency, func.count())
        .where(orders.c.placed_at >= begin, orders.c.placed_at < until)
        .group_by(orders.c.currency)
    )


def moved_within(begin: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    into = ledger_postings.c.destination
    accounts = (Account.ESCROW, Account.PAYABLE, Account.COMMISSION, Account.REFUND_DUE)
    sums = [
        func.sum(case((into == account, ledger_postings.c.amount), else_=0)) for account in accounts
    ]
    return (
        select(ledger_postings.c.currency, *sums)
        .where(ledger_postings.c.at >= begin, ledger_postings.c.at < until)
        .where(or_(ledger_postings.c.source != Account.WORLD, into == Account.ESCROW))
        .group_by(ledger_postings.c.currency)
    )


@dataclass(frozen=True, slots=True)
class RefundByHand:
    """What an operator needs to give money back at the provider. Amount in minor units.

    `error` is what the provider said when a program asked.
    """

    refund_id: int
    order_id: int
    guest_id: int
    guest: str
    merchant: str
    title: str
    provider: str
    charge_id: str
    provider_charge_id: str | None
    amount: int
    currency: str
    reason: str
    state: str
    error: str | None
    requested_at: datetime
    finished_at: datetime | None
    finished_by: str | None


def refund(connection: Connection, refund_id: int) -> RefundByHand | None:
    """One refund, whatever its state."""
    row = connection.execute(whole_refunds().where(refunds.c.id == refund_id)).one_or_none()
    return None if row is None else RefundByHand(*row)


def refunds_to_do(
    connection: Connection, limit: int = 50, offset: int = 0, *, after: int | None = None
) -> list[RefundByHand]:
    """Refunds that wait for an operator's hands, the oldest first; those behind `after`, if given."""
    query = (
        whole_refunds()
        .where(refunds.c.state.in_((BY_HAND, PARKED)), refunds.c.id > (after or 0))
        .order_by(refunds.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [RefundByHand(*row) for row in connection.execute(query)]


def whole_refunds() -> Select[*tuple[Any, ...]]:
    finisher = people.alias("finisher")
    return (
        select(
            refunds.c.id,
            refunds.c.order_id,
            payments.c.guest_id,
            people.c.name,
            merchants.c.name,
            orders.c.title,
            payments.c.provider,
            payments.c.charge_id,
            payments.c.provider_charge_id,
            refunds.c.amount,
            refunds.c.currency,
            refunds.c.reason,
            refunds.c.state,
            refunds.c.error,
            refunds.c.requested_at,
            refunds.c.finished_at,
            finisher.c.name,
        )
        .join(payments, payments.c.id == refunds.c.payment_id)
        .join(orders, orders.c.id == refunds.c.order_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(people, people.c.id == payments.c.guest_id)
        .outerjoin(finisher, finisher.c.id == refunds.c.finished_by)
    )


@dataclass(frozen=True, slots=True)
class ParkedEvent:
    """A provider's word that nothing could be made of; `order_id` where it is known.

    `aside` says that a bug kept it from being recorded: that can be tried again.
    """

    event_id: int
    provider: str
    event_key: str
    order_id: int | None
    aside: bool
    raw: dict[str, Any]
    error: str | None
    received_at: datetime

    @property
    def charge(self) -> str:
        """What to look for in the provider's own pages, which know nothing of a channel's ids."""
        return str(self.raw.get("provider_payment_charge_id") or self.event_key)


def parked_events(connection: Connection, limit: int | None = 50) -> list[ParkedEvent]:
    """Payment events for an operator to look at, the oldest first."""
    query = whole_parked().order_by(payment_events.c.id).limit(limit)
    return [ParkedEvent(*row) for row in connection.execute(query)]


def parked_event(connection: Connection, event_id: int) -> ParkedEvent | None:
    """One of them; None once nobody has to look at it any more."""
    query = whole_parked().where(payment_events.c.id == event_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else ParkedEvent(*row)


def whole_parked() -> Select[*tuple[Any, ...]]:
    return (
        select(
            payment_events.c.id,
            payment_events.c.provider,
            payment_events.c.event_key,
            payments.c.order_id,
            payment_events.c.told.is_not(None).label("aside"),
            payment_events.c.raw,
            payment_events.c.error,
            payment_events.c.received_at,
        )
        .outerjoin(payments, payments.c.id == payment_events.c.payment_id)
        .where(payment_events.c.state == literal_column("'parked'"))
    )
