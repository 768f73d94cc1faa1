"""Which locations answer a search, in which order: found by grid cell, sorted in the database."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from catalog.categories import BACKGROUND
from catalog.geography import lies_in, origin, squared_metres
from catalog.looking import Looking, Sort
from catalog.models import locations
from catalog.opening import is_open
from catalog.timetables import Premises, timetables
from catalog.typos import forgiving
from catalog.wording import says
from database.point import Point

RINGS = (1_000, 3_000, 10_000)
"""Metres; a search widens until it has enough."""

ENOUGH = 30
"""So many places are a choice: a sort by price or rating looks no further."""

UNPRICED = 2**62

MOST_CHECKED = 200
"""So many candidates are asked for their hours, and no more."""

DOUBT = 3
"""A rating starts from so many imagined ones of four stars, so that a single five is not best."""


def ranked(
    connection: Connection, looking: Looking, now: datetime, count: int, *, forgive: bool = True
) -> list[int]:
    """The ids of the first `count` locations, bookable ones first."""
    if not looking.words.strip():
        return tiers(connection, looking, now, count, ())
    words = says(looking.words)
    if words is None:  # there is nothing in them that a name could have
        return []
    exact = tiers(connection, looking, now, count, (words,))
    if exact or not forgive:
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
    """The first locations that fulfil the conditions, all bookable or none.

    A wider circle begins with what a narrower one holds, so pages stay the same.
    """
    most = MOST_CHECKED if looking.open_now else count
    found: list[int] = []
    for circle in circles(connection, looking, wanted):
        candidates = connection.execute(circle.limit(most), origin_of(looking)).all()
        found = list(islice(chosen(connection, looking, candidates, now), count))
        if len(found) == count or len(candidates) == most:
            break
    return found


def circles(
    connection: Connection, looking: Looking, wanted: Sequence[ColumnElement[bool]]
) -> Iterator[Select[*tuple[Any, ...]]]:
    """Selects of candidates in the order of the search, each from a wider circle."""
    point = looking.point
    if point is None:
        order = (*sort_key(looking.sort), best_rated(), locations.c.id)
        yield selected().where(locations.c.cell >= 0, *wanted).order_by(*order)
    elif looking.sort is Sort.DISTANCE:
        for radius in rings(looking):
            yield around(point, radius, wanted).order_by(*by_distance(point))
    else:
        radius = wide_enough(connection, looking, point, wanted)
        order = (*sort_key(looking.sort), *by_distance(point))
        yield around(point, radius, wanted).order_by(*order)


def chosen(
    connection: Connection, looking: Looking, candidates: Sequence[Any], now: datetime
) -> Iterator[int]:
    if looking.open_now:
        return those_open(connection, candidates, now)
    return (row.id for row in candidates)


def wide_enough(
    connection: Connection, looking: Looking, point: Point, wanted: Sequence[ColumnElement[bool]]
) -> float:
    """The narrowest circle that holds a choice; the same for every page of the results."""
    for radius in rings(looking):
        some = around(point, radius, wanted).limit(ENOUGH).subquery()
        number = connection.execute(select(func.count()).select_from(some), origin(point))
        if number.scalar_one() == ENOUGH:
            return radius
    return looking.radius


def rings(looking: Looking) -> list[float]:
    """The radii of a search, narrowest first; a name is rare, so it starts with a wide one."""
    steps = RINGS[1:2] if looking.words else RINGS
    return [*(each for each in steps if each < looking.radius), looking.radius]


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


def origin_of(looking: Looking) -> dict[str, float]:
    return origin(looking.point) if looking.point else {}


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
    kept = timetables(connection, {row.id: Premises.of(row) for row in candidates})
    for row in candidates:
        if is_open(kept.get(row.id), now):
            yield row.id
