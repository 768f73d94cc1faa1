"""When a service can start: pure arithmetic from hours, zone and terms, right when clocks change."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from catalog.weekly import (
    DAY_MINUTES,
    MINUTE,
    Interval,
    Span,
    Stretch,
    Timetable,
    local_time,
    open_intervals,
    real_intervals,
    real_time,
    stretches_of_day,
)

SHIFTS = (-1, 0, 1, 2)
ABOUT = tuple(timedelta(days=shift) for shift in SHIFTS)
"""From a day to those whose hours may reach into what begins on it."""


class Terms(Protocol):
    """What of a service decides its starts; `ServiceView` has it."""

    @property
    def duration_minutes(self) -> int | None: ...
    @property
    def step_minutes(self) -> int: ...
    @property
    def lead_minutes(self) -> int: ...
    @property
    def horizon_days(self) -> int: ...


def starts(service: Terms, timetable: Timetable, day: date) -> list[datetime]:
    """The moments (UTC) of a local day at which the service may start.

    They lie every `step_minutes` after opening by the local clock, and the whole duration lies
    within the hours. A local time that the clocks skip is left out; one that they show twice is
    offered once, the first time. Buffers keep bookings apart and may lie outside the hours.
    """
    return [*every_start(service, timetable, day)]


def every_start(service: Terms, timetable: Timetable, day: date) -> Sequence[datetime]:
    """Those of `starts`, the earliest first, not to be changed: others are given the same."""
    if service.duration_minutes is None:
        return ()
    cuts = stretches_of_day(ZoneInfo(timetable.zone), day)
    found: Sequence[datetime]
    if len(cuts) == 1:
        found = starts_by_steady_clock(service, timetable, day, cuts[0].offset)
    else:
        found = starts_by_changing_clock(service, timetable, day, cuts)
    if not timetable.blocked:
        return found
    duration = timedelta(minutes=service.duration_minutes)
    blocked = blocked_intervals(timetable, day, cuts)
    return [each for each in found if not meets(Interval(each, each + duration), blocked)]


def starts_by_changing_clock(
    service: Terms, timetable: Timetable, day: date, cuts: list[Stretch]
) -> list[datetime]:
    """In real time, cut where the clocks are changed."""
    duration = timedelta(minutes=service.duration_minutes or 0)
    days = days_about(day)
    whole = open_intervals(timetable, days, cuts)
    moments = {
        moment
        for opened in days[:2]
        for span in timetable.spans(opened)
        for moment in grid(opened, span, service.step_minutes, day, cuts)
    }
    return [each for each in sorted(moments) if lies_within(Interval(each, each + duration), whole)]


def starts_by_steady_clock(
    service: Terms, timetable: Timetable, day: date, offset: timedelta
) -> tuple[datetime, ...]:
    """The same where the clocks are not changed for days, as they mostly are not: in whole minutes."""
    given = (service.duration_minutes or 0, service.step_minutes)
    opened = tuple([timetable.spans(each) for each in days_about(day)])
    return moments_after_midnight(day, offset, opened, *given)


@lru_cache(maxsize=1024)
def moments_after_midnight(
    day: date, offset: timedelta, opened: tuple[tuple[Span, ...], ...], duration: int, step: int
) -> tuple[datetime, ...]:
    """The same in UTC, worked out once for all services that open alike."""
    midnight = datetime.combine(day, datetime.min.time(), UTC) - offset
    return tuple([midnight + each for each in after_midnight(opened, duration, step)])


@lru_cache(maxsize=1024)
def after_midnight(
    opened: tuple[tuple[Span, ...], ...], duration: int, step: int
) -> tuple[timedelta, ...]:
    """The starts of a day by the local clock, from what opens on it and on the days about it."""
    about = dict(zip(SHIFTS, opened, strict=True))
    whole = joined(
        (shift * DAY_MINUTES + each.opens, shift * DAY_MINUTES + each.closes)
        for shift, spans in about.items()
        for each in spans
    )
    on_grid = {
        minute
        for shift in (-1, 0)
        for each in about[shift]
        for minute in range(
            shift * DAY_MINUTES + each.opens, shift * DAY_MINUTES + each.closes, step
        )
        if 0 <= minute < DAY_MINUTES
    }
    minutes = sorted(on_grid)
    return tuple(
        minute * MINUTE
        for begin, end in whole
        for minute in minutes[bisect_left(minutes, begin) : bisect_right(minutes, end - duration)]
    )


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Minutes in which it is open, joined where they touch."""
    whole: list[tuple[int, int]] = []
    for begin, end in sorted(each for each in spans if each[0] < each[1]):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((begin, end))
    return whole


