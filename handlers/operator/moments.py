"""Reads a moment as people type it: 18:30, tomorrow's date and a time, an ISO date."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.folding import as_typed

NOON = 12
AFTER_NOON = frozenset({"p", "م"})
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?: ?(?:(?P<half>[ap])\.?m\.?|(?P<arab>[صم])))?\Z",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[ T,]+\Z")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?[ ,]*\Z")


def read_moment(text: str, zone: str, now: datetime) -> datetime | None:
    """The moment in UTC; a time alone is the next one, a date without year the next of its kind.

    None for what cannot be read, or names no time that exists.
    """
    typed = as_typed(text).strip()
    clock = _TIME.search(typed)
    if clock is None:
        return None
    place = ZoneInfo(zone)
    try:
        wall = time(_hour(clock), int(clock["minute"]))
        return _moment(typed[: clock.start()], wall, place, now)
    except ValueError:
        return None


def _hour(clock: re.Match[str]) -> int:
    hour, half = int(clock["hour"]), clock["half"] or clock["arab"]
    if half is None:
        return hour
    if not 1 <= hour <= NOON:
        raise ValueError(hour)
    return hour % NOON + (NOON if half.lower() in AFTER_NOON else 0)


def _moment(before: str, wall: time, place: ZoneInfo, now: datetime) -> datetime | None:
    today = now.astimezone(place).date()
    if not before.strip():
        moment = at(today, wall, place)
        return moment if moment > now else at(today + timedelta(days=1), wall, place)
    day = _day(before, today)
    return None if day is None else at(day, wall, place)


def _day(text: str, today: date) -> date | None:
    match = _ISO.match(text) or _DOTTED.match(text)
    if match is None:
        return None
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return date(int(match["year"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def at(day: date, wall: time, place: ZoneInfo) -> datetime:
    """A wall clock's time on a day, in UTC; one that a change of clocks skips is an hour later."""
    return datetime.combine(day, wall, tzinfo=place).astimezone(UTC)
