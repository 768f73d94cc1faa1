"""When a kitchen can have something ready: it makes so many items in ten minutes. All of it is pure.

What is too much for one window is made in those just before it too, and picked up in the last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.menu.reading import is_served
from catalog.slots import covers
from catalog.weekly import Timetable

WINDOW = timedelta(minutes=10)
SOON = timedelta(hours=6)
"""Whoever wants it as soon as possible does not wait for longer."""

AHEAD = 7
"""So many days before a time can be chosen."""

Span = tuple[int, int]
"""Minutes of the local day, from and until, as a section of a menu has them."""


def next_window(moment: datetime) -> datetime:
    """The first ten minutes that begin at this moment or later."""
    begun = moment.astimezone(UTC).replace(second=0, microsecond=0)
    begun -= timedelta(minutes=begun.minute % 10)
    return begun if begun == moment else begun + WINDOW


@dataclass(frozen=True, slots=True)
class Kitchen:
    """What a kitchen can still do: `taken` by the begin of the window, from the `first` one on."""

    zone: ZoneInfo
    hours: Timetable | None
    per_window: int
    first: datetime
    taken: Mapping[datetime, int] = field(default_factory=dict)
    within: Sequence[Span] = ()

    def spread(self, items: int, last: datetime) -> dict[datetime, int] | None:
        """In which windows so many are made to be picked up in the last; None where they can't be."""
        found: dict[datetime, int] = {}
        window, left = last, items
        while left and window >= self.first:
            room = self.per_window - self.taken.get(window, 0)
            if room <= 0:
                return None
            found[window] = min(left, room)
            left -= found[window]
            window -= WINDOW
        return None if left else dict(sorted(found.items()))

    def is_open(self, window: datetime) -> bool:
        """Whether it can be picked up then: the place is open, and what is ordered is had then."""
        if self.hours is None or not covers(self.hours, window, window + WINDOW):
            return False
        local = window.astimezone(self.zone)
        return all(is_served(*each, local) for each in self.within)

    def has(self, items: int, window: datetime) -> bool:
        return self.spread(items, window) is not None and self.is_open(window)

    def soonest(self, items: int) -> datetime | None:
        """The first window of the next hours."""
        steps = range(SOON // WINDOW)
        windows = (self.first + step * WINDOW for step in steps)
        return next((each for each in windows if self.has(items, each)), None)

    def times(self, items: int, day: date) -> list[datetime]:
        """Every window of a local day in which so much can be picked up."""
        return [each for each in windows_of(day, self.zone, self.first) if self.has(items, each)]


def windows_of(day: date, zone: ZoneInfo, first: datetime) -> Iterator[datetime]:
    """Those that begin on a local day, from the first that can be."""
    begin, end = (
        datetime.combine(each, time(), zone).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    window = next_window(max(begin, first))
    while window < end:
        yield window
        window += WINDOW


def days_ahead(today: date) -> Iterable[date]:
    """The local days on which a time can be chosen."""
    return (today + timedelta(days=number) for number in range(AHEAD))
