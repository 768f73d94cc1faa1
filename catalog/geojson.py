"""Features of OpenStreetMap as Overpass gives them: GeoJSON, or its own JSON, to candidates."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from catalog.addresses import address_of, names_of, part, places_of
from catalog.candidate import Candidate, Problem, Read, Reason, SeenPlace, Tags
from catalog.categories import Category
from catalog.cleaning import (
    LONGEST_HOURS,
    LONGEST_NAME,
    LONGEST_TEXT,
    clean,
    point_from,
    website_from,
)
from catalog.countries import country_of
from catalog.folding import fold
from catalog.hours import is_readable
from catalog.letters import LOST
from catalog.lifecycle import is_closed_to_the_public, is_gone, was_something
from catalog.places import Named, PlaceKind
from catalog.tagging import category_of, merchant_keys
from catalog.zones import zone_at
from database.point import Point

OPENSTREETMAP = "openstreetmap"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL"
OSM_ID = re.compile(r"(?:node|way|relation)/\d{1,18}\Z")
MAPPED = ("node", "way", "relation")
ELSEWHERE = "geojson"
PLACE_KINDS = {
    "city": PlaceKind.TOWN,
    "town": PlaceKind.TOWN,
    "village": PlaceKind.TOWN,
    "suburb": PlaceKind.DISTRICT,
    "borough": PlaceKind.DISTRICT,
    "quarter": PlaceKind.DISTRICT,
    "neighbourhood": PlaceKind.DISTRICT,
}
OTHER_NAMES = re.compile(r"(?:alt|short|old|official|loc|int)?_?name(?::[a-zA-Z-]+)?\Z")
SPOKEN_NAME = re.compile(r"name:[a-z]{2,3}(?:[-_][A-Za-z]+)*\Z")
OTHERWISE_NAMED = (
    "int_name", "official_name", "loc_name", "alt_name", "short_name", "brand", "operator",
)  # fmt: skip
KNOWN_FOR = frozenset({"brand", "branch", "cuisine", "operator", "sport"})
MOST_SEEN = 20
ENDS = "end_date"
"""Is read in another way on another day."""
SPELT_OUT = (str, int, float)


def read_feature(
    feature: Any, position: int, today: date | None = None, fingerprint: int | None = None
) -> Read:
    """What a member of the file is; `position` names those that have no id."""
    tags = tags_of(feature)
    if tags is None:
        return Problem(f"#{position}", "", Reason.NOT_A_FEATURE, clean(str(feature)[:80]))
    name = name_of(tags)
    point = point_of(feature)
    where = id_of(feature, tags) or f"{fold(name)[:40]}@{coordinates(point)}"
    what = what_it_is(tags, today)
    reason = what if isinstance(what, Reason) else unusable(feature, name, point)
    if isinstance(what, Reason) or reason is not None or point is None:
        return Problem(where, name, reason or Reason.NO_PLACE)
    if isinstance(what, PlaceKind):
        town = part(tags, "addr:city", "is_in:city")
        return SeenPlace(Named(what, name, town, names_of(tags)), point)
    return read_tags(tags, where, name, point, what, fingerprint=fingerprint)


def what_it_is(tags: Tags, today: date | None) -> Category | PlaceKind | Reason:
    """A merchant's category; else of which kind a place it is, or why it is no merchant."""
    category, place = category_of(tags), PLACE_KINDS.get(tags.get("place", ""))
    if is_gone(tags, today):
        return place or Reason.CLOSED
    if category is None:
        was = was_something(tags, merchant_keys())
        return place or (Reason.CLOSED if was else Reason.NOT_A_MERCHANT)
    return Reason.NOT_PUBLIC if is_closed_to_the_public(tags) else category


def unusable(feature: Mapping[str, Any], name: str, point: Point | None) -> Reason | None:
    if not name:
        return Reason.NO_NAME
    if LOST in name:
        return Reason.BAD_LETTERS
    if point is None:
        return Reason.BAD_COORDINATES if feature.get("geometry") else Reason.NO_PLACE
    return None


def name_of(tags: Tags) -> str:
    """The name, or where there is none the one in another language, or of another kind."""
    if name := part(tags, "name"):
        return name
    spoken = sorted(filter(SPOKEN_NAME.match, tags), key=lambda key: (key != "name:en", key))
    return part(tags, *spoken, *OTHERWISE_NAMED).split(";")[0].strip()


def source_of(id_: str) -> str:
    return OPENSTREETMAP if OSM_ID.match(id_) else ELSEWHERE


def read_tags(
    tags: Tags,
    where: str,
    name: str,
    point: Point,
    category: Category,
    *,
    fingerprint: int | None,
) -> Candidate:
    zone = zone_at(point)
    country = country_of(zone)
    source = source_of(where)
    checked = Checked(where, name)
    return Candidate(
        source=source,
        source_id=where,
        attribution=ATTRIBUTION if source == OPENSTREETMAP else None,
        name=name,
        description=clean(tags.get("description")),
        keywords=keywords_of(tags, name),
        category=category,
        point=point,
        zone=zone,
        address=address_of(tags, country),
        phone=checked.phone(tags, country),
        website=checked.website(tags),
        opening_hours=checked.hours(tags),
        named=places_of(tags),
        problems=tuple(checked.problems),
        fingerprint=None if checked.problems or ENDS in tags else fingerprint,
    )


