"""Where a place comes to, and how fast: read, and set by its people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from catalog.changes import Change, Subject, record
from catalog.errors import NumberOutOfRange
from catalog.menu.owning import our_place
from catalog.models import locations, services
from catalog.service_values import most_common
from catalog.visits.area_models import FURTHEST, NEAREST, service_areas
from catalog.visits.areas import Area, in_order
from catalog.visits.errors import AreasFull, AreaUnknown, WayTooLong
from catalog.visits.travel import FASTEST, LONGEST_WAY, SLOWEST, USUAL_KMH, StraightLine
from database.point import Point

MOST_AREAS = 20
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NewArea:
    """A circle (`radius` in metres) or a ring, with its fee and least order in minor units.

    A circle is around the place, or around a `centre` of its own.
    """

    fee: int
    least_order: int
    currency: str
    radius: int | None = None
    ring: tuple[Point, ...] = ()
    name: str = ""
    centre: Point | None = None


def areas_of(connection: Connection, location_id: int) -> list[Area]:
    """As they count: what was drawn, then circles from the smallest on."""
    rows = connection.execute(_reading(), {"location": location_id})
    return in_order([area_from(row) for row in rows])


def speed_of(connection: Connection, location_id: int) -> int:
    """Kilometres an hour."""
    return connection.execute(speed(), {"location": location_id}).scalar_one() or USUAL_KMH


@cache
def speed() -> Select[int | None]:
    return select(locations.c.travel_kmh).where(locations.c.id == bindparam("location"))


def add(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection, location_id: int, area: NewArea, speed: int, by: int, now: datetime
) -> int:
    """A new area; its id. A place that comes to nobody so far begins with this speed."""
    place = our_place(connection, location_id, by)
    here = service_areas.c.location_id == location_id
    number = connection.execute(select(func.count()).select_from(service_areas).where(here))
    if number.scalar_one() >= MOST_AREAS:
        raise AreasFull(location_id, MOST_AREAS)
    if connection.execute(_travelling(), {"location": location_id}).scalar_one() is None:
        _set_speed(connection, location_id, speed)
    _check(connection, location_id, area)
    columns = _columns(area)
    made = insert(service_areas).values(location_id=location_id, **columns)
    area_id = connection.execute(made.returning(service_areas.c.id)).scalar_one()
    _note(connection, place.merchant_id, location_id, {}, columns, by, now)
    return area_id


def change(connection: Connection, area_id: int, area: NewArea, by: int, now: datetime) -> None:
    """It is so from now on; what is ordered keeps its fee."""
    row = _ours(connection, area_id, by)
    _check(connection, row.location_id, area)
    columns = _columns(area)
    before = {name: getattr(row, name) for name in columns}
    connection.execute(update(service_areas).where(service_areas.c.id == area_id).values(**columns))
    _note(connection, row.merchant_id, row.location_id, before, columns, by, now)


def drop(connection: Connection, area_id: int, by: int, now: datetime) -> None:
    """Nobody new is come to there; what is booked stays."""
    row = _ours(connection, area_id, by)
    connection.execute(delete(service_areas).where(service_areas.c.id == area_id))
    before = {name: getattr(row, name) for name in _columns(_again(row))}
    _note(connection, row.merchant_id, row.location_id, before, {}, by, now)


def set_speed(connection: Connection, location_id: int, kmh: int, by: int, now: datetime) -> None:
    """How fast whoever goes to guests travels there, in kilometres an hour."""
    place = our_place(connection, location_id, by)
    if not SLOWEST <= kmh <= FASTEST:
        raise NumberOutOfRange(location_id, "speed", SLOWEST, FASTEST)
    before = speed_of(connection, location_id)
    _set_speed(connection, location_id, kmh)
    for each in areas_of(connection, location_id):
        _check_way(connection, location_id, each)
    told = {"travel_kmh": before}, {"travel_kmh": kmh}
    _note(connection, place.merchant_id, location_id, *told, by, now)


def currency_at(connection: Connection, location_id: int, otherwise: str) -> str:
    """That of most that is offered there."""
    here = (services.c.location_id == location_id, services.c.archived_at.is_(None))
    found = connection.execute(select(services.c.currency).where(*here)).scalars().all()
    return most_common(found, otherwise)


def location_of(connection: Connection, area_id: int) -> int:
    """Of which location an area is."""
    found = connection.execute(_location_of(), {"area": area_id}).scalar_one_or_none()
    if found is None:
        raise AreaUnknown(area_id)
    return found


@cache
def _location_of() -> Select[int]:
    return select(service_areas.c.location_id).where(service_areas.c.id == bindparam("area"))


def _ours(connection: Connection, area_id: int, by: int) -> Row[*tuple[Any, ...]]:
    place = our_place(connection, location_of(connection, area_id), by)
    query = select(service_areas).where(service_areas.c.id == area_id)
    row = connection.execute(
        query.add_columns(
            select(locations.c.merchant_id)
            .where(locations.c.id == place.id)
            .scalar_subquery()
            .label("merchant_id")
        )
    ).one_or_none()
    if row is None:
        raise AreaUnknown(area_id)
    return row


def _check(connection: Connection, location_id: int, area: NewArea) -> None:
    if area.radius is not None and not NEAREST <= area.radius <= FURTHEST:
        raise NumberOutOfRange(location_id, "radius", NEAREST, FURTHEST)
    shape = Area(0, area.radius, area.ring, "", 0, 0, area.currency, area.centre)
    _check_way(connection, location_id, shape)


def _check_way(connection: Connection, location_id: int, area: Area) -> None:
    query = select(locations.c.latitude, locations.c.longitude, locations.c.travel_kmh)
    row = connection.execute(query.where(locations.c.id == location_id)).one()
    place, kmh = Point(row.latitude, row.longitude), row.travel_kmh or USUAL_KMH
    minutes = LONGEST_WAY // timedelta(minutes=1)
    there = area.reach(place)
    if StraightLine(kmh).lasting(there) > LONGEST_WAY:
        raise WayTooLong(location_id, "ring" if area.radius is None else "radius", minutes)


def _set_speed(connection: Connection, location_id: int, kmh: int) -> None:
    here = locations.c.id == location_id
    connection.execute(update(locations).where(here).values(travel_kmh=kmh))


def _columns(area: NewArea) -> dict[str, Any]:
    centre = area.centre if area.radius is not None else None
    return {
        "centre_latitude": None if centre is None else centre.latitude,
        "centre_longitude": None if centre is None else centre.longitude,
        "radius_metres": area.radius,
        "ring": [[each.latitude, each.longitude] for each in area.ring] or None,
        "name": area.name,
        "fee": area.fee,
        "least_order": area.least_order,
        "currency": area.currency,
    }


def _again(row: Any) -> NewArea:
    return NewArea(row.fee, row.least_order, row.currency, row.radius_metres, centre=_centre(row))


def _note(  # noqa: PLR0917 - before and after
    connection: Connection,
    merchant_id: int,
    location_id: int,
    before: dict[str, Any],
    after: dict[str, Any],
    by: int,
    now: datetime,
) -> None:
    old = {name: value for name, value in before.items() if after.get(name) != value}
    new = {name: value for name, value in after.items() if before.get(name) != value}
    record(connection, Change(merchant_id, by, Subject.AREA, location_id, old, new), now)


@cache
def _reading() -> Select[*tuple[Any, ...]]:
    return select(service_areas).where(service_areas.c.location_id == bindparam("location"))


@cache
def _travelling() -> Select[int | None]:
    return select(locations.c.travel_kmh).where(locations.c.id == bindparam("location"))


def area_from(row: Any) -> Area:
    """Of a row of the table."""
    return Area(
        row.id,
        row.radius_metres,
        tuple(Point(*each) for each in row.ring or ()),
        row.name,
        row.fee,
        row.least_order,
        row.currency,
        _centre(row),
    )


def _centre(row: Any) -> Point | None:
    """Of a circle that is not around its place."""
    if row.centre_latitude is None or row.centre_longitude is None:
        return None
    return Point(row.centre_latitude, row.centre_longitude)
