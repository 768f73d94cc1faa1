"""What days of the market came to: those that are over are reckoned once and kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, insert, select

from catalog.models import searches
from catalog.viewing_models import service_views
from database.inserting import insert_for
from orders.living import is_order
from orders.models import orders, redemptions
from orders.reading.daily import sales_by_day
from orders.reading.figure_models import market_day_sums, market_days
from orders.reading.reports import Sales
from people.models import people

GRACE = timedelta(hours=1)
"""What was written just before midnight is committed long since."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many did what: people who came first and who searched, orders that began, were placed, used."""

    guests: int
    searching: int
    viewing: int
    held: int
    placed: int
    redeemed: int


@dataclass(frozen=True, slots=True)
class Day:
    """All figures of one day."""

    counts: Counts
    sales: tuple[Sales, ...]


NOTHING = Day(Counts(guests=0, searching=0, viewing=0, held=0, placed=0, redeemed=0), ())


def days(connection: Connection, begins: Sequence[datetime]) -> list[Day]:
    """The time between each two of these moments: as it was kept, or else reckoned now."""
    kept, opened = kept_days(connection, begins), opened_at(connection)
    return [
        kept.get(span) or (reckoned(connection, span) if is_since(opened, span) else NOTHING)
        for span in pairwise(begins)
    ]


def opened_at(connection: Connection) -> datetime | None:
    """When the first person came: nothing can have happened before."""
    return connection.execute(select(func.min(people.c.created_at))).scalar_one()


def is_since(opened: datetime | None, span: Span) -> bool:
    """Whether anything can have happened in it."""
    return opened is not None and opened < span[1]


def reckoned(connection: Connection, span: Span) -> Day:
    """From the rows themselves."""
    return Day(counts(connection, span), tuple(sales_by_day(connection, span)[0]))


def counts(connection: Connection, span: Span) -> Counts:
    each, searchers = func.count(), func.count(distinct(searches.c.person_id))
    viewers = func.count(distinct(service_views.c.person_id))
    first = redemptions.c.use == 1
    began = orders.c.proposed_for.is_(None) & is_order()
    return Counts(
        guests=_within(connection, each, people.c.created_at, span),
        searching=_within(connection, searchers, searches.c.made_at, span),
        viewing=_within(connection, viewers, service_views.c.at, span),
        held=_within(connection, each, orders.c.created_at, span, began),
        placed=_within(connection, each, orders.c.placed_at, span),
        redeemed=_within(connection, each, redemptions.c.at, span, first),
    )


def _within(
    connection: Connection,
    what: ColumnElement[Any],
    at: ColumnElement[Any],
    span: Span,
    *more: ColumnElement[bool],
) -> int:
    query = select(what).where(at >= span[0], at < span[1], *more)
    found: int = connection.execute(query).scalar_one()
    return found


def kept_days(connection: Connection, begins: Sequence[datetime]) -> dict[Span, Day]:
    """Those of them that were kept, by when they begin and end."""
    within = (market_days.c.begins_at >= begins[0], market_days.c.begins_at < begins[-1])
    sums: dict[datetime, list[Sales]] = {}
    theirs = select(market_day_sums).where(
        market_day_sums.c.begins_at >= begins[0], market_day_sums.c.begins_at < begins[-1]
    )
    for row in connection.execute(theirs.order_by(market_day_sums.c.currency)):
        sums.setdefault(row.begins_at, []).append(Sales(*row[1:]))
    names = [each.name for each in fields(Counts)]
    return {
        (row.begins_at, row.ends_at): Day(
            Counts(*(getattr(row, name) for name in names)), tuple(sums.get(row.begins_at, ()))
        )
        for row in connection.execute(select(market_days).where(*within))
    }


def unkept(connection: Connection, begins: Sequence[datetime], now: datetime) -> list[Span]:
    """Days that are over and not kept yet, the latest first: it is looked at before the others."""
    kept = {
        (row.begins_at, row.ends_at)
        for row in connection.execute(
            select(market_days.c.begins_at, market_days.c.ends_at).where(
                market_days.c.begins_at >= begins[0]
            )
        )
    }
    opened = opened_at(connection)
    over = (span for span in pairwise(begins) if span[1] + GRACE <= now and is_since(opened, span))
    return [span for span in over if span not in kept][::-1]


def keep(connection: Connection, span: Span, day: Day) -> None:
    """For good, unless somebody has just done so."""
    row = {"begins_at": span[0], "ends_at": span[1], **asdict(day.counts)}
    new = insert_for(connection, market_days).values(**row).on_conflict_do_nothing()
    made = connection.execute(new.returning(market_days.c.begins_at)).first()
    rows = [{"begins_at": span[0], **asdict(each)} for each in day.sales]
    if made is not None and rows:
        connection.execute(insert(market_day_sums), rows)
