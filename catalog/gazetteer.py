"""Gathers where names were seen during an import, and tells places of one name apart by distance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from catalog.geography import METRES_PER_DEGREE, cell_of, distance
from catalog.places import REACH, Named, Seen
from database.point import Point

TURN = 360
HALF = 180


@dataclass(slots=True)
class Sum:
    """What was seen of a name near a point: `first` is the longitude that others are counted from."""

    north: float = 0.0
    east: float = 0.0
    first: float = 0.0
    weight: int = 0

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


class Gazetteer:
    """One sum for each name and each cell of the grid."""

    def __init__(self) -> None:
        self._sums: defaultdict[Named, dict[int, Sum]] = defaultdict(dict)
        self._also: defaultdict[Named, set[str]] = defaultdict(set)

    def see(self, named: Named, point: Point, weight: int = 1) -> None:
        self._sums[named].setdefault(cell_of(point), Sum()).add(point, weight)
        self._also[named].update(named.also)

    def batches(self, size: int) -> Iterator[tuple[Seen, ...]]:
        """All places, at least so many at once, those of one name together."""
        batch: list[Seen] = []
        alike = sorted(self._sums, key=lambda named: (named.kind, named.name))
        for _, several in groupby(alike, key=lambda named: (named.kind, named.name)):
            batch.extend(cluster.seen() for cluster in self._apart(tuple(several)))
            if len(batch) >= size:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)

    def _apart(self, alike: Sequence[Named]) -> list[Cluster]:
        """Places of one name; what names no town is the one in a town that is near."""
        found = [
            Cluster(named, parts, set(self._also[named]))
            for named in alike
            for parts in clusters(self._sums[named].values(), REACH[named.kind])
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
