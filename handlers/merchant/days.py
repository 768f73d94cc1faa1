"""The days of a merchant: where one begins and ends in its time zone, and the bookings of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chat.turn import Turn
from orders import Within

ONE = timedelta(days=1)


def day_at(turn: Turn, zone: str, ahead: int) -> date:
    """The local day, so many days from today."""
    return turn.now.astimezone(ZoneInfo(zone)).date() + ahead * ONE


def bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The moments at which a local day begins and ends, in UTC."""
    place = ZoneInfo(zone)
    begin, end = (datetime.combine(each, time(), place) for each in (day, day + ONE))
    return begin.astimezone(UTC), end.astimezone(UTC)


def bookings_on(turn: Turn, merchant_id: int, zone: str, ahead: int) -> Within:
    """The bookings of a day."""
    return Within(merchant_id, *bounds(day_at(turn, zone, ahead), zone))
