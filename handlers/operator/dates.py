"""Reads a day as people write it: tomorrow, Friday, 24.12., Dec 24, 12月24日; 12/24 or 24/12."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from babel import Locale

NEAR = (
    {"today", "сегодня", "今天", "اليوم"},
    {"tomorrow", "завтра", "明天", "غدا"},
    {"day after tomorrow", "послезавтра", "后天", "بعد غد"},
)
"""Today and the days after it, in each language that is spoken here."""

WEEK = 7
CENTURY = 2000
_WRITTEN = tuple(
    re.compile(pattern + r"\Z")
    for pattern in (
        r"(?P<year>\d{4})[-/年](?P<month>\d{1,2})[-/月](?P<day>\d{1,2})日?",
        r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?",
        r"(?P<day>\d{1,2})\.? (?P<name>[^\W\d]+)\.?,?(?: (?P<year>\d{4}))?",
        r"(?P<name>[^\W\d]+)\.? (?P<day>\d{1,2}),?(?: (?P<year>\d{4}))?",
    )
)
_SLASHED = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?\Z")


def read_day(text: str, today: date, locale: Locale) -> date | None:
    """The day; one without a year is the next of its kind. A ValueError if there is no such day."""
    near = next((days for days, names in enumerate(NEAR) if text in names), None)
    if near is not None:
        return today + timedelta(days=near)
    weekday = _numbered(locale.days).get(text.rstrip("."))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % WEEK or WEEK)
    slashed = _SLASHED.match(text)
    if slashed:
        month, day = _in_order(int(slashed["first"]), int(slashed["second"]), locale)
        return _dated(slashed["year"], month, day, today)
    found = next((match for each in _WRITTEN if (match := each.match(text))), None)
    if found is None:
        return None
    said = found.groupdict()
    number = _numbered(locale.months).get(said["name"]) if "name" in said else int(said["month"])
    return None if number is None else _dated(said.get("year"), number, int(said["day"]), today)


def _in_order(first: int, second: int, locale: Locale) -> tuple[int, int]:
    """Month and day: which comes first is the language's habit, unless it can't be a month."""
    pattern = locale.date_formats["short"].pattern
    month, day = (first, second) if pattern.index("M") < pattern.index("d") else (second, first)
    return (month, day) if month <= 12 else (day, month)


def _dated(year: str | None, month: int, day: int, today: date) -> date:
    if year:
        return date(int(year) if len(year) > 2 else CENTURY + int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _numbered(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> dict[str, int]:
    """The number of each name of a weekday or a month, in full and abbreviated."""
    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in names[context].get(width, {}).items()
    }
