"""Features of OpenStreetMap as Overpass gives them: GeoJSON, or its own JSON, to candidates."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tzfpy import get_tz

from catalog.addresses import address_of, part, places_of
from catalog.candidate import Candidate, Problem, Read, Reason, SeenPlace, Tags
from catalog.cleaning import (
    LONGEST_HOURS,
    LONGEST_NAME,
    LONGEST_TEXT,
    clean,
    phone_from,
    point_from,
    website_from,
)
from catalog.countries import country_of
from catalog.folding import fold
from catalog.geography import Point
from catalog.hours import is_readable
from catalog.letters import LOST
from catalog.places import Named, PlaceKind
from catalog.tagging import category_of

OPENSTREETMAP = "openstreetmap"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL"
OSM_ID = re.compile(r"(?:node|way|relation)/\d{1,18}\Z")
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
KNOWN_FOR = ("brand", "branch", "cuisine", "operator", "sport")
MOST_SEEN = 20


def read_feature(feature: Any, position: int) -> Read:
    """What a member of the file is; `position` names those that have no id."""
    tags = tags_of(feature)
    if tags is None:
        return Problem(f"#{position}", "", Reason.NOT_A_FEATURE, clean(str(feature)[:80]))
    name = part(tags, "name", "brand", "operator")
    point = point_of(feature)
    where = id_of(feature, tags) or f"{fold(name)[:40]}@{coordinates(point)}"
    if not name:
        return Problem(where, "", Reason.NO_NAME)
    if LOST in name:
        return Problem(where, name, Reason.BAD_LETTERS)
    if point is None:
        reason = Reason.BAD_COORDINATES if feature.get("geometry") else Reason.NO_PLACE
        return Problem(where, name, reason)
    return read_tags(tags, where, name, point)


def read_tags(tags: Tags, where: str, name: str, point: Point) -> Read:
    category = category_of(tags)
    kind = PLACE_KINDS.get(tags.get("place", ""))
    if category is None and kind is not None:
        return SeenPlace(Named(kind, name, part(tags, "addr:city", "is_in:city")), point)
    if category is None:
        return Problem(where, name, Reason.NOT_A_MERCHANT)
    zone = get_tz(point.longitude, point.latitude)
    country = country_of(zone)
    mapped = OSM_ID.match(where) is not None
    checked = Checked(where, name)
    return Candidate(
        source=OPENSTREETMAP if mapped else ELSEWHERE,
        source_id=where,
        attribution=ATTRIBUTION if mapped else None,
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
        named=tuple(places_of(tags)),
        problems=tuple(checked.problems),
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
    return {
        key: str(value)
        for key, value in merged.items()
        if isinstance(value, str | int | float) and (LOST not in str(value) or key == "name")
    }


def id_of(feature: Mapping[str, Any], tags: Tags) -> str:
    if "@id" in tags:
        return clean(tags["@id"], 80)
    kind, number = feature.get("type"), feature.get("id", "")
    return clean(f"{kind}/{number}" if kind in {"node", "way", "relation"} else str(number), 80)


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
    pairs = list(positions(geometry.get("coordinates")))
    if not pairs:
        return None
    east, north = ([pair[axis] for pair in pairs] for axis in (0, 1))
    if len(pairs) == 1:
        return point_from(north[0], east[0])
    try:
        return point_from((min(north) + max(north)) / 2, (min(east) + max(east)) / 2)
    except TypeError:
        return None


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
        if key in KNOWN_FOR or OTHER_NAMES.match(key)
    }
    return clean(" ".join(sorted(found - {name, ""})[:MOST_SEEN]), LONGEST_TEXT) or None
