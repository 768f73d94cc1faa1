"""Which locations answer a search, in which order: found by grid cell, sorted in the database."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from catalog.categories import BACKGROUND
from catalog.geography import Point, lies_in, squared_metres
from catalog.looking import Looking, Sort
from catalog.models import locations
from catalog.opening import state_of
from catalog.timetables import timetables
from catalog.typos import forgiving
from catalog.wording import says

RINGS = (1_000, 3_000, 10_000)
"""Metres; a search widens until it has enough."""

ENOUGH = 30
"""So many places are a choice: a sort by price or rating looks no further."""

UNPRICED = 2**62

MOST_CHECKED = 200
"""So many candidates are asked for their hours, and no more."""

DOUBT = 3
"""A rating starts from so many imagined ones of four stars, so that a single five is not best."""


def ranked(connection: Connection, looking: Looking, now: datetime, count: int) -> list[int]:
    """The ids of the first `count` locations, bookable ones first."""
    if not looking.words.strip():
        return tiers(connection, looking, now, count, ())
    words = says(looking.words)
    if words is None:  # there is nothing in them that a name could have
        return []
    exact = tiers(connection, looking, now, count, (words,))
    if exact:
        return exact
    similar = forgiving(connection, looking)
    return tiers(connection, looking, now, count, (similar,)) if similar is not None else []


def tiers(
    connection: Connection,
    looking: Looking,
    now: datetime,
    count: int,
    conditions: Sequence[ColumnElement[bool]],
) -> list[int]:
    found: list[int] = []
    for bookable in (True,) if looking.bookable_only else (True, False):
        if len(found) < count:
            wanted = [*conditions, *filters(looking, bookable=bookable)]
            found += tier(connection, looking, now, count - len(found), wanted)
    return found


def filters(looking: Looking, *, bookable: bool) -> Iterator[ColumnElement[bool]]:
    yield locations.c.bookable.is_(bookable)
    if looking.category is not None:
        yield locations.c.category == looking.category
    elif not looking.words and not bookable:
        yield locations.c.category.not_in(sorted(BACKGROUND))
    if looking.price_to is not None:
        yield locations.c.price_from <= looking.price_to


def tier(
    connection: Connection,
    looking: Looking,
    now: datetime,
    count: int,
    wanted: Sequence[ColumnElement[bool]],
) -> list[int]:
    """The first locations that fulfil the conditions, all bookable or none."""
    if not looking.open_now:
        return [row.id for row in rows(connection, looking, count, wanted)]
    checked = rows(connection, looking, MOST_CHECKED, wanted)
    return list(islice(those_open(connection, checked, now), count))


def rows(
    connection: Connection, looking: Looking, count: int, wanted: Sequence[ColumnElement[bool]]
) -> Sequence[Any]:
    """Rows of id, hours and place, in the order of the search."""
    if looking.point is None:
        statement = selected().where(locations.c.cell >= 0, *wanted)
        order = (*sort_key(looking.sort), best_rated(), locations.c.id)
        return connection.execute(statement.order_by(*order).limit(count)).all()
    if looking.sort is Sort.DISTANCE:
        return nearest(connection, looking, looking.point, count, wanted)
    radius = wide_enough(connection, looking, looking.point, wanted)
    statement = around(looking.point, radius, wanted)
    order = (*sort_key(looking.sort), *by_distance(looking.point))
    return connection.execute(statement.order_by(*order).limit(count)).all()


def nearest(
    connection: Connection,
    looking: Looking,
    point: Point,
    count: int,
    wanted: Sequence[ColumnElement[bool]],
) -> Sequence[Any]:
    """A wider circle begins with what a narrower one holds, so pages stay the same."""
    found: Sequence[Any] = ()
    for radius in rings(looking.radius):
        statement = around(point, radius, wanted).order_by(*by_distance(point)).limit(count)
        found = connection.execute(statement).all()
        if len(found) == count:
            break
    return found


def wide_enough(
    connection: Connection, looking: Looking, point: Point, wanted: Sequence[ColumnElement[bool]]
) -> float:
    """The narrowest circle that holds a choice; the same for every page of the results."""
    for radius in rings(looking.radius):
        some = around(point, radius, wanted).limit(ENOUGH).subquery()
        if connection.execute(select(func.count()).select_from(some)).scalar_one() == ENOUGH:
            return radius
    return looking.radius


def rings(radius: float) -> list[float]:
    return [*(each for each in RINGS if each < radius), radius]


def around(
    point: Point, radius: float, wanted: Sequence[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    columns = locations.c
    inside = squared_metres(columns.latitude, columns.longitude, point) <= radius * radius
    return selected().where(lies_in(columns.cell, point, radius), *wanted, inside)


def selected() -> Select[*tuple[Any, ...]]:
    columns = locations.c
    return select(
        columns.id, columns.opening_hours, columns.zone, columns.latitude, columns.longitude
    )


def by_distance(point: Point) -> tuple[ColumnElement[Any], ...]:
    columns = locations.c
    return squared_metres(columns.latitude, columns.longitude, point), columns.id


def sort_key(sort: Sort) -> tuple[ColumnElement[Any], ...]:
    if sort is Sort.PRICE:
        return (func.coalesce(locations.c.price_from, UNPRICED),)
    return (best_rated(),) if sort is Sort.RATING else ()


def best_rated() -> ColumnElement[Any]:
    stars = locations.c.rating_sum + 4.0 * DOUBT
    return (stars / (locations.c.rating_count + 1.0 * DOUBT)).desc()


def those_open(connection: Connection, candidates: Sequence[Any], now: datetime) -> Iterator[int]:
    kept = timetables(connection, {row.id: row.zone for row in candidates})
    for row in candidates:
        point = Point(row.latitude, row.longitude)
        if state_of(kept.get(row.id), row.opening_hours, row.zone, point, now).open:
            yield row.id
