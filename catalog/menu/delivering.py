"""Whether a place brings what was ordered there, and what it takes to a door; its areas say where to."""

from dataclasses import asdict, dataclass, replace
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
    collects: bool


@dataclass(frozen=True, slots=True)
class Delivering:
    """Whether a place brings what is ordered there, and whether it first collects it from its guest."""

    active: bool = False
    collects: bool = False


def setting_of(connection: Connection, location_id: int) -> Delivering:
    """As it is set; until somebody says so, nothing is brought."""
    query = select(delivery_settings.c.active, delivery_settings.c.collects)
    row = connection.execute(query.where(delivery_settings.c.location_id == location_id)).first()
    return Delivering() if row is None else Delivering(row.active, row.collects)


def is_on(connection: Connection, location_id: int) -> bool:
    """Whether guests may have brought to them what they order there."""
    return setting_of(connection, location_id).active


def reach(connection: Connection, location_id: int, door: Point, currency: str) -> Reach | None:
    """None where nothing is brought from there, or not so far."""
    query = (
        select(
            locations.c.latitude,
            locations.c.longitude,
            locations.c.travel_kmh,
            delivery_settings.c.collects,
        )
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
    return Reach(
        round(distance(place, door)), minutes, area.fee, area.least_order, collects=row.collects
    )


def minutes_to(door: Point, place: Point, kmh: int | None) -> int:
    """From the counter into the guest's hands: the way, and what doors and stairs take."""
    return (travel_at(kmh).between(place, door) + DOORS) // MINUTE


def set_active(
    connection: Connection, location_id: int, by: int, now: datetime, *, active: bool
) -> None:
    """From now on it does, or does not; what is ordered is brought still."""
    before = setting_of(connection, location_id)
    _put(connection, location_id, before, replace(before, active=active), by, now)


def set_collects(
    connection: Connection, location_id: int, by: int, now: datetime, *, collects: bool
) -> None:
    """Whether a courier first collects from the guest what is then brought back, as of a laundry."""
    before = setting_of(connection, location_id)
    _put(connection, location_id, before, replace(before, collects=collects), by, now)


def _put(  # noqa: PLR0917 - from what to what, by whom, when
    connection: Connection,
    location_id: int,
    before: Delivering,
    after: Delivering,
    by: int,
    now: datetime,
) -> None:
    place = our_place(connection, location_id, by)
    if before == after:
        return
    upsert(connection, delivery_settings, {"location_id": location_id}, asdict(after))
    former = asdict(before)
    new = {name: value for name, value in asdict(after).items() if value != former[name]}
    old = {name: former[name] for name in new}
    record(connection, Change(place.merchant_id, by, Subject.DELIVERY, location_id, old, new), now)
