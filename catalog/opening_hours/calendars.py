"""The public holidays of a country and of its region, from a library that is kept up to date."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=256)
def holidays_of(country: str, region: str | None, year: int) -> frozenset[date]:
    """Empty where the library knows no holidays of the country; a strange region is left out."""
    for subdivision in (region, None):
        try:
            return frozenset(country_holidays(country, subdiv=subdivision, years=year))
        except NotImplementedError:
            continue
    return frozenset()
