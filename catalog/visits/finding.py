"""Who else comes to an address, where one place does not: the nearest of its kind."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from catalog.geography import METRES_PER_DEGREE, distance
from catalog.models import locations, merchants, service_resources, services
from catalog.views import ServiceView
from catalog.visits.area_models import FURTHEST, service_areas
from catalog.visits.areas import area_of
from catalog.visits.serving import area_from
from database.point import Point

LOOKED_AT = 500
"""Areas near by, of which some may be another's to the north or the south."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The cheapest service with which a place comes to an address."""

    service_id: int
    service: str
    merchant: str
    price: int
    currency: str


def coming_to(
    connection: Connection, point: Point, instead_of: ServiceView, most: int
) -> list[Coming]:
    """Of the same kind, the nearest first, each place once."""
    reach = FURTHEST / METRES_PER_DEGREE
    given = {
        "category": instead_of.category,
        "merchant": instead_of.merchant_id,
        "south": point.latitude - reach,
        "north": point.latitude + reach,
    }
    rows = connection.execute(_near(), given).all()
    areas: dict[int, list[Any]] = {}
    for row in rows:
        areas.setdefault(row.service, []).append(row)
    found: dict[int, tuple[float, int, Coming]] = {}
    for these in areas.values():
        row = these[0]
        place = Point(row.latitude, row.longitude)
        if area_of([area_from(each) for each in these], place, point) is None:
            continue
        coming = Coming(row.service, row.called, row.merchant, row.price, row.currency)
        ranked = distance(place, point), row.price, coming
        known = found.get(row.merchant_id)
        if known is None or ranked[:2] < known[:2]:
            found[row.merchant_id] = ranked
    nearest = sorted(found.values(), key=lambda each: each[:2])
    return [each for _, _, each in nearest[:most]]


@cache
def _near() -> Select[*tuple[Any, ...]]:
    gives = select(service_resources.c.service_id)
    return (
        select(
            service_areas,
            services.c.id.label("service"),
            services.c.name.label("called"),
            services.c.price,
            services.c.merchant_id,
            merchants.c.name.label("merchant"),
            locations.c.latitude,
            locations.c.longitude,
        )
        .join_from(services, locations, locations.c.id == services.c.location_id)
        .join(merchants, merchants.c.id == services.c.merchant_id)
        .join(service_areas, service_areas.c.location_id == locations.c.id)
        .where(
            merchants.c.category == bindparam("category"),
            merchants.c.state == "active",
            merchants.c.id != bindparam("merchant"),
            services.c.active,
            services.c.at_home,
            services.c.id.in_(gives),
            services.c.currency == service_areas.c.currency,
            locations.c.latitude.between(bindparam("south"), bindparam("north")),
        )
        .order_by(services.c.id, service_areas.c.id)
        .limit(LOOKED_AT)
    )
