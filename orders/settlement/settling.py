"""Settles with merchants: every posting that concerns one goes into one statement, and only once.

One settlement is one short transaction on one merchant and currency; the next run goes on where a
run was killed. Two runs take turns on the merchant's row, so that the second sees what is left.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    func,
    insert,
    or_,
    select,
    true,
)

from catalog.models import locations, merchants
from database.metadata import MICROSECOND
from database.outbox import put_all
from orders.models import Account, ledger_postings
from orders.money.disputes import is_disputed
from orders.notices import notice
from orders.receipts import fees
from orders.receipts.fees import UNNAMED, FeeIssuer, Settled
from orders.settlement.balancing import EARNING, Balance, Movement, balance
from orders.settlement.settlement_models import settlement_postings, settlements
from people.queries import staff_of
from people.rights import Right

Found = Row[int, str, str, str, int]

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


def settle(
    connection: Connection,
    due: Unsettled,
    until: datetime,
    now: datetime,
    issuer: FeeIssuer = UNNAMED,
) -> int | None:
    """Settle the oldest postings before `until`; the settlement's id, None where there are none.

    There may be more than one settlement takes: go on from its `until`. The `issuer` is who invoices
    the commission.
    """
    lock_merchant(connection, due.merchant_id)
    until = min(until, end_of_most(connection, due) or until)
    postings = found_within(connection, untaken_of(due, until))
    if not postings:
        return None
    number, brought = last_settlement(connection, due)
    found = balance(summed(postings), brought)
    settlement_id = record(connection, due, found, number=number + 1, until=until, now=now)
    taken = [{"settlement_id": settlement_id, "posting_id": each[0]} for each in postings]
    connection.execute(insert(settlement_postings), taken)
    about = (settlement_id, due.merchant_id, number + 1, found.commission, until)
    fees.invoice(connection, Settled(*about), issuer, now)
    tell_staff(connection, due.merchant_id, settlement_id, now)
    return settlement_id


def lock_merchant(connection: Connection, merchant_id: int) -> None:
    """On SQLite the transaction itself keeps other runs out."""
    query = select(merchants.c.id).where(merchants.c.id == merchant_id)
    connection.execute(query.with_for_update(key_share=True)).scalar_one()


def untaken_of(due: Unsettled, until: datetime | None = None) -> ColumnElement[bool]:
    """Which postings, as the index of merchants and times finds them."""
    return and_(
        ledger_postings.c.merchant_id == due.merchant_id,
        ledger_postings.c.currency == due.currency,
        ledger_postings.c.at >= due.since,
        true() if until is None else ledger_postings.c.at < until,
        concerns_merchant(),
        untaken(),
    )


def end_of_most(connection: Connection, due: Unsettled) -> datetime | None:
    """When the last posting is over that a settlement takes; None where it takes them all.

    What was posted at that very moment goes with it.
    """
    query = select(ledger_postings.c.at).where(untaken_of(due)).order_by(ledger_postings.c.at)
    last = connection.execute(query.limit(1).offset(MOST - 1)).scalar_one_or_none()
    return None if last is None else last + MICROSECOND


def found_within(connection: Connection, within: ColumnElement[bool]) -> Sequence[Found]:
    """Read once: what is posted meanwhile, even with an earlier time, is for the next settlement."""
    query = select(
        ledger_postings.c.id,
        ledger_postings.c.source,
        ledger_postings.c.destination,
        ledger_postings.c.purpose,
        ledger_postings.c.amount,
    )
    return connection.execute(query.where(within)).all()


def summed(postings: Iterable[Found]) -> list[Movement]:
    """Many postings are a few movements."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for _, source, destination, purpose, amount in postings:
        sums[source, destination, purpose] += amount
    return [Movement(*alike, amount) for alike, amount in sums.items()]


def concerns_merchant() -> ColumnElement[bool]:
    """What a merchant earned or gave back, and what its guests got back."""
    owed = and_(
        ledger_postings.c.destination == Account.REFUND_DUE,
        ledger_postings.c.source != Account.WORLD,  # one that came back was counted before
    )
    return or_(moves_earnings(), owed)


def moves_earnings() -> ColumnElement[bool]:
    """Not where a settlement is paid out: that is no order's."""
    into, out = ledger_postings.c.destination.in_(EARNING), ledger_postings.c.source.in_(EARNING)
    return and_(ledger_postings.c.order_id.is_not(None), or_(into, out))


def untaken() -> ColumnElement[bool]:
    """No settlement has it yet, and no bank asks for its money back."""
    taken = select(settlement_postings.c.posting_id)
    settled = taken.where(settlement_postings.c.posting_id == ledger_postings.c.id).exists()
    return ~settled & ~is_disputed(ledger_postings.c.order_id)


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
        for person in staff_of(connection, merchant_id, Right.SALES)
    ]
    put_all(connection, news, now)
