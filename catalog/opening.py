"""Whether a location is open: by the hours its merchant keeps here, else by what the map says."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog import hours
from catalog.geography import Point
from catalog.hours import DayHours, OpenState
from catalog.views import LocationView
from catalog.weekly import Timetable, open_intervals, stretches

LOOK_AHEAD = timedelta(days=15)


def open_state(location: LocationView, now: datetime) -> OpenState:
    """The state at this moment, and when it changes."""
    return state_of(location.timetable, location.opening_hours, location.zone, location.point, now)


def state_of(
    timetable: Timetable | None, text: str | None, zone: str, point: Point, now: datetime
) -> OpenState:
    if timetable is None:
        return hours.open_state(text, zone, point.latitude, point.longitude, now)
    return state_by_timetable(timetable, now)


def state_by_timetable(timetable: Timetable, now: datetime) -> OpenState:
    """Looks two weeks ahead; what lies beyond counts as unknown."""
    zone = ZoneInfo(timetable.zone)
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(-1, LOOK_AHEAD.days)]
    cuts = stretches(zone, now - timedelta(days=2), now + LOOK_AHEAD)
    following = [each for each in open_intervals(timetable, days, cuts) if each.end > now]
    if not following:
        return OpenState(open=False)
    first = following[0]
    if first.start > now:
        return OpenState(open=False, opens=first.start.astimezone(UTC))
    until = first.end if first.end < now + LOOK_AHEAD - timedelta(days=2) else None
    return OpenState(open=True, until=until)


def week(location: LocationView, now: datetime) -> tuple[DayHours, ...]:
    """The hours of the seven days from today on; empty when they are not known."""
    today = now.astimezone(ZoneInfo(location.zone)).date()
    if location.timetable is None:
        point = location.point
        return hours.week(
            location.opening_hours, location.zone, point.latitude, point.longitude, today
        )
    return tuple(kept(location.timetable, today + timedelta(days=ahead)) for ahead in range(7))


def kept(timetable: Timetable, day: date) -> DayHours:
    return DayHours(day, timetable.spans(day))
