"""What the settings of home visits refuse, each carrying the objects that a sentence needs."""

from catalog.errors import FieldRefused
from database.errors import Refusal


class AreaUnknown(Refusal):
    """There is no such service area (any more)."""

    def __init__(self, area_id: int) -> None:
        super().__init__(area_id)
        self.area_id = area_id


class AreasFull(Refusal):
    """A place has so many areas already."""

    def __init__(self, location_id: int, most: int) -> None:
        super().__init__(location_id, most)
        self.location_id = location_id
        self.most = most


class RingUnreadable(FieldRefused):
    """No list of points and no GeoJSON polygon of three to so many corners."""

    def __init__(self, subject_id: int, field: str, most: int) -> None:
        super().__init__(subject_id, field)
        self.most = most


class PointUnreadable(FieldRefused):
    """Not one latitude with one longitude."""


class WayTooLong(FieldRefused):
    """Who goes so far at such a speed is on the way for longer than anybody may: `minutes`."""

    def __init__(self, subject_id: int, field: str, minutes: int) -> None:
        super().__init__(subject_id, field)
        self.minutes = minutes


class NobodyGivesIt(FieldRefused):
    """What is given at homes needs somebody who goes there, and a length of time."""