class Checked:
    """Reads what may be wrong in a row without being a reason to refuse all of it."""

    def __init__(self, where: str, name: str) -> None:
        self.where = where
        self.name = name
        self.problems: list[Problem] = []

    def refuse(self, reason: Reason, what: str) -> None:
        self.problems.append(Problem(self.where, self.name, reason, what))

    def phone(self, tags: Tags, country: str | None) -> str | None:
        from catalog.phones import phone_from

        text = part(tags, "phone", "contact:phone", "contact:mobile")
        number = phone_from(text, country) if text else None
        if text and number is None:
            self.refuse(Reason.BAD_PHONE, text)
        return number

    def website(self, tags: Tags) -> str | None:
        text = next(filter(None, map(tags.get, ("website", "contact:website", "url"))), "")
        link = website_from(text) if text else None
        if text and link is None:
            self.refuse(Reason.BAD_WEBSITE, clean(text, LONGEST_NAME))
        return link

    def hours(self, tags: Tags) -> str | None:
        text = clean(tags.get("opening_hours"), 2 * LONGEST_HOURS)
        if text and (len(text) > LONGEST_HOURS or not is_readable(text)):
            self.refuse(Reason.BAD_HOURS, text)
            return None
        return text or None


def tags_of(feature: Any) -> Tags | None:
    """The tags that are text; numbers and truth values are spelt out. None for no feature."""
    if not isinstance(feature, dict):
        return None
    tags = feature.get("properties", feature.get("tags", {}))
    if not isinstance(tags, dict):
        return None
    nested = tags.get("tags")  # as some exporters do
    merged = tags | nested if isinstance(nested, dict) else tags
    return merged if are_texts(merged.values()) else texts(merged.items())


def are_texts(values: Collection[Any]) -> bool:
    """Whether they are as they should be, as most are."""
    return set(map(type, values)) == {str} and LOST not in "\n".join(values)


def texts(tags: Iterable[tuple[str, Any]]) -> Tags:
    return {
        key: text
        for key, value in tags
        if (text := value if type(value) is str else spelt(value)) is not None
        and (LOST not in text or key == "name")
    }


def spelt(value: Any) -> str | None:
    return str(value) if isinstance(value, SPELT_OUT) else None


def id_of(feature: Mapping[str, Any], tags: Tags) -> str:
    if "@id" in tags:
        return clean(tags["@id"], 80)
    kind, number = feature.get("type"), feature.get("id", "")
    return clean(f"{kind}/{number}" if kind in MAPPED else str(number), 80)


def coordinates(point: Point | None) -> str:
    return f"{point.latitude:.5f},{point.longitude:.5f}" if point else ""


def point_of(feature: Mapping[str, Any]) -> Point | None:
    """Where it is: the point, the centre that the export names, or the middle of its outline."""
    geometry = feature.get("geometry")
    centre = feature.get("center") or (feature if "lat" in feature else None)
    if isinstance(centre, dict) and centre.get("lat") is not None:
        return point_from(centre.get("lat"), centre.get("lon"))
    if not isinstance(geometry, dict):
        return None
    pairs = pairs_of(geometry.get("coordinates"))
    if len(pairs) < 2:
        return point_from(pairs[0][1], pairs[0][0]) if pairs else None
    east, north = ([pair[axis] for pair in pairs] for axis in (0, 1))
    try:
        return point_from((min(north) + max(north)) / 2, (min(east) + max(east)) / 2)
    except TypeError:
        return None


def pairs_of(coordinates: Any) -> list[Any]:
    """Most places are one point."""
    plain = isinstance(coordinates, list) and coordinates and type(coordinates[0]) is float
    if plain and len(coordinates) >= 2:
        return [coordinates]
    return list(positions(coordinates))


def positions(coordinates: Any) -> Iterator[list[Any]]:
    """Every pair in arrays of any depth."""
    waiting = [coordinates]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, list) or not each:
            continue
        if isinstance(each[0], list):
            waiting.extend(each)
        elif len(each) >= 2:
            yield each


def keywords_of(tags: Tags, name: str) -> str | None:
    """Other names and what it is known for, for the search."""
    found = {
        clean(value, LONGEST_NAME).replace(";", " ").replace("_", " ")
        for key, value in tags.items()
        if says_more(key)
    }
    others = sorted(found - {name, ""})[:MOST_SEEN]
    return clean(" ".join(others), LONGEST_TEXT) or None if others else None


@lru_cache(maxsize=4096)
def says_more(key: str) -> bool:
    """Whether the tag is one of those; there are few keys, and they come again and again."""
    return key in KNOWN_FOR or ("name" in key and OTHER_NAMES.match(key) is not None)
