"""A merchant's days, weeks and months, counted back from the present one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chat.turn import Turn

DAY, WEEK, MONTH = "day", "week", "month"
SPANS = (DAY, WEEK, MONTH)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the day before `end`, by the clock of the place."""

    span: str
    first: date
    end: date
    zone: str

    def bounds(self) -> tuple[datetime, datetime]:
        """The moments at which it begins and ends, in UTC."""
        place = ZoneInfo(self.zone)
        begin, until = (
            datetime.combine(each, time(), place).astimezone(UTC) for each in (self.first, self.end)
        )
        return begin, until


def period(today: date, span: str, back: int, zone: str) -> Period:
    """The day, week or month so many before the one of today."""
    if span == MONTH:
        months = today.year * 12 + today.month - 1 - back
        return Period(span, _month(months), _month(months + 1), zone)
    days = 7 if span == WEEK else 1
    begin = today - timedelta(days=today.weekday() if span == WEEK else 0)
    first = begin - timedelta(days=days * back)
    return Period(span, first, first + timedelta(days=days), zone)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def period_name(turn: Turn, shown: Period) -> str:
    if shown.span == MONTH:
        return turn.texts.month_name(shown.first)
    if shown.span == WEEK:
        last = shown.end - timedelta(days=1)
        return turn._(
            "{first} – {last}",
            first=turn.texts.short_day(shown.first),
            last=turn.texts.short_day(last),
        )
    return turn.texts.day(shown.first)
