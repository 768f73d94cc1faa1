"""Places that guests type: districts, streets and towns, learnt from what is imported."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, or_, select

from catalog.distinguishing import distinct
from catalog.folding import fold, fold_typed
from catalog.geography import distance
from catalog.place_models import place_names, places
from catalog.streets import same_spelling
from catalog.views import Place
from database.point import Point

MOST_FOUND = 12
MOST_TOLD_APART = 24
MOST_COMPARED = 5_000
ALIKE = 82
SHORTEST = 2


class PlaceKind(StrEnum):
    TOWN = "town"
    DISTRICT = "district"
    STREET = "street"


REACH = MappingProxyType(
    {PlaceKind.TOWN: 30_000.0, PlaceKind.DISTRICT: 5_000.0, PlaceKind.STREET: 3_000.0}
)
"""In metres: what is further apart and has one name is two places."""

RANK = {PlaceKind.TOWN: 0, PlaceKind.DISTRICT: 1, PlaceKind.STREET: 2}


@dataclass(frozen=True, slots=True)
class Named:
    """A place by name; streets and districts of one name in two towns are two places.

    `also` are its names in other languages and spellings.
    """

    kind: PlaceKind
    name: str
    within: str = ""
    also: tuple[str, ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        """Without the kind, which takes longer than the rest."""
        return hash((self.name, self.within))


Seen = tuple[Named, Point, int]
"""A place, its middle, and how often it was seen."""


def find(connection: Connection, typed: str) -> list[Place]:
    """The places that somebody may mean, most likely first; a house number is overlooked.

    Behind a comma stands the town, where it is said. No two of them read the same.
    """
    head, _, tail = typed.partition(",")
    wanted, town = words_of(head) or words_of(typed), words_of(tail)
    if len(wanted) < SHORTEST:
        return []
    found = told_apart(matching(connection, wanted)) or nearly(connection, wanted)
    found = in_town(found, wanted, town)
    return distinct(connection, [view(match) for match in found[:MOST_TOLD_APART]])[:MOST_FOUND]


def called(found: Iterable[Place]) -> list[Place]:
    """The places that are called exactly so, in any language."""
    return [each for each in found if each.called]


def words_of(typed: str) -> str:
    return " ".join(word for word in fold_typed(typed).split() if not word[0].isdigit())


@dataclass(frozen=True, slots=True)
class Match:
    """A place by the name that fits what is typed, and how."""

    row: Any
    called: bool
    rest: str

    @property
    def rank(self) -> tuple[bool, bool, int, int, int]:
        """The shortest name fits best; of equals the place with more behind it."""
        row = self.row
        exact = self.called or row.matched != row.folded
        return bool(self.rest), not exact, len(row.matched), RANK[PlaceKind(row.kind)], -row.weight


def matching(connection: Connection, wanted: str) -> list[Match]:
    """The best match of each place."""
    spelt = same_spelling(wanted)
    first = wanted.split(maxsplit=1)[0]
    by_name = place_names.c.folded
    named = or_(by_name.in_((wanted, spelt or wanted)), by_name.startswith(first, autoescape=True))
    best: dict[int, Match] = {}
    for row in rows(connection, named):
        match = fitting(row, wanted, spelt)
        if match and (row.id not in best or match.rank < best[row.id].rank):
            best[row.id] = match
    return sorted(best.values(), key=lambda match: match.rank)


def fitting(row: Any, wanted: str, spelt: str | None) -> Match | None:
    """`Kallio` and `Kallio Helsinki` both name it; another spelling has to be all of it."""
    name = row.matched
    if name == wanted or (row.whole and name.startswith(wanted)):
        return Match(row, bool(row.whole) and name == wanted, "")
    if not row.whole and name == spelt:
        return Match(row, called=False, rest="")
    if wanted.startswith(f"{name} "):
        rest = wanted.removeprefix(f"{name} ")
        if row.whole or (row.within and rest == fold(row.within)):
            return Match(row, called=bool(row.whole), rest=rest)
    return None


def told_apart(found: Sequence[Match]) -> list[Match]:
    """Each place once, however its name and its town are spelt where it was seen."""
    kept: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in sorted(
        (match.row for match in found), key=lambda row: (not town_of(row), -row.weight)
    ):
        alike = kept[row.kind, same_spelling(row.folded) or row.folded]
        if not any(is_same(row, other) for other in alike):
            alike.append(row)
    ids = {row.id for rows in kept.values() for row in rows}
    return [match for match in found if match.row.id in ids]


def is_same(row: Any, other: Any) -> bool:
    """Of two with one name: near by, and in one town as far as anybody says."""
    if distance(point_of(row), point_of(other)) > REACH[PlaceKind(row.kind)]:
        return False
    here, there = town_of(row), town_of(other)
    return not here or fuzz.ratio(here, there) >= ALIKE


def town_of(row: Any) -> str:
    """Folded; some write a house number for it."""
    return words_of(row.within)


def in_town(found: list[Match], wanted: str, town: str) -> list[Match]:
    """Those in the town that is said as well, where there are any."""
    there = [
        match
        for match in found
        if (said := town or match.rest)
        and said in fold(match.row.within)
        and (match.called or match.row.matched == wanted or not match.row.whole)
    ]
    return there or found


def rows(connection: Connection, *conditions: Any) -> Sequence[Any]:
    named = place_names.c
    query = select(places, named.folded.label("matched"), named.whole)
    joined = query.join(place_names, named.place_id == places.c.id)
    return connection.execute(joined.where(*conditions).limit(MOST_COMPARED)).all()


def nearly(connection: Connection, wanted: str) -> list[Match]:
    """Places spelt nearly so, among those that begin with the same letter."""
    begins = place_names.c.folded.startswith(wanted[0], autoescape=True)
    near = list(rows(connection, begins, place_names.c.whole))
    near.sort(key=lambda row: (len(row.matched), RANK[PlaceKind(row.kind)], -row.weight))
    names = [row.matched for row in near]
    alike = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_FOUND)
    best = {near[index].id: near[index] for _, _, index in reversed(alike)}
    return [Match(row, called=False, rest="") for row in reversed(best.values())]


def view(match: Match) -> Place:
    row = match.row
    return Place(row.id, row.name, row.kind, row.within, point_of(row), called=match.called)


def point_of(row: Any) -> Point:
    return Point(row.latitude, row.longitude)
