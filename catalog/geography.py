"""Points on earth, the grid that the nearby search looks things up by, and how far things are."""

from dataclasses import dataclass
from math import asin, cos, floor, radians, sin, sqrt

from database.point import Point

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a globe of 6,371 km."""

CELL_DEGREES = 0.002
"""Some two hundred metres from north to south: in a crowded street a cell holds dozens."""

COLUMNS = 180_000
ROWS = 90_000


def cell_of(point: Point) -> int:
    """The grid cell a point lies in, counted along the parallels."""
    return row_of(point.latitude) * COLUMNS + column_of(point.longitude)


def block_of(point: Point, size: int) -> int:
    """Which block of so many cells a side a point lies in."""
    return row_of(point.latitude) // size * COLUMNS + column_of(point.longitude) // size


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


Band = tuple[int, int, int]
"""The first and the last cell of the southernmost row, and the first of the northernmost."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the grid that a circle touches: rows, and columns counted on past the date line."""

    south: int
    north: int
    west: int
    east: int

    @property
    def bands(self) -> tuple[Band, ...]:
        """One, or two where the date line cuts it."""
        east = min(self.east, COLUMNS - 1)
        rest = min(self.east - COLUMNS, self.west - 1)
        first = self.band(self.west, east)
        return (first,) if rest < 0 else (first, self.band(0, rest))

    def band(self, west: int, east: int) -> Band:
        start = self.south * COLUMNS
        return start + west, start + east, self.north * COLUMNS + west

    def areas(self, size: int) -> list[str]:
        """The areas of so many cells a side, as the text index names them."""
        columns = {column % COLUMNS // size for column in range(self.west, self.east + size, size)}
        columns.add(self.east % COLUMNS // size)
        rows = range(self.south // size, self.north // size + 1)
        return [f"{row}x{column}" for row in rows for column in sorted(columns)]


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


def origin(point: Point) -> dict[str, float]:
    here = radians(point.latitude)
    return {
        "origin_latitude": point.latitude,
        "origin_longitude": point.longitude,
        "origin_width": cos(here),
        "origin_narrowing": sin(here) * radians(1) / 2,
    }
