"""Which of the places that are listed already may be the one that somebody is about to add."""

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from catalog.doubles import NEAR
from catalog.folding import fold_kindly
from catalog.geography import COLUMNS, METRES_PER_DEGREE, Window, distance, window
from catalog.indexing import HIDDEN
from catalog.models import locations, merchants
from catalog.views import MerchantState
from database.point import Point

AROUND = 2 * NEAR
"""Metres: an address that was typed is found less exactly than a place on a map."""

ALIKE = 85
"""Of a hundred: a wrong letter or two, or one name in the other."""

SHORTEST = 3
"""Signs of a name without spaces that say which place is meant."""

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A place whose name is alike, and how many metres away it is."""

    merchant_id: int
    name: str
    address: str
    state: MerchantState
    metres: float


def resembling(connection: Connection, name: str, point: Point) -> tuple[Lookalike, ...]:
    """Those that guests may see, the nearest first."""
    return first_alike(connection, name, point, in_window(window(point, AROUND)))


def resembling_any(
    connection: Connection, merchant_id: int, name: str, point: Point
) -> tuple[Lookalike, ...]:
    """Likewise for an operator, also those that wait for approval; all but this one."""
    near = or_(in_window(window(point, AROUND)), waiting_around(point))
    return first_alike(connection, name, point, and_(near, merchants.c.id != merchant_id))


def first_alike(
    connection: Connection, name: str, point: Point, within: ColumnElement[bool]
) -> tuple[Lookalike, ...]:
    query = select(
        merchants.c.id,
        merchants.c.name,
        merchants.c.state,
        locations.c.address,
        locations.c.latitude,
        locations.c.longitude,
    ).join(locations, locations.c.merchant_id == merchants.c.id)
    here = locations.c.bookable.in_((True, False)) & within  # as the index begins
    found = [lookalike(row, point) for row in connection.execute(query.where(here))]
    alike = (each for each in found if each.metres <= AROUND and are_alike(name, each.name))
    nearest = sorted(alike, key=lambda each: (each.metres, each.merchant_id))
    return tuple(nearest[:SHOWN])


def lookalike(row: Any, point: Point) -> Lookalike:
    metres = distance(point, Point(row.latitude, row.longitude))
    return Lookalike(row.id, row.name, row.address, MerchantState(row.state), metres)


def are_alike(one: str, other: str) -> bool:
    """Whether both may be written over the same door."""
    names = fold_kindly(one), fold_kindly(other)
    if not all(names):
        return False
    ways = (fuzz.token_sort_ratio, fuzz.token_set_ratio, unspaced)
    return any(way(*names) >= ALIKE for way in ways)


def unspaced(one: str, other: str) -> float:
    """One name in the other, where no spaces stand between words."""
    if one.isascii() or min(len(one), len(other)) < SHORTEST:
        return 0
    return fuzz.partial_ratio(one, other)


def in_window(around: Window) -> ColumnElement[bool]:
    """Row by row, as the index lies."""
    rows = range(around.north - around.south + 1)
    return or_(
        *(
            locations.c.cell.between(first + row * COLUMNS, last + row * COLUMNS)
            for first, last, _ in around.bands
            for row in rows
        )
    )


def waiting_around(point: Point) -> ColumnElement[bool]:
    """Of those that are out of sight, which have no cell."""
    degrees = AROUND / METRES_PER_DEGREE
    latitude = locations.c.latitude
    near = latitude.between(point.latitude - degrees, point.latitude + degrees)
    return and_(locations.c.cell == HIDDEN, near)
