"""Days that a sentence names, seen from the day on which it is typed."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from understanding.lexicon import single_spaced
from understanding.matching import Piece
from understanding.reader import WEEK, Reader
from understanding.wish import Days

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
LAST_MONTH = 12
DATES_AHEAD = 8
"""Years in which the 29th of February comes round, a century's leap left out included."""


def one(day: date) -> Days:
    return Days(day, day)


def relative(reader: Reader, piece: Piece) -> Days:
    return one(reader.today + DAY * reader.words.days[single_spaced(piece.words["day"])])


def today(reader: Reader, _piece: Piece) -> Days:
    return one(reader.today)


def tomorrow(reader: Reader, _piece: Piece) -> Days:
    return one(reader.today + DAY)


def in_some(reader: Reader, piece: Piece) -> Days | None:
    """None where it is a matter of hours."""
    count = reader.number(piece) if "n" in piece.words else 1
    unit = reader.words.units[single_spaced(piece.words["unit"])]
    if unit == "month":
        return one(months_later(reader.today, count))
    days = {"day": 1, "week": WEEK}.get(unit)
    return None if days is None else one(reader.today + DAY * days * count)


def months_later(day: date, count: int) -> date:
    """Its last day where the month has no such day."""
    year, month = divmod(day.year * LAST_MONTH + day.month - 1 + count, LAST_MONTH)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday(reader: Reader, piece: Piece) -> Days:
    return one(reader.following(reader.weekday(piece)))


def next_weekday(reader: Reader, piece: Piece) -> Days:
    """Of the week that begins with the next Monday."""
    monday = reader.today + DAY * (WEEK - reader.today.weekday())
    return one(monday + DAY * reader.weekday(piece))


def weekday_after_next(reader: Reader, piece: Piece) -> Days:
    return one(next_weekday(reader, piece).first + DAY * WEEK)


def two_weeks(reader: Reader, _piece: Piece) -> Days:
    return one(reader.today + DAY * WEEK * 2)


def week_after_day(reader: Reader, piece: Piece) -> Days:
    return one(relative(reader, piece).first + DAY * WEEK)


def week_after_weekday(reader: Reader, piece: Piece) -> Days:
    """The second of the days to come."""
    return one(weekday(reader, piece).first + DAY * WEEK)


def weekend(reader: Reader, _piece: Piece) -> Days:
    if reader.today.weekday() == SUNDAY:
        return one(reader.today)
    first = reader.following(SATURDAY)
    return Days(first, first + DAY)


def next_weekend(reader: Reader, _piece: Piece) -> Days:
    monday = reader.today + DAY * (WEEK - reader.today.weekday())
    return Days(monday + DAY * SATURDAY, monday + DAY * SUNDAY)


def this_week(reader: Reader, _piece: Piece) -> Days:
    return Days(reader.today, reader.following(SUNDAY))


def next_week(reader: Reader, _piece: Piece) -> Days:
    monday = reader.today + DAY * (WEEK - reader.today.weekday())
    return Days(monday, monday + DAY * (WEEK - 1))


def next_month(reader: Reader, _piece: Piece) -> Days:
    first = months_later(reader.today.replace(day=1), 1)
    return Days(first, months_later(first, 1) - DAY)


def day_next_month(reader: Reader, piece: Piece) -> Days:
    return one(next_month(reader, piece).first.replace(day=reader.number(piece, "d")))


def named_date(reader: Reader, piece: Piece) -> Days:
    year = int(piece.words["y"]) if "y" in piece.words else None
    return one(coming(reader, reader.month(piece), reader.number(piece, "d"), year))


def numeric_date(reader: Reader, piece: Piece) -> Days:
    first, second = int(piece.words["dd"]), int(piece.words["mm"])
    year = int(piece.words["y"]) if "y" in piece.words else None
    day, month = (first, second) if reader.words.day_first else (second, first)
    if month > LAST_MONTH:
        day, month = month, day
    return one(coming(reader, month, day, year))


def iso_date(_reader: Reader, piece: Piece) -> Days:
    return one(date(*(int(piece.words[each]) for each in ("y", "mm", "dd"))))


def coming(reader: Reader, month: int, day: int, year: int | None) -> date:
    """The next such day, unless the year is said."""
    if year is not None:
        return date(year, month, day)
    for ahead in range(DATES_AHEAD):
        try:
            found = date(reader.today.year + ahead, month, day)
        except ValueError:
            continue
        if found >= reader.today:
            return found
    return date(reader.today.year, month, day)


def weekdays(reader: Reader, piece: Piece) -> Days:
    first = reader.following(reader.weekday(piece))
    ahead = (reader.weekday(piece, "weekday2") - first.weekday()) % WEEK
    return Days(first, first + DAY * ahead)


def days_of_month(reader: Reader, piece: Piece) -> Days:
    """Within one month."""
    begin = day_of_month(reader, piece).first
    if "month" in piece.words:
        begin = coming(reader, reader.month(piece), reader.number(piece, "d"), None)
    return Days(begin, begin.replace(day=reader.number(piece, "d2")))


def holiday(reader: Reader, piece: Piece) -> Days:
    month, day = reader.words.holidays[single_spaced(piece.words["holiday"])]
    return one(coming(reader, month, day, None))


def day_of_month(reader: Reader, piece: Piece) -> Days:
    day = reader.number(piece, "d")
    first = reader.today.replace(day=1)
    for ahead in range(LAST_MONTH):
        month = months_later(first, ahead)
        try:
            found = month.replace(day=day)
        except ValueError:
            continue
        if found >= reader.today:
            return one(found)
    raise ValueError(day)


DAYS: Mapping[str, Callable[[Reader, Piece], Days | None]] = MappingProxyType(
    {
        "relative": relative,
        "tonight": today,
        "today": today,
        "tomorrow_part": tomorrow,
        "two_weeks": two_weeks,
        "week_after_day": week_after_day,
        "week_after_weekday": week_after_weekday,
        "day_next_month": day_next_month,
        "in": in_some,
        "weekday": weekday,
        "next_weekday": next_weekday,
        "weekday_after_next": weekday_after_next,
        "weekend": weekend,
        "next_weekend": next_weekend,
        "this_week": this_week,
        "next_week": next_week,
        "next_month": next_month,
        "date": named_date,
        "numeric_date": numeric_date,
        "iso_date": iso_date,
        "day_of_month": day_of_month,
        "days": days_of_month,
        "weekdays": weekdays,
        "holiday": holiday,
    }
)
DATES = frozenset(
    {"date", "numeric_date", "iso_date", "day_of_month", "day_next_month", "days", "holiday"}
)
"""What names a date beside a weekday."""
