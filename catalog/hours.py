"""Hours in OpenStreetMap's syntax: the one door to opening-hours-py, which knows its traps.

Its answers run into the far future unless `max_interval_days` is given; a text that is only a
comment reads as always open; `Mo-Th, Su 17:00-22:00` reads as all day on Monday to Thursday; and a
rule for Saturday cuts Friday's hours at midnight.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from opening_hours import (  # type: ignore[attr-defined] # its stub forgets the errors
    OpeningHours,
    ParserError,
    State,
    UnknownCountryError,
)

from catalog.countries import country_of
from catalog.hours_text import is_comment, untangled
from catalog.weekly import DAY_MINUTES, MINUTE, Interval, Span

SUN = re.compile("sun|dawn|dusk")
LOOK_AHEAD_DAYS = 366
MOST_CHANGES = 12
WEEK = 7


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open; None when nobody knows.

    `until` is when an open place closes and `opens` when a closed one opens (UTC); None when that
    is more than a year away or unknown. `comment` is what the source says beside the hours.
    """

    open: bool | None
    until: datetime | None = None
    opens: datetime | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class DayHours:
    """What opens on a local day; no spans when closed."""

    day: date
    spans: tuple[Span, ...]


def is_readable(text: str) -> bool:
    """Whether the text is valid opening hours."""
    try:
        OpeningHours(untangled(text))
    except ParserError:
        return False
    return True


def open_state(
    text: str | None, zone: str, latitude: float, longitude: float, now: datetime
) -> OpenState:
    """What the hours say about this moment; unknown when there are none or they cannot be read."""
    if not text:
        return OpenState(None)
    if is_comment(text):
        return OpenState(None, comment=text.strip(' "'))
    try:
        hours = parsed(text, zone, (latitude, longitude))
    except ParserError:
        return OpenState(None)
    return state_from(list(changes(hours, now.astimezone(ZoneInfo(zone)))))


def parsed(text: str, zone: str, place: tuple[float, float]) -> OpeningHours:
    """Holidays need the country and the sun its place, which the library is slow to work out."""
    for country in (country_of(zone), None):
        try:
            return OpeningHours(
                untangled(text),
                timezone=ZoneInfo(zone),
                country=country,
                coords=place,
                auto_country=False,
                auto_timezone=SUN.search(text) is not None,  # without it, a sun of nowhere
                max_interval_days=LOOK_AHEAD_DAYS,
            )
        except UnknownCountryError:
            continue
    raise ParserError(text)


@dataclass(frozen=True, slots=True)
class Change:
    """From this moment on the place is open, closed, or who knows."""

    at: datetime
    open: bool | None
    comment: str | None


def changes(hours: OpeningHours, start: datetime) -> Iterator[Change]:
    """The present state and the few that follow, each different from the one before."""
    last: Change | None = None
    intervals = hours.intervals(start, start + timedelta(days=LOOK_AHEAD_DAYS))
    for (begins, _, state, comment), _ in zip(intervals, range(MOST_CHANGES), strict=False):
        change = Change(begins.astimezone(UTC), KNOWN.get(str(state)), comment or None)
        if last is None or last.open != change.open:
            yield change
        last = change


KNOWN = {str(State.OPEN): True, str(State.CLOSED): False}


def state_from(following: list[Change]) -> OpenState:
    if not following:
        return OpenState(None)
    present, *later = following
    if present.open is None:
        return OpenState(None, comment=present.comment)
    if present.open:
        until = later[0].at if later else None
        return OpenState(True, until=until, comment=present.comment)
    opens = next((each.at for each in later if each.open), None)
    return OpenState(False, opens=opens, comment=present.comment)


def week(
    text: str | None, zone: str, latitude: float, longitude: float, day: date
) -> tuple[DayHours, ...]:
    """The hours of seven days from `day` on; empty when they are not known."""
    if not text or is_comment(text):
        return ()
    try:
        hours = parsed(text, zone, (latitude, longitude))
    except ParserError:
        return ()
    spans = open_spans(hours, day, ZoneInfo(zone))
    return tuple(day_hours(day + timedelta(days=ahead), spans) for ahead in range(WEEK))


def open_spans(hours: OpeningHours, day: date, zone: ZoneInfo) -> list[Interval]:
    """The open times that touch a week, in local wall-clock time (naive)."""
    midnight = datetime.combine(day, datetime.min.time(), zone)
    start, end = midnight - timedelta(days=1), midnight + timedelta(days=WEEK + 1)
    return [
        Interval(begins.replace(tzinfo=None), min(ends, end).replace(tzinfo=None))
        for begins, ends, state, _ in hours.intervals(start, end)
        if state == State.OPEN
    ]


def day_hours(day: date, spans: list[Interval]) -> DayHours:
    """What opens on the day; what is open for a day or more is cut at its midnights."""
    midnight = datetime.combine(day, datetime.min.time())
    minutes = [
        Span((each.start - midnight) // MINUTE, (each.end - midnight) // MINUTE) for each in spans
    ]
    return DayHours(day, tuple(filter(None, map(part_of_day, minutes))))


def part_of_day(span: Span) -> Span | None:
    if span.closes - span.opens < DAY_MINUTES:
        return span if 0 <= span.opens < DAY_MINUTES else None
    part = Span(max(span.opens, 0), min(span.closes, DAY_MINUTES))
    return part if part.opens < part.closes else None
