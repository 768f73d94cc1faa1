"""When the café is open, and the ten minutes by which its kitchen works."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Helsinki")
OPENS, CLOSES = time(9), time(21)
WINDOW = timedelta(minutes=10)


def next_window(moment: datetime) -> datetime:
    """The first that begins then or later."""
    over = timedelta(
        minutes=moment.minute % 10, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment if not over else moment - over + WINDOW


def begins_window(moment: datetime) -> bool:
    return next_window(moment) == moment


def is_open(window: datetime) -> bool:
    begin, end = (moment.astimezone(ZONE) for moment in (window, window + WINDOW))
    return OPENS <= begin.time() < CLOSES and OPENS < end.time() <= CLOSES


def local_day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
