"""Settlements as they are read: by a merchant's staff, and by whoever pays them out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from catalog.models import merchants
from orders.bills.bill_models import BillKind
from orders.models import Account, ledger_postings
from orders.settlement.settlement_models import payouts, settlement_postings, settlements
from people.models import people


@dataclass(frozen=True, slots=True)
class Statement:
    """One settlement; amounts in minor units, as `orders.settlement_models` explains them.

    `paid_at` is when an operator said that its payout was sent, `paid_by` who, `account_id` where to.
    """

    id: int
    merchant_id: int
    merchant: str
    currency: str
    number: int
    until: datetime
    brought: int
    earned: int
    kept: int
    returned: int
    commission: int
    refunded: int
    payout: int
    carried: int
    at: datetime
    paid_at: datetime | None
    paid_by: str | None
    account_id: int | None


def statement(connection: Connection, settlement_id: int) -> Statement | None:
    row = connection.execute(whole().where(settlements.c.id == settlement_id)).one_or_none()
    return None if row is None else Statement(*row)


def tips_in(connection: Connection, settlement_id: int) -> int:
    """How much of what was earned in it are tips, in minor units."""
    query = (
        select(func.coalesce(func.sum(ledger_postings.c.amount), 0))
        .join(settlement_postings, settlement_postings.c.posting_id == ledger_postings.c.id)
        .where(
            settlement_postings.c.settlement_id == settlement_id,
            ledger_postings.c.purpose == BillKind.TIP,
            ledger_postings.c.destination == Account.PAYABLE,
        )
    )
    return int(connection.execute(query).scalar_one())


def statements_of(
    connection: Connection,
    merchant_id: int,
    limit: int,
    offset: int = 0,
    *,
    before: int | None = None,
) -> list[Statement]:
    """A merchant's settlements, the newest first; those older than `before`, if given."""
    query = whole().where(settlements.c.merchant_id == merchant_id)
    if before is not None:
        query = query.where(settlements.c.id < before)
    page = query.order_by(settlements.c.id.desc()).limit(limit).offset(offset)
    return [Statement(*row) for row in connection.execute(page)]


def latest(connection: Connection, limit: int, before: int | None = None) -> list[Statement]:
    """All merchants' settlements, the newest first; those older than `before`, if given."""
    query = whole().order_by(settlements.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(settlements.c.id < before)
    return [Statement(*row) for row in connection.execute(query)]


def statements_made(connection: Connection, begin: datetime, end: datetime) -> list[Statement]:
    """What was settled in [begin, end), in the order of settling."""
    query = whole().where(settlements.c.at >= begin, settlements.c.at < end)
    return [Statement(*row) for row in connection.execute(query.order_by(settlements.c.id))]


def whole() -> Select[*tuple[Any, ...]]:
    columns = (
        settlements.c.id,
        settlements.c.merchant_id,
        merchants.c.name,
        settlements.c.currency,
        settlements.c.number,
        settlements.c.until,
        settlements.c.brought,
        settlements.c.earned,
        settlements.c.kept,
        settlements.c.returned,
        settlements.c.commission,
        settlements.c.refunded,
        settlements.c.payout,
        settlements.c.carried,
        settlements.c.at,
        payouts.c.at,
        people.c.name,
        payouts.c.account_id,
    )
    return (
        select(*columns)
        .join_from(settlements, merchants, merchants.c.id == settlements.c.merchant_id)
        .outerjoin(payouts, payouts.c.settlement_id == settlements.c.id)
        .outerjoin(people, people.c.id == payouts.c.paid_by)
    )
