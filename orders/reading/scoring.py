"""How a merchant serves its guests, beside how the market does: of the orders of a time, what became."""

from collections import Counter
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    distinct,
    func,
    insert,
    select,
    true,
)

from orders.complaints.complaint_models import complaints
from orders.models import Account, OrderState, ledger_postings, order_history, orders, ratings
from orders.reading.figure_models import market_scores
from orders.reviewing.counted import counts
from orders.transitions import Reason

WINDOW = timedelta(days=90)
RENEWED = timedelta(days=1)
"""How often the market is measured."""


@dataclass(frozen=True, slots=True)
class Score:
    """Of orders placed since a moment: how many were answered by hand, how fast, and what went wrong.

    `unused` are bookings to which nobody came. Parts are counted from `orders`, but declines and
    silence from those that waited for an answer. `complained` is None where it was not counted yet.
    """

    orders: int
    answered: int
    confirm_seconds: int | None
    declined: int
    unanswered: int
    cancelled: int
    unused: int
    refunded: int
    complained: int | None
    stars: int
    ratings: int

    @property
    def waited(self) -> int:
        """Orders that a person of the merchant's had to answer."""
        return self.answered + self.declined + self.unanswered

    @property
    def average(self) -> float | None:
        return self.stars / self.ratings if self.ratings else None


@dataclass(frozen=True, slots=True)
class MarketScore:
    """The market's, and when it was measured."""

    made_at: datetime
    score: Score


def score(connection: Connection, since: datetime, merchant_id: int | None = None) -> Score:
    """A merchant's; the whole market's takes long and is kept by `measure`."""
    cohort = _cohort(since, merchant_id)
    steps = _steps(connection, cohort)
    times = _times(connection, cohort)
    stars = connection.execute(
        _of(
            select(func.coalesce(func.sum(ratings.c.stars), 0), func.count()),
            ratings,
            cohort & counts(),
        )
    ).one()
    return Score(
        orders=_one(connection, select(func.count()).select_from(orders).where(cohort)),
        answered=len(times),
        confirm_seconds=round(median(times)) if times else None,
        declined=steps[OrderState.DECLINED, Reason.STAFF],
        unanswered=steps[OrderState.DECLINED, Reason.UNANSWERED],
        cancelled=steps[OrderState.CANCELLED, Reason.MERCHANT],
        unused=_unused(connection, cohort),
        refunded=_refunded(connection, cohort),
        complained=complained(connection, cohort),
        stars=int(stars[0]),
        ratings=stars[1],
    )


def complained(connection: Connection, cohort: ColumnElement[bool]) -> int:
    """Orders that their guests complained of, once each."""
    query = _of(select(func.count(distinct(orders.c.id))), complaints, cohort)
    return int(connection.execute(query).scalar_one())


def measure(connection: Connection, now: datetime) -> Score:
    """The whole market's, from the rows themselves."""
    return score(connection, now - WINDOW)


def keep(connection: Connection, measured: Score, now: datetime) -> None:
    row = {"since": now - WINDOW, "made_at": now, **asdict(measured)}
    connection.execute(insert(market_scores).values(**row))


def of_market(connection: Connection) -> MarketScore | None:
    """As it was measured last."""
    query = select(market_scores).order_by(market_scores.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    found = {each.name: getattr(row, each.name) for each in fields(Score)}
    return MarketScore(row.made_at, Score(**found))


def is_due(connection: Connection, now: datetime) -> bool:
    last = of_market(connection)
    return last is None or last.made_at + RENEWED <= now


def _cohort(since: datetime, merchant_id: int | None) -> ColumnElement[bool]:
    whose = true() if merchant_id is None else orders.c.merchant_id == merchant_id
    return (orders.c.placed_at >= since) & whose


def _of(
    query: Select[*tuple[Any, ...]], table: Any, cohort: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    return query.select_from(orders).join(table, table.c.order_id == orders.c.id).where(cohort)


def _one(connection: Connection, query: Select[int]) -> int:
    return connection.execute(query).scalar_one()


def _steps(connection: Connection, cohort: ColumnElement[bool]) -> Counter[tuple[str, str]]:
    columns = (order_history.c.to_state, order_history.c.reason)
    query = _of(select(*columns, func.count()), order_history, cohort).group_by(*columns)
    rows = connection.execute(query)
    return Counter({(state, reason): count for state, reason, count in rows})


def _times(connection: Connection, cohort: ColumnElement[bool]) -> list[float]:
    """Seconds from placing to confirming, where a person confirmed."""
    by_hand = (
        order_history.c.to_state == OrderState.CONFIRMED,
        order_history.c.reason == Reason.STAFF,
    )
    query = _of(select(order_history.c.at, orders.c.placed_at), order_history, cohort)
    rows = connection.execute(query.where(*by_hand))
    return [(at - placed).total_seconds() for at, placed in rows]


def _unused(connection: Connection, cohort: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(orders).where(cohort)
    nobody = (orders.c.state == OrderState.EXPIRED, orders.c.starts_at.is_not(None))
    return _one(connection, query.where(*nobody))


def _refunded(connection: Connection, cohort: ColumnElement[bool]) -> int:
    query = _of(select(func.count(distinct(orders.c.id))), ledger_postings, cohort)
    owed = (
        ledger_postings.c.destination == Account.REFUND_DUE,
        ledger_postings.c.source != Account.WORLD,
    )
    return int(connection.execute(query.where(*owed)).scalar_one())
