"""The same place twice in one file: mapped as a point and as a building, or exported twice."""

from collections.abc import Iterator
from math import cos, floor, radians

from catalog.candidate import Candidate, Problem, Reason, Unchanged
from catalog.folding import fold_kindly
from catalog.geography import METRES_PER_DEGREE, distance
from database.point import Point

NEAR = 100.0
"""Metres: so far may the middle of a building be from the point that somebody set at its door."""

Seen = tuple[str, Point]
"""A name or an id, and where it is."""

Spot = tuple[str, str, int, int]


class Doubles:
    """What a file has had so far.

    Two points of one name beside each other are two shops of a chain; a point and an outline are one.
    """

    def __init__(self) -> None:
        self._ids: dict[str, Seen] = {}
        self._spots: dict[Spot, list[Seen]] = {}

    def problem(self, found: Candidate | Unchanged) -> Problem | None:
        """Why it is not taken; None for a place that is new to the file, which is remembered."""
        name, id_ = fold_kindly(found.name), found.source_id
        if id_ in self._ids:
            before, there = self._ids[id_]
            same = before == name and distance(there, found.point) <= NEAR
            return Problem(id_, found.name, Reason.DOUBLE if same else Reason.DOUBLE_ID)
        self._ids[id_] = (name, found.point)
        for other in self._around(name, found):
            if kind(other[0]) != kind(id_) and distance(other[1], found.point) <= NEAR:
                return Problem(id_, found.name, Reason.DOUBLE, other[0])
        spot = (name, found.category, *square(found.point))
        self._spots.setdefault(spot, []).append((id_, found.point))
        return None

    def _around(self, name: str, found: Candidate | Unchanged) -> Iterator[Seen]:
        row, column = square(found.point)
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                spot = (name, found.category, row + north, column + east)
                yield from self._spots.get(spot, ())


def kind(id_: str) -> str:
    """Of which kind it is on the map: node, way or relation."""
    return id_.partition("/")[0]


def square(point: Point) -> tuple[int, int]:
    """Of a grid as wide as NEAR."""
    scale = METRES_PER_DEGREE / NEAR
    narrow = cos(radians(round(point.latitude)))
    return floor(point.latitude * scale), floor(point.longitude * scale * narrow)
