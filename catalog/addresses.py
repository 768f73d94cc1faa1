"""How an address is written where it is, and which places it names."""

from collections.abc import Iterator

from catalog.candidate import Tags
from catalog.cleaning import LONGEST_NAME, clean
from catalog.places import Named, PlaceKind

NUMBER_FIRST = frozenset({"AU", "CA", "FR", "GB", "HK", "IE", "IN", "NZ", "SG", "US", "ZA"})
LARGE_TO_SMALL = frozenset({"CN", "JP", "KR", "TW"})
DISTRICTS = ("addr:suburb", "addr:district", "addr:neighbourhood", "addr:quarter")
TOWNS = ("addr:city", "addr:town", "addr:village", "addr:place")


def part(tags: Tags, *keys: str) -> str:
    """The first of these tags that there is, cleaned."""
    return next(filter(None, (clean(tags.get(key), LONGEST_NAME) for key in keys)), "")


def address_of(tags: Tags, country: str | None) -> str:
    """Street, number and town in the order of the country; empty when the source has none."""
    street, number = part(tags, "addr:street"), part(tags, "addr:housenumber")
    town, district = part(tags, *TOWNS), part(tags, *DISTRICTS)
    if country in LARGE_TO_SMALL:
        return part(tags, "addr:full") or f"{town}{district}{street}{number}"
    pair = (number, street) if country in NUMBER_FIRST else (street, number)
    line = " ".join(filter(None, pair)) if street else ""
    return ", ".join(filter(None, (line, town))) or part(tags, "addr:full")


def places_of(tags: Tags) -> Iterator[Named]:
    """The town, district and street that the address names."""
    town = part(tags, *TOWNS)
    if town:
        yield Named(PlaceKind.TOWN, town)
    for key in DISTRICTS:
        if name := part(tags, key):
            yield Named(PlaceKind.DISTRICT, name, town)
    if street := part(tags, "addr:street"):
        yield Named(PlaceKind.STREET, street, town)
