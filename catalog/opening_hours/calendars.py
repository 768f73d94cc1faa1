"""The public holidays of a country and of its regions, as a library that is kept up to date knows them.

The library loads the rules of all countries and keeps them, which is a tenth of what the whole program
takes; so it is asked in a process of its own, once for each country and year.
"""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from json import loads

WHOLE_COUNTRY = ""
"""Stands for the holidays of a country apart from its regions."""


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
    asking = [sys.executable, "-m", "catalog.opening_hours.listing_holidays", country, str(year)]
    told = subprocess.run(asking, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603
    return {
        region: frozenset(map(date.fromisoformat, days)) for region, days in loads(told).items()
    }