def grid(opened: date, span: Span, step: int, day: date, cuts: list[Stretch]) -> list[datetime]:
    """The moments of `day` on the grid of a span that opens on the day `opened`."""
    shift = (day - opened).days * DAY_MINUTES
    labels = [
        local_time(opened, minutes)
        for minutes in range(span.opens, span.closes, step)
        if shift <= minutes < shift + DAY_MINUTES
    ]
    found = (first_showing(label, cuts) for label in labels)
    return [moment for moment in found if moment is not None]


def first_showing(label: datetime, cuts: list[Stretch]) -> datetime | None:
    """When the clock first shows this time; None when it never does."""
    return next((real for cut in cuts if (real := cut.real(label)) is not None), None)


def blocked_intervals(timetable: Timetable, day: date, cuts: list[Stretch]) -> list[Interval]:
    """The real time about a day in which a location is open and takes no bookings."""
    return [
        each
        for near in days_about(day)
        for span in timetable.blocked.get(near, ())
        for each in real_time(near, span.opens, span.closes, cuts)
    ]


@lru_cache(maxsize=1024)
def days_about(day: date) -> tuple[date, ...]:
    return tuple([day + each for each in ABOUT])


def meets(wanted: Interval, whole: Iterable[Interval]) -> bool:
    return any(each.start < wanted.end and wanted.start < each.end for each in whole)


def covers(timetable: Timetable, begin: datetime, end: datetime) -> bool:
    """Whether all of this time is open, and none of it blocked."""
    zone = ZoneInfo(timetable.zone)
    day = begin.astimezone(zone).date()
    wanted = Interval(begin, end)
    opened = tuple([timetable.spans(each) for each in days_about(day)])
    if not lies_within(wanted, open_about(zone, day, opened)):
        return False
    if not timetable.blocked:
        return True
    return not meets(wanted, blocked_intervals(timetable, day, stretches_of_day(zone, day)))


@lru_cache(maxsize=1024)
def open_about(
    zone: ZoneInfo, day: date, opened: tuple[tuple[Span, ...], ...]
) -> Sequence[Interval]:
    """The real time in which it is open about a day, worked out once for all that opens alike there."""
    return real_intervals(zip(days_about(day), opened, strict=True), stretches_of_day(zone, day))


def lies_within(wanted: Interval, whole: Sequence[Interval]) -> bool:
    place = bisect_right(whole, wanted.start, key=lambda each: each.start) - 1
    return place >= 0 and wanted.end <= whole[place].end


def bookable_starts(
    service: Terms, timetable: Timetable, day: date, now: datetime
) -> list[datetime]:
    """Those starts of a local day that may still, and may already, be booked."""
    if not is_within_horizon(service, timetable, day, now):
        return []
    every = every_start(service, timetable, day)
    return [*every[bisect_left(every, soonest_start(service, now)) :]]


def is_within_horizon(service: Terms, timetable: Timetable, day: date, now: datetime) -> bool:
    """Whether anything may be booked on a local day as yet."""
    today = now.astimezone(ZoneInfo(timetable.zone)).date()
    return bool(service.duration_minutes) and 0 <= (day - today).days <= service.horizon_days


def soonest_start(service: Terms, now: datetime) -> datetime:
    """Before that nothing may be booked any more."""
    return now + service.lead_minutes * MINUTE


def bookable_days(service: Terms, zone: str, now: datetime) -> Sequence[date]:
    """The local days from today up to the service's horizon."""
    return days_from(now.astimezone(ZoneInfo(zone)).date(), service.horizon_days)


@lru_cache(maxsize=1024)
def days_from(first: date, further: int) -> tuple[date, ...]:
    """A day, and so many after it."""
    return tuple([first + timedelta(days=ahead) for ahead in range(further + 1)])


def is_start(service: Terms, timetable: Timetable, starts_at: datetime, now: datetime) -> bool:
    """Whether a booking made now may begin at this moment."""
    day = starts_at.astimezone(ZoneInfo(timetable.zone)).date()
    if starts_at < soonest_start(service, now):
        return False
    if not is_within_horizon(service, timetable, day, now):
        return False
    every = every_start(service, timetable, day)
    place = bisect_left(every, starts_at)
    return place < len(every) and every[place] == starts_at
