"""The time zone of a point; the map of all zones is loaded by whoever asks first."""

from database.point import Point


def zone_at(point: Point) -> str:
    """Its IANA name; at sea the one of the meridian, as `Etc/GMT-2`."""
    from tzfpy import get_tz

    return get_tz(point.longitude, point.latitude)
