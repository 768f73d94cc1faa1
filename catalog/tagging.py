"""From OpenStreetMap's tags to a category."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from catalog.candidate import Tags
from catalog.categories import Category

NOTHING = frozenset({"no", "none", "vacant", "disused", "abandoned", "closed"})
HOUSES_OF_BARBERS = frozenset({"barber", "men", "male"})


def category_of(tags: Tags) -> Category | None:
    """The category of a feature; None when it is no merchant."""
    table = known_tags()
    specific = (table[key].get(value) for key, value in pairs(tags, table["keys"]))
    found = next((each for each in specific if each), None)
    if found is not None:
        return barber(tags) or Category(found)
    rest = [(key, value) for key, value in pairs(tags, table["otherwise"])]
    shut_out = table["not_merchants"]
    general = (
        key for key, value in rest if value not in NOTHING and value not in shut_out.get(key, ())
    )
    key = next(general, None)
    return None if key is None else Category(table["otherwise"][key])


def pairs(tags: Tags, keys: Any) -> Iterator[tuple[str, str]]:
    """The tags that say what a feature is; one may have several values."""
    for key in keys:
        if key in tags:
            yield from ((key, value.strip()) for value in tags[key].split(";"))


def barber(tags: Tags) -> Category | None:
    special = tags.get("shop") == "hairdresser" and (
        tags.get("hairdresser") in HOUSES_OF_BARBERS
        or (tags.get("male") == "yes" and tags.get("female") == "no")
    )
    return Category.BARBER if special else None


def merchant_keys() -> tuple[str, ...]:
    """The keys that say what a merchant is."""
    return tuple(known_tags()["keys"])


@cache
def known_tags() -> Mapping[str, Any]:
    text = files("catalog").joinpath("data", "openstreetmap.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {key: {} for key in table["keys"]} | table
