"""When a service can start: pure arithmetic from hours, zone and terms, right when clocks change."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from catalog.weekly import (
    DAY_MINUTES,
    Interval,
    Span,
    Stretch,
    Timetable,
    local_time,
    open_intervals,
    stretches_of_day,
)


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
    if service.duration_minutes is None:
        return []
    duration = timedelta(minutes=service.duration_minutes)
    cuts = stretches_of_day(ZoneInfo(timetable.zone), day)
    days = [day + timedelta(days=offset) for offset in (-1, 0, 1, 2)]
    whole = open_intervals(timetable, days, cuts)
    moments = {
        moment
        for opened in days[:2]
        for span in timetable.spans(opened)
        for moment in grid(opened, span, service.step_minutes, day, cuts)
    }
    return [each for each in sorted(moments) if lies_within(Interval(each, each + duration), whole)]


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


def lies_within(wanted: Interval, whole: list[Interval]) -> bool:
    place = bisect_right(whole, wanted.start, key=lambda each: each.start) - 1
    return place >= 0 and wanted.end <= whole[place].end


def bookable_starts(
    service: Terms, timetable: Timetable, day: date, now: datetime
) -> list[datetime]:
    """Those starts of a local day that may still, and may already, be booked."""
    if not service.duration_minutes or day not in bookable_days(service, timetable.zone, now):
        return []
    earliest = now + timedelta(minutes=service.lead_minutes)
    return [each for each in starts(service, timetable, day) if each >= earliest]


def bookable_days(service: Terms, zone: str, now: datetime) -> list[date]:
    """The local days from today up to the service's horizon."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return [today + timedelta(days=ahead) for ahead in range(service.horizon_days + 1)]


def is_start(service: Terms, timetable: Timetable, starts_at: datetime, now: datetime) -> bool:
    """Whether a booking made now may begin at this moment."""
    day = starts_at.astimezone(ZoneInfo(timetable.zone)).date()
    return starts_at.astimezone(UTC) in bookable_starts(service, timetable, day, now)
