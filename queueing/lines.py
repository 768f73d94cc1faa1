"""The lines of a queue by size of party, and how long one waits in them. All of it is pure."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

LETTERS = "ABCD"
ENOUGH = 5
"""So many waits are needed before one says how long it will be."""

STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a queue: for parties from `least` to `most`, None where any size may wait."""

    index: int
    least: int
    most: int | None
    letter: str


def lines_of(limits: Sequence[int]) -> tuple[Line, ...]:
    """A queue without limits has one line, whose numbers need no letter."""
    least = [1, *(limit + 1 for limit in limits)]
    most = [*limits, None]
    letters = LETTERS if limits else [""]
    return tuple(
        Line(index, low, high, letter)
        for index, (low, high, letter) in enumerate(zip(least, most, letters, strict=False))
    )


def line_of(limits: Sequence[int], party: int) -> Line:
    lines = lines_of(limits)
    return next(line for line in lines if line.most is None or party <= line.most)


def are_fit(limits: Sequence[int]) -> bool:
    """Growing, and no more than there are letters for."""
    rising = all(low < high for low, high in itertools.pairwise(limits))
    return rising and len(limits) < len(LETTERS) and all(limit > 0 for limit in limits)


@dataclass(frozen=True, slots=True)
class Wait:
    """What one party's wait was: so long, with so many before it."""

    ahead: int
    took: timedelta


def pace(waits: Sequence[Wait]) -> timedelta | None:
    """How long each party took; None where too little was measured."""
    if len(waits) < ENOUGH:
        return None
    return sum((each.took for each in waits), timedelta()) / sum(each.ahead + 1 for each in waits)


def about(ahead: int, each: timedelta | None) -> timedelta | None:
    """How long a party with so many before it will wait, rounded up to five minutes."""
    if each is None:
        return None
    return STEP * max(1, ceil((ahead + 1) * each / STEP))
