"""Days and times that pieces of a sentence name, seen from a moment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TypeVar

from understanding.lexicon import Lexicon, single_spaced
from understanding.matching import Piece
from understanding.wish import Days, Times, When

T = TypeVar("T")
DAY = timedelta(days=1)
WEEK = 7
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
NOON, MIDNIGHT = 12, 24
FIRST_OPEN = 8
"""Who says three means the afternoon: before eight in the morning little is open."""

LAST_MONTH = 12
MIDDAY_HOURS = (11, 12)
TONIGHT = (18, 24)
DATES_AHEAD = 8
"""Years in which the 29th of February comes round, a century's leap left out included."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the pieces of one sentence; `now` is local where it is to be had."""

    words: Lexicon
    now: datetime
    hint: str | None = None
    """The half of the day that other words of the sentence tell."""

    @property
    def today(self) -> date:
        return self.now.date()

    def when(self, pieces: Iterable[Piece]) -> When:
        """Of two days or two times that are said, the first is meant; a date before a weekday."""
        days: Days | None = None
        times: Times | None = None
        part: tuple[int, int] | None = None
        moment: datetime | None = None
        kinds = sorted(pieces, key=lambda each: each.kind not in DATES)
        for each in kinds:
            if days is None and each.kind in DAYS:
                days = self.guarded(DAYS[each.kind], each)
            if part is None and "part" in each.words:
                part = self.words.parts[single_spaced(each.words["part"])]
            elif part is None and each.kind == "tonight":
                part = TONIGHT
            if moment is None and each.kind in MOMENTS:
                moment = self.guarded(MOMENTS[each.kind], each)
        for each in kinds:
            if times is None and each.kind in TIMES:
                times = self.guarded(
                    lambda reader, piece: TIMES[piece.kind](reader, piece, part), each
                )
        if times is None and part is not None and moment is None:
            times = Times(clock(part[0]), clock(part[1]))
        return When(days=days, times=times, moment=moment if days is None else None)

    def guarded(self, read: "Callable[[Reader, Piece], T]", piece: Piece) -> "T | None":
        """None for what no calendar and no clock has."""
        try:
            return read(self, piece)
        except (ValueError, OverflowError, KeyError):
            return None

    def number(self, piece: Piece, name: str = "n") -> int:
        return self.words.number(piece.words[name])

    def weekday(self, piece: Piece, name: str = "weekday") -> int:
        return self.words.weekdays[single_spaced(piece.words[name])]

    def month(self, piece: Piece) -> int:
        return self.words.months[single_spaced(piece.words["month"])] + 1

    def following(self, weekday: int) -> date:
        """The next such day; today is one of them."""
        return self.today + timedelta(days=(weekday - self.today.weekday()) % WEEK)

    def time_of(
        self, piece: Piece, part: tuple[int, int] | None, second: str = ""
    ) -> tuple[int, int]:
        """Hour and minute of a clock that may say half of the day, or leave it to be understood."""
        hour = self.number(piece, f"h{second}")
        minute = 0
        if (said := piece.words.get(f"m{second}")) is not None:
            minute = self.words.number(said)
        elif (said := piece.words.get(f"minutes{second}")) is not None:
            minute = self.words.minutes[single_spaced(said)]
        half = piece.words.get(f"half{second}") or piece.words.get(
            "half2" if not second else "half"
        )
        return self.in_day(hour, half, part), minute

    def in_day(self, hour: int, half: str | None, part: tuple[int, int] | None) -> int:
        named = self.words.halves[single_spaced(half)] if half else None
        if named is None and part is not None:
            named = "am" if part[1] <= NOON else "pm"
        named = named or self.hint
        if hour > NOON or hour == 0:
            return hour
        if named == "am":
            return hour % NOON
        if named == "noon":
            return hour if hour in MIDDAY_HOURS else hour + NOON
        if named == "pm" or hour < FIRST_OPEN:
            return hour % NOON + NOON
        return hour


