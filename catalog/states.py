"""Whether a timetable is open at a moment, until when, and what its week looks like."""

from collections.abc import Iterable, Iterator
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


def open_now(timetable: Timetable, now: datetime) -> list[Said]:
    days = days_about(timetable, now)
    openings = (each for day in days for each in open_time(timetable, day))
    return [each for each in openings if each.holds(now)]


def days_about(timetable: Timetable, now: datetime) -> Iterator[date]:
    """The days on which something may have begun that goes on now."""
    today = now.astimezone(ZoneInfo(timetable.zone)).date()
    return days_from(today - timedelta(days=LONGEST_PIECE_DAYS), LONGEST_PIECE_DAYS + 1)


def state_by_timetable(timetable: Timetable, now: datetime) -> OpenState:
    today = now.astimezone(ZoneInfo(timetable.zone)).date()
    present = open_now(timetable, now)
    if present:
        comment = next((each.piece.comment for each in present if each.piece.comment), None)
        return OpenState(True, until=until(timetable, present, now), comment=comment)
    doubts = (each for day in days_about(timetable, now) for each in unknown_time(timetable, day))
    for doubt in doubts:
        if doubt.holds(now):
            return OpenState(None, comment=doubt.piece.comment)
    return OpenState(False, opens=next_opening(timetable, today, now))


def until(timetable: Timetable, present: list[Said], now: datetime) -> datetime | None:
    """When what is open closes, as far as somebody wrote it and it is not far away."""
    zone = ZoneInfo(timetable.zone)
    far = now if timetable.always else now + timedelta(days=LONGEST_OPENING_DAYS)
    end = max(each.when.end for each in present)
    while end < far:
        day = end.astimezone(zone).date()
        beside = (
            each
            for near in days_from(day - timedelta(days=1), 2)
            for each in open_time(timetable, near)
        )
        later = max((each.when.end for each in beside if each.holds(end)), default=end)
        if later == end:
            return None if open_ended(timetable, day, end) else end
        end = later
    return None


def open_ended(timetable: Timetable, day: date, end: datetime) -> bool:
    """Whether nobody wrote that it closes at this moment."""
    days = list(days_from(day - timedelta(days=1), 2))
    guessed = (each for near in days for each in open_time(timetable, near) if each.piece.guessed)
    doubts = (each for near in days for each in unknown_time(timetable, near) if each.piece.guessed)
    return any(each.when.end == end for each in guessed) or any(each.holds(end) for each in doubts)


def next_opening(timetable: Timetable, today: date, now: datetime) -> datetime | None:
    for day in days_from(today - timedelta(days=1), LOOK_AHEAD_DAYS):
        if timetable.day(day).open:
            later = [each.when.start for each in open_time(timetable, day) if each.when.start > now]
            if later:
                return min(later)
    return None


def days_from(day: date, count: int) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in range(count))


def open_time(timetable: Timetable, day: date) -> Iterator[Said]:
    return real(timetable, day, timetable.day(day).open)


def unknown_time(timetable: Timetable, day: date) -> Iterator[Said]:
    return real(timetable, day, timetable.day(day).unknown)


def real(timetable: Timetable, day: date, pieces: Iterable[Piece]) -> Iterator[Said]:
    cuts = stretches_of_day(ZoneInfo(timetable.zone), day)
    for piece in pieces:
        for when in real_time(day, piece.begin, piece.end, cuts):
            yield Said(when, piece)


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
