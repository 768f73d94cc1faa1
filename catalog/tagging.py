"""From OpenStreetMap's tags to a category."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from catalog.candidate import Tags
from catalog.categories import Category

NOTHING = frozenset({"no", "none", "vacant", "disused", "abandoned", "closed"})
HOUSES_OF_BARBERS = frozenset({"barber", "men", "male"})


def category_of(tags: Tags) -> Category | None:
    """The category of a feature; None when it is no merchant."""
    known = known_tags()
    if known.speaking.isdisjoint(tags):
        return None
    for key, value in pairs(tags, [key for key in known.keys if key in tags]):
        if (found := known.specific[key].get(value)) is not None:
            return barber(tags) or found
    for key, value in pairs(tags, [key for key in known.otherwise if key in tags]):
        if value not in known.nothing[key]:
            return known.otherwise[key]
    return None


def pairs(tags: Tags, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The tags that say what a feature is; one may have several values."""
    for key in keys:
        said = tags[key]
        if ";" not in said:
            yield key, said.strip()
            continue
        for value in said.split(";"):
            yield key, value.strip()


def barber(tags: Tags) -> Category | None:
    special = tags.get("shop") == "hairdresser" and (
        tags.get("hairdresser") in HOUSES_OF_BARBERS
        or (tags.get("male") == "yes" and tags.get("female") == "no")
    )
    return Category.BARBER if special else None


@dataclass(frozen=True, slots=True)
class KnownTags:
    """`keys` say what a merchant is, in this order; `nothing` has the values that make none.

    `speaking` are all of which one must be there.
    """

    keys: tuple[str, ...]
    speaking: frozenset[str]
    specific: Mapping[str, Mapping[str, Category]]
    otherwise: Mapping[str, Category]
    nothing: Mapping[str, frozenset[str]]


def merchant_keys() -> tuple[str, ...]:
    return known_tags().keys


@cache
def known_tags() -> KnownTags:
    text = files("catalog").joinpath("data", "openstreetmap.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    otherwise = {key: Category(kind) for key, kind in table["otherwise"].items()}
    return KnownTags(
        keys=tuple(table["keys"]),
        speaking=frozenset(table["keys"]).union(otherwise),
        specific={
            key: {value: Category(kind) for value, kind in table.get(key, {}).items()}
            for key in table["keys"]
        },
        otherwise=otherwise,
        nothing={key: NOTHING.union(table["not_merchants"].get(key, ())) for key in otherwise},
    )
