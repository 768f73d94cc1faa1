"""Points on earth, the grid that the nearby search looks things up by, and how far things are."""

from dataclasses import dataclass
from math import asin, cos, floor, radians, sin, sqrt

from sqlalchemy import Column, ColumnElement, and_, case, or_

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a globe of 6,371 km."""

CELL_DEGREES = 0.02
"""About two kilometres from north to south."""

COLUMNS = 18_000
ROWS = 9_000
FEW_CELLS = 64


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth in degrees, WGS 84."""

    latitude: float
    longitude: float


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


def cells_around(point: Point, radius: float) -> list[range]:
    """For each row of the grid that a circle (metres) touches, the cells it touches there."""
    reach = radius / METRES_PER_DEGREE
    lowest, highest = point.latitude - reach, point.latitude + reach
    narrowest = cos(radians(min(max(abs(lowest), abs(highest)), 89.9)))
    aside = min(reach / narrowest, 180 - CELL_DEGREES)
    west = floor((point.longitude - aside + 180) / CELL_DEGREES)
    east = floor((point.longitude + aside + 180) / CELL_DEGREES)
    return [
        piece
        for row in range(row_of(lowest), row_of(highest) + 1)
        for piece in around_the_globe(row, west, east)
    ]


def around_the_globe(row: int, west: int, east: int) -> list[range]:
    """The columns west..east of a row, in two pieces where they cross the date line."""
    first, width = west % COLUMNS, east - west + 1
    before = min(width, COLUMNS - first)
    start = row * COLUMNS
    pieces = [range(start + first, start + first + before), range(start, start + width - before)]
    return [piece for piece in pieces if piece]


def lies_in(cell: Column[int], point: Point, radius: float) -> ColumnElement[bool]:
    """That a row's cell is among those that the circle touches, as the index likes it."""
    pieces = cells_around(point, radius)
    if sum(map(len, pieces)) <= FEW_CELLS:
        return cell.in_([each for piece in pieces for each in piece])
    return or_(*(and_(cell >= piece.start, cell < piece.stop) for piece in pieces))


def squared_metres(
    latitude: Column[float], longitude: Column[float], point: Point
) -> ColumnElement[float]:
    """The squared distance of a row from the point, in arithmetic that every database has.

    The width of a degree is taken halfway between the two parallels: right to a thousandth
    within the distances that one searches.
    """
    north = latitude - point.latitude
    east = longitude - point.longitude
    if abs(point.longitude) > 170:
        east = case((east > 180, east - 360), (east < -180, east + 360), else_=east)
    here = radians(point.latitude)
    narrow = cos(here) - sin(here) * radians(1) / 2 * north
    east = east * narrow
    return (north * north + east * east) * METRES_PER_DEGREE**2
