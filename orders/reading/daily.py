"""Figures of several days at once, for charts: a merchant's, or the market's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select, true

from orders.models import Account, ledger_postings, orders
from orders.reading.reports import Sales


def sales_by_day(
    connection: Connection, begins: Sequence[datetime], merchant_id: int | None = None
) -> list[list[Sales]]:
    """For each time between two of these moments its figures, one for each currency."""
    own: tuple[ColumnElement[bool], ColumnElement[bool]] = (true(), true())
    if merchant_id is not None:
        own = (orders.c.merchant_id == merchant_id, ledger_postings.c.merchant_id == merchant_id)
    placed = _placed(connection, begins, own[0])
    moved = _moved(connection, begins, own[1])
    found: list[list[Sales]] = [[] for _ in begins[1:]]
    for day, currency in sorted(placed.keys() | moved.keys()):
        sums = moved.get((day, currency), (0, 0, 0, 0))
        found[day].append(Sales(currency, placed.get((day, currency), 0), *sums))
    return found


def _placed(
    connection: Connection, begins: Sequence[datetime], whose: ColumnElement[bool]
) -> dict[tuple[int, str], int]:
    day = _day(orders.c.placed_at, begins)
    query = (
        select(day, orders.c.currency, func.count())
        .where(whose, orders.c.placed_at >= begins[0], orders.c.placed_at < begins[-1])
        .group_by(day, orders.c.currency)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _moved(
    connection: Connection, begins: Sequence[datetime], whose: ColumnElement[bool]
) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    into, at = ledger_postings.c.destination, ledger_postings.c.at
    accounts = (Account.ESCROW, Account.PAYABLE, Account.COMMISSION, Account.REFUND_DUE)
    sums = [func.sum(case((into == each, ledger_postings.c.amount), else_=0)) for each in accounts]
    day = _day(at, begins)
    query = (
        select(day, ledger_postings.c.currency, *sums)
        .where(whose, at >= begins[0], at < begins[-1])
        .where((ledger_postings.c.source != Account.WORLD) | (into == Account.ESCROW))
        .group_by(day, ledger_postings.c.currency)
    )
    return {
        (row[0], row[1]): (int(row[2]), int(row[3]), int(row[4]), int(row[5]))
        for row in connection.execute(query)
    }


def _day(moment: Any, begins: Sequence[datetime]) -> ColumnElement[int]:
    """Which of the times a moment falls into, reckoned by the database."""
    last = len(begins) - 2
    earlier = [(moment < end, number) for number, end in enumerate(begins[1:-1])]
    day: ColumnElement[int] = (case(*earlier, else_=last) if earlier else func.abs(last)).label(
        "day"
    )
    return day
