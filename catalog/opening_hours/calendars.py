"""The public holidays of a country and of its region, from a library that is kept up to date."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def holidays_of(country: str, region: str | None, year: int) -> frozenset[date]:
    """Empty where the library knows no holidays of the country; a strange region is left out.

    Most programs that start ask for none, and the library takes long to load.
    """
    from holidays import country_holidays

    for subdivision in (region, None):
        try:
            return frozenset(country_holidays(country, subdiv=subdivision, years=year))
        except NotImplementedError:
            continue
    return frozenset()
