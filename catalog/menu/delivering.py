"""Whether, how far and for how much a place brings what was ordered: read, and set by its people."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, select

from catalog.amounts import LARGEST
from catalog.changes import Change, Subject, record
from catalog.errors import NumberOutOfRange
from catalog.geography import distance
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.owning import our_place
from catalog.models import locations
from database.inserting import upsert
from database.point import Point


@dataclass(frozen=True, slots=True)
class Delivering:
    """How a place does it; until somebody says so, it does not. Money in minor units."""

    active: bool = False
    radius_meters: int = 3000
    fee: int = 300
    least: int = 1000


class DeliveryField(StrEnum):
    """What is asked for."""

    RADIUS = "how-far"
    FEE = "fee"
    LEAST = "least"


BOUNDS: Mapping[DeliveryField, tuple[str, int, int]] = MappingProxyType(
    {
        DeliveryField.RADIUS: ("radius_meters", 100, 50_000),
        DeliveryField.FEE: ("fee", 0, LARGEST),
        DeliveryField.LEAST: ("least", 0, LARGEST),
    }
)
"""Where each stands, the least and the most that it may be."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What it takes to bring something from a place to a door. Money in minor units."""

    meters: int
    fee: int
    least: int


def delivering_of(connection: Connection, location_id: int) -> Delivering:
    """As it is set at a location."""
    here = delivery_settings.c.location_id == location_id
    row = connection.execute(select(delivery_settings).where(here)).one_or_none()
    if row is None:
        return Delivering()
    return Delivering(row.active, row.radius_meters, row.fee, row.least)


def reach(connection: Connection, location_id: int, door: Point) -> Reach | None:
    """None where nothing is brought from there, or not so far."""
    query = (
        select(delivery_settings, locations.c.latitude, locations.c.longitude)
        .join(locations, locations.c.id == delivery_settings.c.location_id)
        .where(delivery_settings.c.location_id == location_id, delivery_settings.c.active)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    meters = round(distance(Point(row.latitude, row.longitude), door))
    return Reach(meters, row.fee, row.least) if meters <= row.radius_meters else None


def delivers(connection: Connection, merchant_id: int) -> bool:
    """Whether any of a merchant's places does."""
    query = (
        select(delivery_settings.c.location_id)
        .join(locations, locations.c.id == delivery_settings.c.location_id)
        .where(locations.c.merchant_id == merchant_id, delivery_settings.c.active)
    )
    return connection.execute(query.limit(1)).first() is not None


def set_active(
    connection: Connection, location_id: int, by: int, now: datetime, *, active: bool
) -> None:
    """Whether guests may have brought to them what they order there."""
    _put(connection, location_id, {"active": active}, by, now)


def set_number(
    connection: Connection,
    location_id: int,
    values: Mapping[DeliveryField, int],
    by: int,
    now: datetime,
) -> None:
    """Raises NumberOutOfRange for the first that cannot be."""
    for field, value in values.items():
        _column, least, most = BOUNDS[field]
        if not least <= value <= most:
            raise NumberOutOfRange(location_id, field, least, most)
    columns = {BOUNDS[field][0]: value for field, value in values.items()}
    _put(connection, location_id, columns, by, now)


def _put(
    connection: Connection, location_id: int, values: Mapping[str, int], by: int, now: datetime
) -> None:
    place = our_place(connection, location_id, by)
    before = asdict(delivering_of(connection, location_id))
    new = {name: value for name, value in values.items() if before[name] != value}
    if not new:
        return
    upsert(connection, delivery_settings, {"location_id": location_id}, {**before, **new})
    old = {name: before[name] for name in new}
    about = Change(place.merchant_id, by, Subject.DELIVERY, location_id, old, new)
    record(connection, about, now)
