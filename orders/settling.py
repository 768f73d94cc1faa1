"""Settles with merchants: every posting that concerns one goes into one statement, and only once.

One settlement is one short transaction on one merchant and currency; the next run goes on where a
run was killed. Two runs take turns on the merchant's row, so that the second sees what is left.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, case, func, insert, or_, select

from catalog.models import locations, merchants
from database.outbox import put_all
from orders.balancing import EARNING, Balance, balance
from orders.models import Account, ledger_postings
from orders.notices import notice
from orders.settlement_models import settlement_postings, settlements
from people.queries import staff_of

MOST = 1_000
"""Postings in one settlement: with more of them a transaction would keep a running bot waiting."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A merchant's postings in a currency that no settlement took, the first of this moment."""

    merchant_id: int
    currency: str
    since: datetime
    zone: str

    def until(self, last_day: date | None, now: datetime) -> datetime:
        """When that day ends where the merchant is; now, where it is not over or not given."""
        if last_day is None:
            return now
        place = ZoneInfo(self.zone)
        end = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=place)
        return min(now, end.astimezone(UTC))


def unsettled(connection: Connection) -> list[Unsettled]:
    """Who earned or gave back something since; what guests got back waits until then.

    It reads the whole ledger: for a reader only.
    """
    zone = (
        select(locations.c.zone)
        .where(locations.c.merchant_id == ledger_postings.c.merchant_id)
        .order_by(locations.c.id)
        .limit(1)
        .scalar_subquery()
    )
    whose = (ledger_postings.c.merchant_id, ledger_postings.c.currency)
    query = (
        select(*whose, func.min(ledger_postings.c.at), zone)
        .where(concerns_merchant(), untaken())
        .group_by(*whose)
        .having(func.sum(case((moves_earnings(), 1), else_=0)) > 0)
        .order_by(*whose)
    )
    return [Unsettled(*row) for row in connection.execute(query)]


def settle(connection: Connection, due: Unsettled, until: datetime, now: datetime) -> int | None:
    """Settle postings before `until`, the oldest first; the settlement's id, None where none are.

    There may be more of them than one settlement takes: go on until there are none.
    """
    lock_merchant(connection, due.merchant_id)
    movements = oldest_untaken(connection, due, until)
    if not movements:
        return None
    number, brought = last_settlement(connection, due)
    found = balance(movements, brought)
    settlement_id = record(connection, due, found, number=number + 1, until=until, now=now)
    connection.execute(
        insert(settlement_postings),
        [{"settlement_id": settlement_id, "posting_id": each.id} for each in movements],
    )
    tell_staff(connection, due.merchant_id, settlement_id, now)
    return settlement_id


def lock_merchant(connection: Connection, merchant_id: int) -> None:
    """On SQLite the transaction itself keeps other runs out."""
    query = select(merchants.c.id).where(merchants.c.id == merchant_id)
    connection.execute(query.with_for_update(key_share=True)).scalar_one()


def oldest_untaken(
    connection: Connection, due: Unsettled, until: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    query = (
        select(
            ledger_postings.c.id,
            ledger_postings.c.source,
            ledger_postings.c.destination,
            ledger_postings.c.amount,
            ledger_postings.c.purpose,
        )
        .where(
            ledger_postings.c.merchant_id == due.merchant_id,
            ledger_postings.c.currency == due.currency,
            ledger_postings.c.at >= due.since,
            ledger_postings.c.at < until,
            concerns_merchant(),
            untaken(),
        )
        .order_by(ledger_postings.c.at, ledger_postings.c.id)
        .limit(MOST)
    )
    return connection.execute(query).all()


def concerns_merchant() -> ColumnElement[bool]:
    """What a merchant earned or gave back, and what its guests got back."""
    return or_(moves_earnings(), ledger_postings.c.destination == Account.REFUND_DUE)


def moves_earnings() -> ColumnElement[bool]:
    return or_(ledger_postings.c.destination.in_(EARNING), ledger_postings.c.source.in_(EARNING))


def untaken() -> ColumnElement[bool]:
    taken = select(settlement_postings.c.posting_id)
    return ~taken.where(settlement_postings.c.posting_id == ledger_postings.c.id).exists()


def last_settlement(connection: Connection, due: Unsettled) -> tuple[int, int]:
    """Its number, and what it carried on; zeros before the first one."""
    query = (
        select(settlements.c.number, settlements.c.carried)
        .where(
            settlements.c.merchant_id == due.merchant_id,
            settlements.c.currency == due.currency,
        )
        .order_by(settlements.c.number.desc())
        .limit(1)
    )
    last = connection.execute(query).one_or_none()
    return (0, 0) if last is None else (last.number, last.carried)


def record(
    connection: Connection,
    due: Unsettled,
    found: Balance,
    *,
    number: int,
    until: datetime,
    now: datetime,
) -> int:
    new = insert(settlements).values(
        merchant_id=due.merchant_id,
        currency=due.currency,
        number=number,
        until=until,
        payout=found.payout,
        carried=found.carried,
        at=now,
        **asdict(found),
    )
    settlement_id: int = connection.execute(new.returning(settlements.c.id)).scalar_one()
    return settlement_id


def tell_staff(connection: Connection, merchant_id: int, settlement_id: int, now: datetime) -> None:
    news = [
        notice("settlement", person, settlement_id, settlement=settlement_id, merchant=merchant_id)
        for person in staff_of(connection, merchant_id)
    ]
    put_all(connection, news, now)
