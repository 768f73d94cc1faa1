"""Whether a place brings what was ordered there, and what it takes to a door; its areas say where to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from catalog.changes import Change, Subject, record
from catalog.geography import distance
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.owning import our_place
from catalog.models import locations
from catalog.visits.areas import area_of
from catalog.visits.serving import areas_of
from catalog.visits.travel import travel_at
from database.inserting import upsert
from database.point import Point

MINUTE = timedelta(minutes=1)
DOORS = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Reach:
    """What it takes to bring something from a place to a door: on the road, and in minor units."""

    meters: int
    minutes: int
    fee: int
    least: int


def is_on(connection: Connection, location_id: int) -> bool:
    """Whether guests may have brought to them what they order there."""
    here = (delivery_settings.c.location_id == location_id, delivery_settings.c.active)
    return (
        connection.execute(select(delivery_settings.c.location_id).where(*here)).first() is not None
    )


def reach(connection: Connection, location_id: int, door: Point, currency: str) -> Reach | None:
    """None where nothing is brought from there, or not so far."""
    query = (
        select(locations.c.latitude, locations.c.longitude, locations.c.travel_kmh)
        .join(delivery_settings, delivery_settings.c.location_id == locations.c.id)
        .where(locations.c.id == location_id, delivery_settings.c.active)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    place = Point(row.latitude, row.longitude)
    areas = [each for each in areas_of(connection, location_id) if each.currency == currency]
    area = area_of(areas, place, door)
    if area is None:
        return None
    minutes = minutes_to(door, place, row.travel_kmh)
    return Reach(round(distance(place, door)), minutes, area.fee, area.least_order)


def minutes_to(door: Point, place: Point, kmh: int | None) -> int:
    """From the counter into the guest's hands: the way, and what doors and stairs take."""
    return (travel_at(kmh).between(place, door) + DOORS) // MINUTE


def set_active(
    connection: Connection, location_id: int, by: int, now: datetime, *, active: bool
) -> None:
    """From now on it does, or does not; what is ordered is brought still."""
    place = our_place(connection, location_id, by)
    before = is_on(connection, location_id)
    if before == active:
        return
    upsert(connection, delivery_settings, {"location_id": location_id}, {"active": active})
    old, new = {"active": before}, {"active": active}
    record(connection, Change(place.merchant_id, by, Subject.DELIVERY, location_id, old, new), now)
