"""Writes some years' holidays of a country on standard output, by region: `COUNTRY FROM BEFORE` are its arguments."""

import json
import sys
from collections.abc import Iterator

from holidays import country_holidays, list_supported_countries

from catalog.opening_hours.regions import WHOLE_COUNTRY


def main(country: str, first: int, before: int) -> None:
    json.dump(dict(by_region(country, range(first, before))), sys.stdout)


def by_region(country: str, years: range) -> Iterator[tuple[str, list[str]]]:
    """Days as ISO 8601 writes them."""
    regions = list_supported_countries().get(country, ())
    for region in (WHOLE_COUNTRY, *regions):
        try:
            days = country_holidays(country, subdiv=region or None, years=years)
        except NotImplementedError:
            continue
        yield region, [day.isoformat() for day in days]


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
