"""Whether a location is open: by the hours its merchant keeps here, else by what the map says."""

from datetime import datetime
from zoneinfo import ZoneInfo

from catalog.states import DayHours, OpenState, open_now, state_by_timetable, week_from
from catalog.views import LocationView
from catalog.weekly import Timetable


def open_state(location: LocationView, now: datetime) -> OpenState:
    """The state at this moment, and when it changes."""
    return state_of(location.timetable, now)


def is_open(timetable: Timetable | None, now: datetime) -> bool:
    """Whether it surely is; until when is not asked."""
    return timetable is not None and bool(open_now(timetable, now))


def state_of(timetable: Timetable | None, now: datetime) -> OpenState:
    """Unknown where nothing is known of its hours."""
    return OpenState(None) if timetable is None else state_by_timetable(timetable, now)


def week(location: LocationView, now: datetime) -> tuple[DayHours, ...]:
    """The hours of the seven days from today on; empty when they are not known."""
    if location.timetable is None:
        return ()
    return week_from(location.timetable, now.astimezone(ZoneInfo(location.zone)).date())
