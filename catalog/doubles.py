"""The same place twice in one file: mapped as a point and as a building, or exported twice."""

from collections.abc import Collection, Sequence
from functools import cache
from math import cos, floor, radians
from typing import NamedTuple

from catalog.candidate import Candidate, Problem, Reason, Unchanged
from catalog.folding import fold_kindly
from catalog.geography import METRES_PER_DEGREE, distance
from catalog.notebook import Notebook
from database.point import Point

NEAR = 100.0
"""Metres: so far may the middle of a building be from the point that somebody set at its door."""

SCALE = METRES_PER_DEGREE / NEAR
KEPT = 20_000
"""So many places are kept in memory, half a kilobyte each, those before them in a notebook."""

BLOCK = 4
"""Sixteen squares in a row are looked up as one: a place is seldom at the edge of it."""

TABLES = """
CREATE TABLE seen (
    number INTEGER PRIMARY KEY, id TEXT, name TEXT, category TEXT, north REAL, east REAL
);
CREATE TABLE keys (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""
OF_A_KEY = """
SELECT id, name, category, north, east FROM keys JOIN seen USING (number)
WHERE key = ? ORDER BY number
"""


class Seen(NamedTuple):
    """A place that the file has had."""

    id: str
    name: str
    category: str
    north: float
    east: float

    @property
    def point(self) -> Point:
        return Point(self.north, self.east)


class Doubles:
    """What a file has had so far.

    Two points of one name beside each other are two shops of a chain; a point and an outline are one.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._most = kept
        self._lately: list[tuple[Seen, tuple[int, ...]]] = []
        self._by_key: dict[int, list[Seen]] = {}
        self._put_away = 0
        self._notebook = Notebook(TABLES)

    def problem(self, found: Candidate | Unchanged) -> Problem | None:
        """Why it is not taken; None for a place that is new to the file, which is remembered."""
        point, id_ = found.point, found.source_id
        this = Seen(id_, fold_kindly(found.name), found.category, point.latitude, point.longitude)
        for before in self._noted(hash(id_)):
            if before.id == id_:
                same = before.name == this.name and distance(before.point, point) <= NEAR
                return Problem(id_, found.name, Reason.DOUBLE if same else Reason.DOUBLE_ID)
        row, column = square(point)
        for other in self._around(this, row, column):
            if kind(other.id) != kind(id_) and distance(other.point, point) <= NEAR:
                self._note(this, hash(id_))
                return Problem(id_, found.name, Reason.DOUBLE, other.id)
        self._note(this, hash(id_), hash((this.name, row >> BLOCK, column >> BLOCK)))
        return None

    def close(self) -> None:
        self._notebook.close()

    def _around(self, this: Seen, row: int, column: int) -> list[Seen]:
        """Those of its name and kind in its square and the eight around it, in the squares' order."""
        found = [
            (square(each.point), each)
            for block in blocks(row, column)
            for each in self._noted(hash((this.name, *block)))
            if each.name == this.name and each.category == this.category
        ]
        near = (one for one in found if abs(one[0][0] - row) < 2 and abs(one[0][1] - column) < 2)
        return [each for _, each in sorted(near, key=lambda one: one[0])] if found else []

    def _noted(self, key: int) -> Sequence[Seen]:
        lately = self._by_key.get(key, ())
        if not self._notebook.has(key):
            return lately
        return [*(Seen(*row) for row in self._notebook.find(OF_A_KEY, key)), *lately]

    def _note(self, this: Seen, *keys: int) -> None:
        if len(self._lately) >= self._most:
            self._write_down()
        self._lately.append((this, keys))
        for key in keys:
            self._by_key.setdefault(key, []).append(this)

    def _write_down(self) -> None:
        numbered = list(enumerate(self._lately, self._put_away))
        self._notebook.write(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?)",
            ((number, *seen) for number, (seen, _) in numbered),
        )
        keys = sorted((key, number) for number, (_, keys) in numbered for key in keys)
        self._notebook.write("INSERT OR IGNORE INTO keys VALUES (?, ?)", keys)
        self._notebook.mark(self._by_key)
        self._put_away += len(self._lately)
        self._lately, self._by_key = [], {}


def kind(id_: str) -> str:
    """Of which kind it is on the map: node, way or relation."""
    return id_.partition("/")[0]


def square(point: Point) -> tuple[int, int]:
    """Of a grid as wide as NEAR."""
    north, east = point.latitude, point.longitude
    return floor(north * SCALE), floor(east * SCALE * narrowing(round(north)))


@cache
def narrowing(latitude: int) -> float:
    return cos(radians(latitude))


def blocks(row: int, column: int) -> Collection[tuple[int, int]]:
    """Those of the square and the eight around it: mostly one."""
    south, north = row - 1 >> BLOCK, row + 1 >> BLOCK
    west, east = column - 1 >> BLOCK, column + 1 >> BLOCK
    if south == north and west == east:
        return ((north, east),)
    return {(south, west), (south, east), (north, west), (north, east)}
