"""The hours around one day of one location, in one statement: holding a slot waits for it."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Date,
    Integer,
    bindparam,
    cast,
    null,
    select,
    union_all,
)

from catalog.models import hours_exceptions, weekly_hours
from catalog.weekly import Span, Timetable

AROUND = timedelta(days=7)
"""A start depends on the hours of its day, of the one before and of those it runs into."""


def timetable_around(
    connection: Connection, location_id: int, zone: str, moment: datetime
) -> Timetable:
    """The location's week, and the days about the moment that differ from it."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    given = {"location": location_id, "begin": day - AROUND, "until": day + AROUND}
    weekly: defaultdict[int, tuple[Span, ...]] = defaultdict(tuple)
    exceptions: defaultdict[date, tuple[Span, ...]] = defaultdict(tuple)
    for weekday, differs, opens, closes in connection.execute(hours(), given):
        spans = () if opens is None or closes is None else (Span(opens, closes),)
        if differs is None:
            weekly[weekday] += spans
        else:
            exceptions[differs] += spans
    return Timetable(zone, weekly, exceptions)


@cache
def hours() -> CompoundSelect[int, date | None, int | None, int | None]:
    week, other = weekly_hours.c, hours_exceptions.c
    return union_all(
        select(week.weekday, cast(null(), Date), week.opens, week.closes).where(
            week.location_id == bindparam("location")
        ),
        select(cast(null(), Integer), other.day, other.opens, other.closes).where(
            other.location_id == bindparam("location"),
            other.day.between(bindparam("begin"), bindparam("until")),
        ),
    )
