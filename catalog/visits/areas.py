"""Which area an address lies in, and what is asked for there. All of it is pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.geography import distance
from database.point import Point


@dataclass(frozen=True, slots=True)
class Area:
    """A circle of `radius` metres around its place, or around a `centre` of its own, or a drawn `ring`.

    Money in minor units.
    """

    id: int
    radius: int | None
    ring: tuple[Point, ...]
    name: str
    fee: int
    least_order: int
    currency: str
    centre: Point | None = None

    def contains(self, place: Point, point: Point) -> bool:
        """Whether a point lies in it; `place` is where its location is."""
        if self.radius is not None:
            return distance(self.centre or place, point) <= self.radius
        return is_inside(self.ring, point)

    def reach(self, place: Point) -> float:
        """How far its furthest point is from the place, in metres."""
        if self.radius is not None:
            return self.radius + (0.0 if self.centre is None else distance(place, self.centre))
        return max(distance(place, each) for each in self.ring)


def area_of(areas: Sequence[Area], place: Point, point: Point) -> Area | None:
    """The one that counts at a point: what was drawn comes before circles, small ones before large.

    None where the place does not come to.
    """
    return next((each for each in in_order(areas) if each.contains(place, point)), None)


def in_order(areas: Sequence[Area]) -> list[Area]:
    """As they count."""
    return sorted(areas, key=lambda each: (each.radius or 0, each.id))


def is_inside(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies within the corners of a ring, also across the date line."""
    corners: list[tuple[float, float]] = []
    before, east = point, 0.0
    for each in ring:
        east += _turned(each.longitude - before.longitude)
        corners.append((east, each.latitude - point.latitude))
        before = each
    inside = False
    for (x, y), (other_x, other_y) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        if (y > 0) != (other_y > 0) and x + (other_x - x) * (y / (y - other_y)) > 0:
            inside = not inside
    return inside


def _turned(degrees: float) -> float:
    """The shorter way round."""
    return (degrees + 180) % 360 - 180