def clock(hour: int, minute: int = 0) -> time:
    """Midnight at the end of a day is its last minute."""
    return time(23, 59) if hour == MIDNIGHT else time(hour, minute)


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
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def weekday(reader: Reader, piece: Piece) -> Days:
    return one(reader.following(reader.weekday(piece)))


def next_weekday(reader: Reader, piece: Piece) -> Days:
    """Of the week that begins with the next Monday."""
    monday = reader.today + DAY * (WEEK - reader.today.weekday())
    return one(monday + DAY * reader.weekday(piece))


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


Part = tuple[int, int] | None


def at(reader: Reader, piece: Piece, part: Part) -> Times:
    moment = clock(*reader.time_of(piece, part))
    return Times(moment, moment)


def past(minutes: int) -> "Callable[[Reader, Piece, Part], Times]":
    """So many minutes past the hour that is said, or before it."""

    def read(reader: Reader, piece: Piece, part: Part) -> Times:
        hour, _ = reader.time_of(piece, part)
        total = (hour * 60 + minutes) % (24 * 60)
        moment = time(total // 60, total % 60)
        return Times(moment, moment)

    return read


def minutes_past(reader: Reader, piece: Piece, part: Part) -> Times:
    return past(reader.words.minutes[single_spaced(piece.words["minutes"])])(reader, piece, part)


def minutes_to(reader: Reader, piece: Piece, part: Part) -> Times:
    return past(-reader.words.minutes[single_spaced(piece.words["minutes"])])(reader, piece, part)


def between(reader: Reader, piece: Piece, part: Part) -> Times:
    """From eleven to two ends in the afternoon; from two to four begins there."""
    begin, end = reader.time_of(piece, part), reader.time_of(piece, part, "2")
    if end < begin and end[0] < NOON:
        end = (end[0] + NOON, end[1])
    return Times(clock(*begin), clock(*end))


def after(reader: Reader, piece: Piece, part: Part) -> Times:
    return Times(clock(*reader.time_of(piece, part)), time(23, 59))


def before(reader: Reader, piece: Piece, part: Part) -> Times:
    return Times(time(0), clock(*reader.time_of(piece, part)))


def hours_ahead(reader: Reader, piece: Piece) -> datetime | None:
    """None where it is a matter of days."""
    count = reader.number(piece) if "n" in piece.words else 1
    unit = reader.words.units[single_spaced(piece.words["unit"])]
    if unit not in {"hour", "minute"}:
        return None
    return reader.now + timedelta(minutes=count * (60 if unit == "hour" else 1))


def half_hour(reader: Reader, _piece: Piece) -> datetime:
    return reader.now + timedelta(minutes=30)


def hour_and_half(reader: Reader, _piece: Piece) -> datetime:
    return reader.now + timedelta(minutes=90)


def two_hours(reader: Reader, _piece: Piece) -> datetime:
    return reader.now + timedelta(hours=2)


def right_now(reader: Reader, _piece: Piece) -> datetime:
    return reader.now


DAYS: Mapping[str, Callable[[Reader, Piece], Days | None]] = MappingProxyType(
    {
        "relative": relative,
        "tonight": today,
        "tomorrow_part": tomorrow,
        "in": in_some,
        "weekday": weekday,
        "next_weekday": next_weekday,
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
TIMES: Mapping[str, Callable[[Reader, Piece, Part], Times]] = MappingProxyType(
    {
        "at": at,
        "half_past": past(30),
        "half_to": past(-30),
        "quarter_past": past(15),
        "quarter_to": past(-15),
        "minutes_past": minutes_past,
        "minutes_to": minutes_to,
        "between": between,
        "after": after,
        "before": before,
    }
)
MOMENTS: Mapping[str, Callable[[Reader, Piece], datetime | None]] = MappingProxyType(
    {
        "in": hours_ahead,
        "two_hours": two_hours,
        "half_hour": half_hour,
        "hour_and_half": hour_and_half,
        "now": right_now,
    }
)
DATES = frozenset({"date", "numeric_date", "iso_date", "day_of_month", "days", "holiday"})
WHEN: Sequence[str] = (*DAYS, *TIMES, *MOMENTS, "part")
