"""Points on earth, the grid that the nearby search looks things up by, and how far things are."""

from dataclasses import dataclass
from functools import cache
from math import asin, cos, floor, radians, sin, sqrt

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Double,
    between,
    bindparam,
    case,
    literal,
    or_,
    select,
)

from database.point import Point

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a globe of 6,371 km."""

CELL_DEGREES = 0.02
"""About two kilometres from north to south."""

COLUMNS = 18_000
ROWS = 9_000
FEW_CELLS = 256


def cell_of(point: Point) -> int:
    """The grid cell a point lies in, counted along the parallels."""
    return row_of(point.latitude) * COLUMNS + column_of(point.longitude)


def row_of(latitude: float) -> int:
    return min(max(floor((latitude + 90) / CELL_DEGREES), 0), ROWS - 1)


def column_of(longitude: float) -> int:
    """Goes around the globe, so that the date line is no edge."""
    return floor((longitude + 180) / CELL_DEGREES) % COLUMNS


def distance(here: Point, there: Point) -> float:
    """In metres, along the globe."""
    rise = sin(radians(there.latitude - here.latitude) / 2) ** 2
    turn = sin(radians(there.longitude - here.longitude) / 2) ** 2
    shrink = cos(radians(here.latitude)) * cos(radians(there.latitude))
    return 2 * METRES_PER_DEGREE * 57.29577951308232 * asin(sqrt(min(1, rise + shrink * turn)))


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the grid that a circle touches: rows, and columns counted on past the date line."""

    south: int
    north: int
    west: int
    east: int

    @property
    def rows(self) -> range:
        return range(self.south, self.north + 1)

    @property
    def size(self) -> int:
        return len(self.rows) * (self.east - self.west + 1)

    @property
    def cells(self) -> list[int]:
        columns = {column % COLUMNS for column in range(self.west, self.east + 1)}
        return [row * COLUMNS + column for row in self.rows for column in sorted(columns)]


def window(point: Point, radius: float) -> Window:
    """Around a circle; the radius is in metres."""
    reach = radius / METRES_PER_DEGREE
    lowest, highest = point.latitude - reach, point.latitude + reach
    narrowest = cos(radians(min(max(abs(lowest), abs(highest)), 89.9)))
    aside = min(reach / narrowest, 180 - CELL_DEGREES)
    west = floor((point.longitude - aside + 180) / CELL_DEGREES)
    east = floor((point.longitude + aside + 180) / CELL_DEGREES)
    turns = west // COLUMNS * COLUMNS
    return Window(row_of(lowest), row_of(highest), west - turns, east - turns)


def lies_in(cell: Column[int], point: Point, radius: float) -> ColumnElement[bool]:
    """That a row's cell is one that the circle touches, as the index likes it best.

    A few cells are looked up one by one; of many, each row of the grid is read from west to east.
    """
    view = window(point, radius)
    if view.size <= FEW_CELLS:
        return cell.in_(view.cells)
    start = literal(view.south * COLUMNS, BigInteger).label("start")
    band = select(start).cte("band", recursive=True)
    following = select(band.c.start + COLUMNS).where(band.c.start < view.north * COLUMNS)
    band = band.union_all(following)
    beyond = view.east - COLUMNS
    within = between(cell, band.c.start + view.west, band.c.start + min(view.east, COLUMNS - 1))
    if beyond < 0:
        return within
    return or_(within, between(cell, band.c.start, band.c.start + beyond))


def squared_metres(
    latitude: Column[float], longitude: Column[float], point: Point
) -> ColumnElement[float]:
    """The squared distance of a row from the point, in arithmetic that every database has.

    Wants the parameters of `origin(point)`. The width of a degree is taken halfway between the two
    parallels: right to a thousandth within the distances that one searches.
    """
    return squared_metres_from_origin(latitude, longitude, abs(point.longitude) > 170)


@cache
def squared_metres_from_origin(
    latitude: Column[float], longitude: Column[float], beside_the_date_line: bool
) -> ColumnElement[float]:
    north = latitude - bindparam("origin_latitude", type_=Double)
    east = longitude - bindparam("origin_longitude", type_=Double)
    if beside_the_date_line:
        east = case((east > 180, east - 360), (east < -180, east + 360), else_=east)
    narrowing = bindparam("origin_narrowing", type_=Double) * north
    east = east * (bindparam("origin_width", type_=Double) - narrowing)
    return (north * north + east * east) * METRES_PER_DEGREE**2


def origin(point: Point) -> dict[str, float]:
    here = radians(point.latitude)
    return {
        "origin_latitude": point.latitude,
        "origin_longitude": point.longitude,
        "origin_width": cos(here),
        "origin_narrowing": sin(here) * radians(1) / 2,
    }
