"""When the sun rises and sets at a place, to the minute: the almanac's usual short formula."""

from datetime import UTC, date, datetime, timedelta
from math import acos, asin, cos, degrees, radians, sin
from zoneinfo import ZoneInfo

ALTITUDES = {"dawn": -6.0, "sunrise": -0.833, "sunset": -0.833, "dusk": -6.0}
"""Degrees of the sun's middle above the horizon; dawn and dusk are those of civil twilight."""

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
MORNING = frozenset({"dawn", "sunrise"})
MINUTE = timedelta(minutes=1)


def local_minute(zone: str, latitude: float, longitude: float, day: date, event: str) -> int | None:
    """Minutes of the local clock after the day's midnight; None where it does not happen."""
    moment = sun_event(latitude, longitude, day, event)
    if moment is None:
        return None
    shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return round((shown - datetime.combine(day, datetime.min.time())) / MINUTE)


def sun_event(latitude: float, longitude: float, day: date, event: str) -> datetime | None:
    noon = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    days = round((noon - J2000) / timedelta(days=1)) - longitude / 360
    anomaly = radians((357.5291 + 0.98560028 * days) % 360)
    centre = 1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly)
    ecliptic = anomaly + radians(centre + 180 + 102.9372)
    transit = days + 0.0053 * sin(anomaly) - 0.0069 * sin(2 * ecliptic)
    declination = asin(sin(ecliptic) * sin(radians(23.4397)))
    turn = hour_angle(radians(latitude), declination, radians(ALTITUDES[event]))
    if turn is None:
        return None
    return J2000 + timedelta(days=transit + (-turn if event in MORNING else turn) / 360)


def hour_angle(latitude: float, declination: float, altitude: float) -> float | None:
    """Degrees between the event and noon; None under a sun that stays up or down all day."""
    height = sin(altitude) - sin(latitude) * sin(declination)
    ratio = height / (cos(latitude) * cos(declination))
    return degrees(acos(ratio)) if -1 <= ratio <= 1 else None
