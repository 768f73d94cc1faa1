"""Which country a time zone belongs to, from the table that the time zones come with."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def country_of(zone: str) -> str | None:
    """The country's two letters; None for a zone of the sea, or one that several share."""
    return countries().get(zone)


@cache
def countries() -> Mapping[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
