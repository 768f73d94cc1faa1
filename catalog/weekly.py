"""The hours of bookable locations: a week, days that differ, and what that means in real time.

Hours are walls' clocks: minutes from a day's local midnight, past 1440 in the next day. A minute
of real time is open when the local clock then shows an open one. So an hour that the clocks skip
is no time at all, and one that they show twice is open both times.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from catalog.opening_hours.evaluating import Day, Piece
from catalog.opening_hours.rules import State

DAY_MINUTES = 1440
MINUTE = timedelta(minutes=1)
PROBE = timedelta(hours=3)
"""No zone has changed its clocks twice within so short a time."""


class Span(NamedTuple):
    """From `opens` to `closes`, in minutes from the local midnight of the day it opens.

    With `open_end` nobody wrote when it closes, and `closes` is how long it may be at most.
    """

    opens: int
    closes: int
    open_end: bool = False


class Written(Protocol):
    """Hours in words, as a map or a spreadsheet brings them."""

    @property
    def always(self) -> bool: ...
    def day(self, day: date) -> Day: ...


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a location is open: display and booking both ask it, and nothing else.

    An exception replaces what opens on its day, and on a day that is `closed` nothing does; the week
    that its merchant keeps here goes before what is `written` of it elsewhere. What is `blocked` is
    open and takes no bookings.
    """

    zone: str
    weekly: Mapping[int, tuple[Span, ...]]
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    written: Written | None = None
    closed: frozenset[date] = frozenset()
    blocked: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    own: bool = False  # the merchant keeps its week here, even one that opens on no day

    @property
    def always(self) -> bool:
        """Whether it never closes, as far as anybody wrote."""
        return self.by_words and self.written is not None and self.written.always

    @property
    def by_words(self) -> bool:
        """Whether nothing is kept here that could say otherwise than what is written."""
        return not (self.own or self.weekly or self.exceptions or self.closed)

    def day(self, day: date) -> Day:
        """What opens on this local day, and what is unknown of it."""
        written = self.written_of(day)
        if written is not None:
            return written
        spans = self.kept(day)
        return Day(tuple(Piece(each.opens, each.closes, State.OPEN, 0) for each in spans), ())

    def spans(self, day: date) -> tuple[Span, ...]:
        """What surely is open: an open end promises nothing that could be booked."""
        written = None if self.own or self.weekly else self.written_of(day)
        if written is None:
            return self.kept(day)
        return tuple(Span(each.begin, each.end) for each in written.open if not each.guessed)

    def written_of(self, day: date) -> Day | None:
        """What is written elsewhere of a day, where that counts."""
        if self.own or self.weekly or self.written is None or self.differs(day):
            return None
        return self.written.day(day)

    def differs(self, day: date) -> bool:
        """Whether the day is not as its weekday usually is."""
        return day in self.closed or day in self.exceptions

    def kept(self, day: date) -> tuple[Span, ...]:
        """What is kept here of a day."""
        if day in self.closed:
            return ()
        special = self.exceptions.get(day)
        return self.weekly.get(day.weekday(), ()) if special is None else special


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time during which the clocks are not changed: local time is UTC plus `offset`."""

    start: datetime
    end: datetime
    offset: timedelta

    def real(self, local: datetime) -> datetime | None:
        """The moment (UTC) at which the clock shows this local (naive) time, if it does here."""
        moment = local.replace(tzinfo=UTC) - self.offset
        return moment if self.start <= moment < self.end else None


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Real time from `start` up to `end`, both UTC."""

    start: datetime
    end: datetime


def stretches(zone: ZoneInfo, start: datetime, end: datetime) -> list[Stretch]:
    """The real time from start to end, cut where the zone changes its clocks."""
    cuts = [start]
    probe, before = start, offset_at(zone, start)
    while probe < end:
        following = min(probe + PROBE, end)
        after = offset_at(zone, following)
        if before != after:
            cuts.append(change_between(zone, probe, following))
        probe, before = following, after
    return [Stretch(a, b, offset_at(zone, a)) for a, b in pairwise([*cuts, end]) if a < b]


def offset_at(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset."""
    old = offset_at(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // timedelta(seconds=2) * timedelta(seconds=1)
        if offset_at(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


@lru_cache(maxsize=1024)
def stretches_of_day(zone: ZoneInfo, day: date) -> list[Stretch]:
    """All the real time that hours opening the day before, on the day or after it can touch."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    return stretches(zone, midnight - timedelta(days=2), midnight + timedelta(days=4))


def local_time(day: date, minutes: int) -> datetime:
    """What the clock shows, naive."""
    return datetime.combine(day, datetime.min.time()) + minutes * MINUTE


def open_intervals(
    timetable: Timetable, days: Iterable[date], cuts: Iterable[Stretch]
) -> list[Interval]:
    """The real time in which hours that open on these days are open, joined where they touch."""
    return real_intervals([(day, timetable.spans(day)) for day in days], cuts)


def real_intervals(
    opened: Iterable[tuple[date, Iterable[Span]]], cuts: Iterable[Stretch]
) -> list[Interval]:
    """The real time of what opens on each of these days, joined where it touches."""
    stretched = list(cuts)
    return joined(
        piece
        for day, spans in opened
        for span in spans
        for piece in real_time(day, span.opens, span.closes, stretched)
    )


def real_time(day: date, opens: int, closes: int, cuts: Iterable[Stretch]) -> Iterator[Interval]:
    """When the clock shows these minutes of the day: in two parts, or never, where it changes."""
    first = local_time(day, opens).replace(tzinfo=UTC)
    last = local_time(day, closes).replace(tzinfo=UTC)
    for cut in cuts:
        start, end = first - cut.offset, last - cut.offset
        if start < cut.end and end > cut.start and start < end:
            yield Interval(max(start, cut.start), min(end, cut.end))


def joined(pieces: Iterable[Interval]) -> list[Interval]:
    whole: list[Interval] = []
    for piece in sorted(pieces):
        if whole and piece.start <= whole[-1].end:
            whole[-1] = Interval(whole[-1].start, max(whole[-1].end, piece.end))
        else:
            whole.append(piece)
    return whole
