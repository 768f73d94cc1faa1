"""Gathers where names were seen during an import, and tells places of one name apart by distance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from catalog.geography import METRES_PER_DEGREE, block_of, distance
from catalog.notebook import Notebook
from catalog.places import REACH, Named, PlaceKind, Seen
from database.point import Point

TURN = 360
HALF = 180
KEPT = 10_000
"""So many sums are kept in memory."""

TABLES = """
CREATE TABLE sums (
    kind TEXT, name TEXT, within TEXT, cell INTEGER,
    north REAL, east REAL, first REAL, weight INTEGER, number INTEGER,
    PRIMARY KEY (kind, name, within, cell)
) WITHOUT ROWID;
CREATE TABLE also (
    kind TEXT, name TEXT, within TEXT, other TEXT, PRIMARY KEY (kind, name, within, other)
) WITHOUT ROWID;
"""
OF_A_CELL = """
SELECT north, east, first, weight, number FROM sums
WHERE kind = ? AND name = ? AND within = ? AND cell = ?
"""
OTHER_NAMES = "SELECT other FROM also WHERE kind = ? AND name = ? AND within = ?"


@dataclass(slots=True)
class Sum:
    """What was seen of a name near a point: `first` is the longitude that others are counted from.

    `number` says in which order they were first seen.
    """

    north: float = 0.0
    east: float = 0.0
    first: float = 0.0
    weight: int = 0
    number: int = 0

    def add(self, point: Point, weight: int) -> None:
        if not self.weight:
            self.first = point.longitude
        self.north += point.latitude * weight
        self.east += beside(point.longitude, self.first) * weight
        self.weight += weight

    @property
    def middle(self) -> Point:
        east = self.east / self.weight
        around = east if abs(east) <= HALF else (east + HALF) % TURN - HALF
        return Point(self.north / self.weight, around)


def united(sums: Iterable[Sum]) -> Sum:
    whole = Sum()
    for each in sums:
        whole.add(each.middle, each.weight)
    return whole


def beside(longitude: float, first: float) -> float:
    """The longitude, counted on past the date line where that is nearer to the first."""
    if abs(longitude - first) <= HALF:
        return longitude
    return longitude + TURN if longitude < first else longitude - TURN


@dataclass(slots=True)
class Cluster:
    """One place: all that was seen of its name within reach of each other."""

    named: Named
    parts: list[Sum]
    also: set[str]

    @property
    def middle(self) -> Point:
        return united(self.parts).middle

    def swallow(self, other: "Cluster") -> None:
        self.parts += other.parts
        self.also |= other.also

    def seen(self) -> Seen:
        whole = united(self.parts)
        return replace(self.named, also=tuple(sorted(self.also))), whole.middle, whole.weight


def clusters(sums: Iterable[Sum], reach: float) -> list[list[Sum]]:
    """Chains of points of which each is within reach of the next."""
    rows = sorted(((each.middle, each) for each in sums), key=lambda row: row[0].latitude)
    group = list(range(len(rows)))
    for index, (here, _) in enumerate(rows):
        for other in range(index + 1, len(rows)):
            there = rows[other][0]
            if (there.latitude - here.latitude) * METRES_PER_DEGREE > reach:
                break
            if distance(here, there) <= reach:
                group[root(group, other)] = root(group, index)
    found: defaultdict[int, list[Sum]] = defaultdict(list)
    for index, (_, each) in enumerate(rows):
        found[root(group, index)].append(each)
    return list(found.values())


def root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


BLOCK = 10
"""Cells on each side: what is within about two kilometres is summed up."""

Alike = Mapping[Named, Sequence[Sum]]
"""Places of one kind and name, by the town they are said to be in."""


class Gazetteer:
    """One sum for each name and each block of the grid; what memory does not hold is written down."""

    def __init__(self, kept: int = KEPT) -> None:
        self._most = kept
        self._kept = self._number = 0
        self._sums: defaultdict[Named, dict[int, Sum]] = defaultdict(dict)
        self._also: defaultdict[Named, set[str]] = defaultdict(set)
        self._notebook = Notebook(TABLES)

    def see(self, named: Iterable[Named], point: Point, weight: int = 1) -> None:
        """All these names, here."""
        if self._kept >= self._most:
            self._write_down()
        cell = block_of(point, BLOCK)
        for each in named:
            cells = self._sums[each]
            if cell not in cells:
                cells[cell] = self._recalled(each, cell)
                self._kept += 1
            cells[cell].add(point, weight)
            if each.also:
                self._also[each].update(each.also)

    def batches(self, size: int) -> Iterator[tuple[Seen, ...]]:
        """All places, at least so many at once, those of one name together."""
        batch: list[Seen] = []
        for alike in self._written() if self._notebook else self._remembered():
            batch.extend(cluster.seen() for cluster in self._apart(alike))
            if len(batch) >= size:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)
        self._notebook.close()

    def _remembered(self) -> Iterator[Alike]:
        ordered = sorted(self._sums, key=lambda named: (named.kind, named.name))
        for _, several in groupby(ordered, key=lambda named: (named.kind, named.name)):
            yield {named: list(self._sums[named].values()) for named in several}

    def _written(self) -> Iterator[Alike]:
        self._write_down()
        rows = self._notebook.find("SELECT * FROM sums ORDER BY kind, name, number")
        for _, several in groupby(rows, key=lambda row: row[:2]):
            alike: defaultdict[Named, list[Sum]] = defaultdict(list)
            for kind, name, within, _, *counted in several:
                alike[Named(PlaceKind(kind), name, within)].append(Sum(*counted))
            yield alike

    def _recalled(self, named: Named, cell: int) -> Sum:
        if self._notebook.has(hash((named, cell))):
            for counted in self._notebook.find(OF_A_CELL, *written(named), cell):
                return Sum(*counted)
        self._number += 1
        return Sum(number=self._number)

    def _write_down(self) -> None:
        each = [
            (named, cell, one) for named, cells in self._sums.items() for cell, one in cells.items()
        ]
        self._notebook.write(
            "INSERT OR REPLACE INTO sums VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            sorted((*written(named), cell, *counted(one)) for named, cell, one in each),
        )
        also = [(*written(named), name) for named, names in self._also.items() for name in names]
        self._notebook.write("INSERT OR IGNORE INTO also VALUES (?, ?, ?, ?)", sorted(also))
        self._notebook.mark(hash((named, cell)) for named, cell, _ in each)
        self._sums.clear()
        self._also.clear()
        self._kept = 0

    def _also_of(self, named: Named) -> set[str]:
        if not self._notebook:
            return set(self._also.get(named, ()))
        return {name for (name,) in self._notebook.find(OTHER_NAMES, *written(named))}

    def _apart(self, alike: Alike) -> list[Cluster]:
        """Places of one name; what names no town is the one in a town that is near."""
        found = [
            Cluster(named, parts, self._also_of(named))
            for named, sums in alike.items()
            for parts in clusters(sums, REACH[named.kind])
        ]
        towned = [each for each in found if each.named.within]
        middles = [each.middle for each in towned]
        lone = []
        for each in found:
            if each.named.within:
                continue
            home = nearest(each.middle, middles, REACH[each.named.kind])
            if home is None:
                lone.append(each)
            else:
                towned[home].swallow(each)
        return towned + lone


def nearest(point: Point, others: Sequence[Point], reach: float) -> int | None:
    """Which of the others is nearest, if any is within reach."""
    far = [distance(point, other) for other in others]
    least = min(far, default=reach + 1)
    return far.index(least) if least <= reach else None


def written(named: Named) -> tuple[str, str, str]:
    return str(named.kind), named.name, named.within


def counted(one: Sum) -> tuple[float, float, float, int, int]:
    return one.north, one.east, one.first, one.weight, one.number
