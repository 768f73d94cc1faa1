"""The public holidays of a country and of its regions, as a library that is kept up to date knows them.

The library loads the rules of all countries and keeps them, which is a tenth of what the whole program
takes; so it is asked in a process of its own, once for each country and year. Where that does not
answer, it is asked here: whoever waits for hours gets the right ones, and the program is larger.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from json import loads

from catalog.opening_hours.regions import WHOLE_COUNTRY

PATIENCE = 5
"""Seconds for the other process, which takes half a second where the machine has time for it."""


def holidays_of(country: str, region: str | None, year: int) -> frozenset[date]:
    """Empty where the library knows no holidays of the country; a strange region is left out."""
    known = _holidays_in(country, year)
    for each in (region or WHOLE_COUNTRY, WHOLE_COUNTRY):
        if each in known:
            return known[each]
    return frozenset()


@lru_cache(maxsize=256)
def _holidays_in(country: str, year: int) -> Mapping[str, frozenset[date]]:
    """By region."""
    try:
        listed = _told_by_another(country, year)
    except (OSError, subprocess.SubprocessError):
        listed = _worked_out_here(country, year)
    return {region: frozenset(map(date.fromisoformat, days)) for region, days in listed.items()}


def _told_by_another(country: str, year: int) -> Mapping[str, Sequence[str]]:
    asking = [sys.executable, "-m", "catalog.opening_hours.listing_holidays", country, str(year)]
    done = subprocess.run(asking, check=True, stdout=subprocess.PIPE, timeout=PATIENCE)  # noqa: S603
    listed: Mapping[str, Sequence[str]] = loads(done.stdout)
    return listed


def _worked_out_here(country: str, year: int) -> Mapping[str, Sequence[str]]:
    from catalog.opening_hours.listing_holidays import by_region

    return dict(by_region(country, year))
