"""Reads a moment as people write it in their language: 18:30, tomorrow at 9, 12/24 9:00."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale

from catalog.folding import as_typed
from handlers.operator.dates import read_day

NOON = 12
AFTER_NOON = frozenset({"p", "م", "下午", "晚上"})
_ARABIC_MARKS = re.compile("[\u064b-\u0652]")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?: ?(?:(?P<half>[ap])\.?m\.?|(?P<arab>[صم])))?\Z"
)
_CHINESE = re.compile(
    r"(?P<half>[上下]午|晚上)? ?(?<!\d)(?P<hour>\d{1,2})"
    r"(?:[点點](?:(?P<minute>\d{1,2})分?|(?P<thirty>半))?|:(?P<minutes>\d{2}))\Z"
)
_BETWEEN = re.compile(r"(?:[\s,،，]|\b(?:at|в)(?=\s*\Z)|الساعة|(?<=\d)t(?=\Z))+\Z")


def read_moment(text: str, zone: str, now: datetime, locale: Locale) -> datetime | None:
    """The moment in UTC; a time alone is the next one, a date without year the next of its kind.

    None for what cannot be read, or names no time that exists.
    """
    typed = _ARABIC_MARKS.sub("", as_typed(text).strip().casefold())
    clock = _TIME.search(typed) or _CHINESE.search(typed)
    if clock is None:
        return None
    before = _BETWEEN.sub("", typed[: clock.start()])
    if not before and clock[0].isdigit():
        return None
    try:
        return _moment(before, _wall(clock), ZoneInfo(zone), now, locale)
    except ValueError:
        return None


def _wall(clock: re.Match[str]) -> time:
    said = clock.groupdict()
    hour, half = int(clock["hour"]), said["half"] or said.get("arab")
    minute = 30 if said.get("thirty") else int(said["minute"] or said.get("minutes") or 0)
    if half is None:
        return time(hour, minute)
    if not 1 <= hour <= NOON:
        raise ValueError(hour)
    return time(hour % NOON + (NOON if half in AFTER_NOON else 0), minute)


def _moment(
    before: str, wall: time, place: ZoneInfo, now: datetime, locale: Locale
) -> datetime | None:
    today = now.astimezone(place).date()
    if not before:
        moment = at(today, wall, place)
        return moment if moment > now else at(today + timedelta(days=1), wall, place)
    day = read_day(before, today, locale)
    return None if day is None else at(day, wall, place)


def at(day: date, wall: time, place: ZoneInfo) -> datetime:
    """A wall clock's time on a day, in UTC; one that a change of clocks skips is an hour later."""
    return datetime.combine(day, wall, tzinfo=place).astimezone(UTC)
