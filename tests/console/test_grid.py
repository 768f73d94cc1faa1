"""In a calendar's day a booking lies where the clock on the wall says, also when the clocks are changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

import pytest

from console.grid import LEAST, blocks_of
from orders import Entry

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of an entry what places it."""

    id: int
    starts_at: datetime
    ends_at: datetime


def placed(day: date, begin: str, end: str) -> tuple[int, int]:
    """Where it begins and ends, in minutes of the day."""
    moments = (datetime.fromisoformat(f"2027-{each}").replace(tzinfo=UTC) for each in (begin, end))
    (block,) = blocks_of([cast("Entry", Stretch(1, *moments))], day, "Europe/Helsinki")
    return block.begin, block.begin + block.length


@pytest.mark.parametrize(
    ("day", "begin", "end", "shown"),
    [
        (SPRING, "03-28T00:00", "03-28T02:00", (120, 300)),
        (SPRING, "03-28T07:00", "03-28T09:00", (600, 720)),
        (AUTUMN, "10-30T23:00", "10-31T01:00", (120, 180)),
        (AUTUMN, "10-31T21:00", "10-31T23:00", (1380, 1500)),
        (AUTUMN, "10-31T00:40", "10-31T01:20", (220, 220 + LEAST)),
    ],
    ids=["over what is skipped", "after it", "over what comes twice", "past midnight", "back"],
)
def test_it_ends_when_the_clock_says(
    day: date, begin: str, end: str, shown: tuple[int, int]
) -> None:
    assert placed(day, begin, end) == shown
