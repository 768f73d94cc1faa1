"""Local days as moments: where they begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)


def today(now: datetime, zone: str) -> date:
    """The day that it is there."""
    return now.astimezone(ZoneInfo(zone)).date()


def begin_of(day: date, zone: str) -> datetime:
    """The moment at which a local day begins, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The moments at which a local day begins and ends."""
    return begin_of(day, zone), begin_of(day + ONE, zone)


def last_days(now: datetime, zone: str, number: int) -> list[date]:
    """So many days up to today, the earliest first."""
    last = today(now, zone)
    return [last - ONE * back for back in range(number - 1, -1, -1)]
