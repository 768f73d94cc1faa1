"""Where something is: the same for what people share and for what is stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth in degrees, WGS 84."""

    latitude: float
    longitude: float
