"""Ways between guests: whether somebody comes from one in time to the next. All of it is pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.visits.travel import TravelTime
from database.point import Point


@dataclass(frozen=True, slots=True)
class Visit:
    """Where an order on a resource is had, and the `way` from its place, which its stretch has on
    either side.
    """

    point: Point
    way: timedelta


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit as it is offered: `kmh` is the speed at which `travel` answers."""

    visit: Visit
    travel: TravelTime
    kmh: int


Stretch = tuple[datetime, datetime]
"""In which a resource is taken, ways from and to its place included."""


def leaves_room(trip: Trip, here: Stretch, other: Visit, there: Stretch) -> bool:
    """Whether one can be at both, one after the other, by the way between them.

    Who passes by their place is never longer under way than that takes: so far, and no further,
    do the stretches of two reach that stand in each other's way.
    """
    between = min(trip.travel.between(trip.visit.point, other.point), trip.visit.way + other.way)
    begin, end = here[0] + trip.visit.way, here[1] - trip.visit.way
    their_begin, their_end = there[0] + other.way, there[1] - other.way
    return their_end + between <= begin or end + between <= their_begin
