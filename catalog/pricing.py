"""Which limits of the price are worth offering: friendly numbers between what things cost here.

A fixed 20, 50 and 100 would mean nothing where a haircut costs 3,000 yen.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from math import log
from statistics import quantiles

from sqlalchemy import Connection, func, select

from catalog.models import services

MOST = 3
LOOKED_AT = 1000
"""So many places tell well enough what things cost."""

LARGEST = 2**31 - 1
"""What the column of a search holds, in minor units."""


def limits(connection: Connection, currency: str, whole: int) -> list[int]:
    """The limits to offer in this market, in whole units of `whole` minor ones each."""
    lowest = (
        select(func.min(services.c.price))
        .where(services.c.active, services.c.price > 0, services.c.currency == currency)
        .group_by(services.c.location_id)
        .order_by(services.c.location_id)
        .limit(LOOKED_AT)
    )
    return between([int(price) for price in connection.execute(lowest).scalars()], whole)


def between(prices: Sequence[int], whole: int) -> list[int]:
    """Up to three friendly numbers of whole units, each with prices below and above it.

    Where there are more of them, those nearest to the quartiles.
    """
    if not prices:
        return []
    cheapest, dearest = min(prices) / whole, max(prices) / whole
    possible = [number for number in friendly(dearest) if number >= cheapest]
    if len(possible) <= MOST:
        return possible
    chosen: set[int] = set()
    for price in quantiles(prices, n=MOST + 1, method="inclusive"):
        left = (number for number in possible if number not in chosen)
        chosen.add(min(left, key=lambda number: abs(log(number * whole / price))))
    return sorted(chosen)


def friendly(below: float) -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    for power in count():
        for first in (1, 2, 5):
            if first * 10**power >= below:
                return
            yield first * 10**power


def is_friendly(number: int, whole: int) -> bool:
    """Whether somebody may have been offered this limit, now or when prices were others."""
    return number * whole <= LARGEST and number in friendly(number + 1)
