"""The public holidays of a country and of its regions, as a library that is kept up to date knows them.

The library loads the rules of all countries and keeps them, which is a tenth of what the whole program
takes; so it is asked in a process of its own, once for each country and a few years. Where that does
not answer, it is asked here: whoever waits for hours gets the right ones, and the program is larger.
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

AT_ONCE = 4
"""Years: to start the other process takes thirty times as long as to work out one year more."""

Known = Mapping[tuple[str, int], frozenset[date]]
"""By region and year."""


def holidays_of(country: str, region: str | None, year: int) -> frozenset[date]:
    """Empty where the library knows no holidays of the country; a strange region is left out."""
    known = _holidays_from(country, year - year % AT_ONCE)
    for each in (region or WHOLE_COUNTRY, WHOLE_COUNTRY):
        if (each, year) in known:
            return known[each, year]
    return frozenset()


@lru_cache(maxsize=64)
def _holidays_from(country: str, first: int) -> Known:
    """Of this year and those after it."""
    years = range(first, first + AT_ONCE)
    try:
        listed = _told_by_another(country, years)
    except (OSError, subprocess.SubprocessError):
        listed = _worked_out_here(country, years)
    days = {region: [date.fromisoformat(each) for each in told] for region, told in listed.items()}
    return {
        (region, year): frozenset(each for each in found if each.year == year)
        for region, found in days.items()
        for year in years
    }


def _told_by_another(country: str, years: range) -> Mapping[str, Sequence[str]]:
    words = (country, str(years.start), str(years.stop))
    asking = [sys.executable, "-m", "catalog.opening_hours.listing_holidays", *words]
    done = subprocess.run(asking, check=True, stdout=subprocess.PIPE, timeout=PATIENCE)  # noqa: S603
    listed: Mapping[str, Sequence[str]] = loads(done.stdout)
    return listed


def _worked_out_here(country: str, years: range) -> Mapping[str, Sequence[str]]:
    from catalog.opening_hours.listing_holidays import by_region

    return dict(by_region(country, years))
