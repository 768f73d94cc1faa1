"""Whether a timetable is open at a moment, until when, and what its week looks like."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.opening_hours.evaluating import Piece
from catalog.weekly import Interval, Span, Timetable, real_time, stretches_of_day

LOOK_AHEAD_DAYS = 366
"""Who is closed for longer opens nobody knows when."""

LONGEST_OPENING_DAYS = 15
"""Who is open for longer never closes, as far as a guest cares."""

LONGEST_PIECE_DAYS = 2


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open; None when nobody knows.

    `until` is when an open place closes and `opens` when a closed one opens (UTC); None when that
    is far away or unknown. `comment` is what the source says beside the hours.
    """

    open: bool | None
    until: datetime | None = None
    opens: datetime | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class DayHours:
    """What opens on a local day; without spans it is closed, or nobody knows."""

    day: date
    spans: tuple[Span, ...]
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a timetable says of some real time."""

    when: Interval
    piece: Piece

    def holds(self, moment: datetime) -> bool:
        return self.when.start <= moment < self.when.end


class RealDays:
    """The real time of what opens on each day, worked out when it is first asked for."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self.zone = ZoneInfo(timetable.zone)
        self._open: dict[date, tuple[Said, ...]] = {}
        self._unknown: dict[date, tuple[Said, ...]] = {}

    def open(self, day: date) -> tuple[Said, ...]:
        if day not in self._open:
            self._open[day] = self._real(day, self.timetable.day(day).open)
        return self._open[day]

    def unknown(self, day: date) -> tuple[Said, ...]:
        if day not in self._unknown:
            self._unknown[day] = self._real(day, self.timetable.day(day).unknown)
        return self._unknown[day]

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _real(self, day: date, pieces: Sequence[Piece]) -> tuple[Said, ...]:
        cuts = stretches_of_day(self.zone, day) if pieces else ()
        return tuple(
            Said(when, piece)
            for piece in pieces
            for when in real_time(day, piece.begin, piece.end, cuts)
        )


def open_now(timetable: Timetable, now: datetime) -> list[Said]:
    days = RealDays(timetable)
    return open_at(days, days_about(days.local_day(now)), now)


def open_at(days: RealDays, about: Iterable[date], now: datetime) -> list[Said]:
    return [each for day in about for each in days.open(day) if each.holds(now)]


def days_about(today: date) -> list[date]:
    """The days on which something may have begun that goes on now."""
    return list(days_from(today - timedelta(days=LONGEST_PIECE_DAYS), LONGEST_PIECE_DAYS + 1))


def state_by_timetable(timetable: Timetable, now: datetime) -> OpenState:
    return state_at(RealDays(timetable), now)


def state_at(days: RealDays, now: datetime) -> OpenState:
    today = days.local_day(now)
    about = days_about(today)
    present = open_at(days, about, now)
    if present:
        comment = next((each.piece.comment for each in present if each.piece.comment), None)
        return OpenState(True, until=until(days, present, now), comment=comment)
    for day in about:
        for doubt in days.unknown(day):
            if doubt.holds(now):
                return OpenState(None, comment=doubt.piece.comment)
    return OpenState(False, opens=next_opening(days, today, now))


def until(days: RealDays, present: list[Said], now: datetime) -> datetime | None:
    """When what is open closes, as far as somebody wrote it and it is not far away."""
    far = now if days.timetable.always else now + timedelta(days=LONGEST_OPENING_DAYS)
    end = max(each.when.end for each in present)
    while end < far:
        day = days.local_day(end)
        beside = open_at(days, days_from(day - timedelta(days=1), 2), end)
        later = max((each.when.end for each in beside), default=end)
        if later == end:
            return None if open_ended(days, day, end) else end
        end = later
    return None


def open_ended(days: RealDays, day: date, end: datetime) -> bool:
    """Whether nobody wrote that it closes at this moment."""
    near = list(days_from(day - timedelta(days=1), 2))
    guessed = (each for beside in near for each in days.open(beside) if each.piece.guessed)
    doubts = (each for beside in near for each in days.unknown(beside) if each.piece.guessed)
    return any(each.when.end == end for each in guessed) or any(each.holds(end) for each in doubts)


def next_opening(days: RealDays, today: date, now: datetime) -> datetime | None:
    for day in days_from(today - timedelta(days=1), LOOK_AHEAD_DAYS):
        later = [each.when.start for each in days.open(day) if each.when.start > now]
        if later:
            return min(later)
    return None


def days_from(day: date, count: int) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in range(count))


def week_from(timetable: Timetable, today: date) -> tuple[DayHours, ...]:
    found = tuple(hours_of(timetable, day) for day in days_from(today, 7))
    known = any(each.spans for each in found) or not any(each.unknown for each in found)
    return found if known else ()


def hours_of(timetable: Timetable, day: date) -> DayHours:
    spans = spans_of(timetable, day)
    return DayHours(day, spans, unknown=not spans and bool(timetable.day(day).unknown))


def spans_of(timetable: Timetable, day: date) -> tuple[Span, ...]:
    pieces = sorted(timetable.day(day).open, key=lambda piece: piece.begin)
    return tuple(Span(each.begin, each.end, each.guessed) for each in pieces)
