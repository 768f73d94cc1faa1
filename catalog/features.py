"""Features of a file on their way: looked up among what is here, and read only where that is news."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from catalog.addresses import names_a_place, places_of
from catalog.candidate import Candidate, Problem, Read, Reason, Unchanged
from catalog.doubles import Doubles
from catalog.fingerprints import fingerprint_of, this_reader
from catalog.geojson import id_of, read_feature, source_of, texts
from catalog.json_stream import Broken, Members
from catalog.letters import LOST
from catalog.places import Named
from database.point import Point

Key = tuple[str, str]
"""A source and the id of a merchant there."""


class Known(NamedTuple):
    """A listed merchant that is here, as it was read from a text with this fingerprint."""

    fingerprint: int
    attribution: str | None
    name: str
    category: str
    north: float
    east: float

    def of(self, key: Key, feature: Any) -> Unchanged:
        point = Point(self.north, self.east)
        named = named_by(feature)
        return Unchanged(key[1], self.attribution, self.name, self.category, point, named)


MERCHANTS = (Candidate, Unchanged)


class Member(NamedTuple):
    """A feature that is not read yet; without a key it is not known before it is read."""

    position: int
    feature: Any
    key: Key | None
    fingerprint: int


class Features:
    """Iterate for the members of a file, once, and have each read in its turn."""

    def __init__(self, text: io.TextIOBase, today: date | None) -> None:
        self._members = Members(text.read)
        self._today = today
        self._doubles = Doubles()
        self._reader = this_reader()

    def __iter__(self) -> Iterator[Member | Problem]:
        position = 0
        try:
            for position, feature in enumerate(self._members, 1):
                made = fingerprint_of(self._members.text, self._reader)
                yield Member(position, feature, key_of(feature), made)
        except Broken:
            yield Problem(f"#{position + 1}", "", Reason.UNREADABLE)

    def close(self) -> None:
        self._doubles.close()

    def read(self, member: Member, known: Mapping[Key, Known]) -> Read:
        position, feature, key, fingerprint = member
        before = known.get(key) if key else None
        if key and before is not None and before.fingerprint == fingerprint:
            found: Read = before.of(key, feature)
        else:
            found = read_feature(feature, position, self._today, fingerprint)
        if isinstance(found, MERCHANTS):
            return self._doubles.problem(found) or found
        return found


def named_by(feature: Any) -> tuple[Named, ...]:
    tags = feature.get("properties", feature.get("tags"))
    return places_of(texts([each for each in tags.items() if names_a_place(each[0])]))


def key_of(feature: Any) -> Key | None:
    """As `read_feature` finds it, where that takes no reading."""
    tags = feature.get("properties", feature.get("tags")) if isinstance(feature, dict) else None
    if not isinstance(tags, dict) or "tags" in tags:
        return None
    given = tags.get("@id", "")
    if not isinstance(given, str) or LOST in given:
        return None
    id_ = id_of(feature, tags)
    return (source_of(id_), id_) if id_ else None
