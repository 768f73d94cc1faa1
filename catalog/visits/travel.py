"""How long the way between two points takes: a port, and the plain answer behind it."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Protocol

from catalog.geography import distance
from database.point import Point

DETOUR = 1.3
"""Roads in towns are so much longer than the straight line."""

LONGEST_WAY = timedelta(hours=2)
"""From a place to the furthest home to which it comes."""

SLOWEST, FASTEST = 3, 130
"""Kilometres an hour, on foot and on a motorway."""

USUAL_KMH = 25
"""Where nobody says otherwise: a car or a bus in a town, doors and stairs included."""


class TravelTime(Protocol):
    """Whoever knows how long a way takes; asked within a transaction, so it must not wait for anybody."""

    def between(self, here: Point, there: Point) -> timedelta:
        """From door to door, in whole minutes."""
        ...


@dataclass(frozen=True, slots=True)
class StraightLine:
    """The straight line, a little longer, at one speed."""

    kmh: int

    def between(self, here: Point, there: Point) -> timedelta:
        return self.lasting(distance(here, there))

    def lasting(self, metres: float) -> timedelta:
        """So long takes what is so far as the crow flies."""
        return timedelta(minutes=ceil(metres * DETOUR * 60 / (self.kmh * 1000) - 1e-9))


def travel_at(kmh: int | None) -> TravelTime:
    """By the speed that a place has set."""
    return StraightLine(kmh or USUAL_KMH)
