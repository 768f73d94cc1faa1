"""Places that guests type: districts, streets and towns, learnt from what is imported."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, insert, or_, select, update

from catalog.folding import fold, fold_typed
from catalog.geography import Point
from catalog.models import places
from catalog.views import Place

MOST_FOUND = 5
MOST_COMPARED = 5_000
ALIKE = 82
SHORTEST = 2


class PlaceKind(StrEnum):
    TOWN = "town"
    DISTRICT = "district"
    STREET = "street"


RANK = {PlaceKind.TOWN: 0, PlaceKind.DISTRICT: 1, PlaceKind.STREET: 2}


@dataclass(frozen=True, slots=True)
class Named:
    """A place by name; streets and districts of one name in two towns are two places."""

    kind: PlaceKind
    name: str
    within: str = ""


Seen = tuple[Named, Point, int]
"""A place, its middle, and how often it was seen."""


class Gazetteer:
    """Gathers where names were seen during an import; one sum for each name."""

    def __init__(self) -> None:
        self.sums: defaultdict[Named, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def see(self, named: Named, point: Point, weight: int = 1) -> None:
        total = self.sums[named]
        total[0] += point.latitude * weight
        total[1] += point.longitude * weight
        total[2] += weight

    def seen(self) -> Iterator[Seen]:
        for named, (north, east, weight) in self.sums.items():
            yield named, Point(north / weight, east / weight), int(weight)


def learn(connection: Connection, seen: Iterable[Seen]) -> int:
    """Remember places and say how many are new; a known one moves only to where more is."""
    found = {named: (point, weight) for named, point, weight in seen}
    known = known_places(connection, found)
    new = [described(named) | middle(*found[named]) for named in found if named not in known]
    if new:
        connection.execute(insert(places), new)
    for named, row in known.items():
        point, weight = found[named]
        same = (row.latitude, row.longitude) == (point.latitude, point.longitude)
        if row.weight < weight or (row.weight == weight and not same):
            moved = update(places).where(places.c.id == row.id)
            connection.execute(moved.values(**middle(point, weight)))
    return len(new)


def known_places(connection: Connection, wanted: Collection[Named]) -> dict[Named, Any]:
    names = {named.name for named in wanted}
    rows = connection.execute(select(places).where(places.c.name.in_(names)))
    known = {Named(PlaceKind(row.kind), row.name, row.within): row for row in rows}
    return {named: row for named, row in known.items() if named in wanted}


def middle(point: Point, weight: int) -> dict[str, Any]:
    return {"latitude": point.latitude, "longitude": point.longitude, "weight": weight}


def described(named: Named) -> dict[str, Any]:
    return {
        "kind": named.kind,
        "name": named.name,
        "within": named.within,
        "folded": fold(named.name),
    }


def find(connection: Connection, typed: str) -> list[Place]:
    """The places that somebody may mean, most likely first; a house number is overlooked."""
    wanted = " ".join(word for word in fold_typed(typed).split() if not word[0].isdigit())
    if len(wanted) < SHORTEST:
        return []
    exact = [row for row in rows(connection, like(wanted)) if begins(row.folded, wanted)]
    return [view(row) for row in told_apart(exact)[:MOST_FOUND]] or nearly(connection, wanted)


def told_apart(found: Sequence[Any]) -> list[Any]:
    """Without those that may be a street of any town, where towns are known to have it."""
    somewhere = {(row.kind, row.folded) for row in found if row.within}
    return [row for row in found if row.within or (row.kind, row.folded) not in somewhere]


def like(wanted: str) -> Any:
    """`Kallio` and `Kallio, Helsinki` both name it."""
    first = wanted.split(maxsplit=1)[0]
    return or_(places.c.folded == wanted, places.c.folded.startswith(first, autoescape=True))


def begins(folded: str, wanted: str) -> bool:
    return folded.startswith(wanted) or wanted.startswith(f"{folded} ")


def rows(connection: Connection, *conditions: Any) -> Sequence[Any]:
    """The shortest name fits best; of equals the place with more behind it."""
    found = connection.execute(select(places).where(*conditions).limit(MOST_COMPARED)).all()
    return sorted(found, key=lambda row: (len(row.folded), RANK[PlaceKind(row.kind)], -row.weight))


def nearly(connection: Connection, wanted: str) -> list[Place]:
    """Places spelt nearly so, among those that begin with the same letter."""
    near = rows(connection, places.c.folded.startswith(wanted[0], autoescape=True))
    names = [row.folded for row in near]
    alike = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_FOUND)
    return [view(near[index]) for _, _, index in alike]


def view(row: Any) -> Place:
    return Place(row.id, row.name, row.kind, row.within, Point(row.latitude, row.longitude))
