"""How an address is written where it is, and which places it names."""

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog.candidate import Tags
from catalog.cleaning import LONGEST_NAME, clean
from catalog.places import Named, PlaceKind

NUMBER_FIRST = frozenset({"AU", "CA", "FR", "GB", "HK", "IE", "IN", "NZ", "SG", "US", "ZA"})
LARGE_TO_SMALL = frozenset({"CN", "JP", "KR", "TW"})
DISTRICTS = ("addr:suburb", "addr:district", "addr:neighbourhood", "addr:quarter")
NAMES = re.compile(r"(?:(?:alt|short|old|official|loc|int)_)?name(?::[a-zA-Z-]+)?\Z")
TOWNS = ("addr:city", "addr:town", "addr:village", "addr:place")
NAMING = ("addr:street", *TOWNS, *DISTRICTS)


def part(tags: Tags, *keys: str) -> str:
    """The first of these tags that there is, cleaned."""
    for key in keys:
        text = tags.get(key)
        if text and (found := clean(text, LONGEST_NAME)):
            return found
    return ""


def address_of(tags: Tags, country: str | None) -> str:
    """Street, number and town in the order of the country; empty when the source has none."""
    street, number = part(tags, "addr:street"), part(tags, "addr:housenumber")
    town = part(tags, *TOWNS)
    if country in LARGE_TO_SMALL:
        district = part(tags, *DISTRICTS)
        return part(tags, "addr:full") or f"{town}{district}{street}{number}"
    pair = (number, street) if country in NUMBER_FIRST else (street, number)
    line = " ".join(filter(None, pair)) if street else ""
    return ", ".join(filter(None, (line, town))) or part(tags, "addr:full")


def places_of(tags: Tags) -> tuple[Named, ...]:
    """The town, district and street that the address names; neighbours name the same ones."""
    return named_by(tuple([each for each in tags.items() if names_a_place(each[0])]))


@lru_cache(maxsize=4096)
def names_a_place(key: str) -> bool:
    """Whether the tag may be read for that; there are few keys, and they come again and again."""
    return key.startswith(NAMING)


@lru_cache(maxsize=4096)
def named_by(said: tuple[tuple[str, str], ...]) -> tuple[Named, ...]:
    return tuple(each_named(dict(said)))


def each_named(tags: Tags) -> Iterator[Named]:
    town = part(tags, *TOWNS)
    if town:
        yield Named(PlaceKind.TOWN, town, also=others(tags, *TOWNS))
    for key in DISTRICTS:
        if name := part(tags, key):
            yield Named(PlaceKind.DISTRICT, name, town, others(tags, key))
    if street := part(tags, "addr:street"):
        yield Named(PlaceKind.STREET, street, town, others(tags, "addr:street"))


def others(tags: Tags, *keys: str) -> tuple[str, ...]:
    """The same in other languages: `addr:street:en`."""
    prefixes = tuple(f"{key}:" for key in keys)
    found = (clean(text, LONGEST_NAME) for key, text in tags.items() if key.startswith(prefixes))
    return tuple(sorted(set(filter(None, found))))


def names_of(tags: Tags) -> tuple[str, ...]:
    """What a place is called as well: in other languages, in short, before."""
    found = (
        clean(name, LONGEST_NAME)
        for key, text in tags.items()
        if NAMES.match(key)
        for name in text.split(";")
    )
    return tuple(sorted(set(filter(None, found))))
