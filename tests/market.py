"""A small town to test in: a barber, a sushi bar, a yoga studio, a sauna, and two places off a map.

Written into the tables as an import or a seed would, so that tests know every price and hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from catalog.indexing import reindex
from catalog.learning import learn
from catalog.models import (
    locations,
    merchants,
    resources,
    service_resources,
    services,
    weekly_hours,
)
from catalog.places import Named, PlaceKind
from database.point import Point
from tests.adding import add, add_all, link

ZONE = "Europe/Helsinki"
KALLIO = Point(60.1841, 24.9497)
OSM = "© OpenStreetMap contributors"


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of what is in it."""

    barber: int
    sushi: int
    yoga: int
    sauna: int
    cafe: int
    florist: int
    haircut: int
    chair: int
    table: int
    ten_times: int
    evening: int
    coffee_bar: int = 0
    cleaner: int = 0
    laundry: int = 0


def build(connection: Connection, now: datetime) -> Town:
    """The town as of `now`; prices in euro cents."""
    barber = merchant(connection, now, "Barber Kuosmanen", "barber", auto_confirm=False)
    sushi = merchant(connection, now, "Sushi Ten <b>", "restaurant")
    yoga = merchant(connection, now, "Kallio Yoga", "yoga")
    sauna = merchant(connection, now, "Harju Sauna", "sauna", auto_confirm=False)
    at_barber = location(connection, barber, "Fleminginkatu 12", 0.0010, phone="+358 9 612 3456")
    at_sushi = location(connection, sushi, "Vaasankatu 4", 0.0030)
    at_yoga = location(connection, yoga, "Helsinginkatu 20", 0.0050)
    at_sauna = location(connection, sauna, "Harjutorinkatu 1", 0.0070)
    for place in (at_barber, at_sushi, at_yoga, at_sauna):
        hours(connection, place, range(6), 9 * 60, 18 * 60)
    town = Town(
        barber=barber,
        sushi=sushi,
        yoga=yoga,
        sauna=sauna,
        cafe=listed(
            connection, now, "Café Kahvila", "cafe", north=0.0020, opening_hours="Mo-Fr 08:00-16:00"
        ),
        florist=listed(connection, now, "Kukka & Co", "flowers", north=0.0040),
        haircut=service(
            connection,
            at_barber,
            barber,
            "Haircut",
            price=3500,
            duration_minutes=45,
            cancel_free_minutes=1440,
            late_cancel_percent=50,
            no_show_percent=100,
        ),
        chair=service(
            connection,
            at_barber,
            barber,
            "Beard trim",
            price=1800,
            duration_minutes=30,
        ),
        table=service(
            connection,
            at_sushi,
            sushi,
            "Table",
            price=0,
            duration_minutes=90,
            capacity=8,
            max_seats=6,
            step_minutes=30,
        ),
        ten_times=service(
            connection,
            at_yoga,
            yoga,
            "Ten times yoga",
            price=9000,
            uses=10,
            valid_days=180,
        ),
        evening=service(
            connection,
            at_sauna,
            sauna,
            "Sauna evening",
            price=1500,
            duration_minutes=120,
            capacity=10,
            max_seats=4,
            cancel_free_minutes=120,
            late_cancel_percent=20,
            no_show_percent=50,
        ),
    )
    chairs(connection, at_barber, (town.haircut, town.chair), ("Kim", "Sam"))
    for each in (barber, sushi, yoga, sauna, town.cafe, town.florist):
        reindex(connection, each)
    places = (
        Named(PlaceKind.DISTRICT, "Kallio", "Helsinki"),
        Named(PlaceKind.STREET, "Kallionkuja"),
    )
    learn(connection, [(place, KALLIO, 6) for place in places])
    return town


def merchant(connection: Connection, now: datetime, name: str, category: str, **more: Any) -> int:
    values = {
        "name": name,
        "description": "",
        "category": category,
        "state": "active",
        "approved_at": now,
        "source": "test",
        "source_id": name,
        "attribution": None,
        "photo": None,
        "auto_confirm": True,
        "confirm_minutes": 120,
        "commission_basis_points": 1000,
        "created_at": now,
        **more,
    }
    return add(connection, merchants, **values)


def listed(connection: Connection, now: datetime, name: str, category: str, **where: Any) -> int:
    """A place off a map, which nobody looks after yet."""
    known = merchant(
        connection, now, name, category, state="listed", approved_at=None, attribution=OSM
    )
    location(connection, known, "", **where)
    return known


def location(
    connection: Connection, merchant_id: int, address: str, north: float, **more: Any
) -> int:
    """So many degrees north of Kallio: a hundredth is about a kilometre."""
    values = {
        "merchant_id": merchant_id,
        "name": "",
        "address": address,
        "latitude": KALLIO.latitude + north,
        "longitude": KALLIO.longitude,
        "cell": 0,
        "zone": ZONE,
        "category": "",
        "bookable": False,
        "rating_sum": 0,
        "rating_count": 0,
        "words": "",
        **more,
    }
    return add(connection, locations, **values)


def hours(
    connection: Connection, location_id: int, weekdays: range, opens: int, closes: int
) -> None:
    rows = [
        {"location_id": location_id, "weekday": day, "opens": opens, "closes": closes}
        for day in weekdays
    ]
    add_all(connection, weekly_hours, rows)


def service(
    connection: Connection, location_id: int, merchant_id: int, name: str, **more: Any
) -> int:
    values = {
        "merchant_id": merchant_id,
        "location_id": location_id,
        "name": name,
        "description": "",
        "price": 0,
        "currency": "EUR",
        "step_minutes": 60,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "capacity": 1,
        "max_seats": 1,
        "lead_minutes": 20,
        "horizon_days": 14,
        "uses": 1,
        "valid_days": 90,
        "cancel_free_minutes": 0,
        "late_cancel_percent": 0,
        "no_show_percent": 0,
        "refund_unused": True,
        "active": True,
        **more,
    }
    return add(connection, services, **values)


def chairs(
    connection: Connection, location_id: int, given: Sequence[int], names: Sequence[str]
) -> None:
    """People or things that several services share."""
    for name in names:
        resource = add(connection, resources, location_id=location_id, name=name)
        for each in given:
            link(connection, service_resources, service_id=each, resource_id=resource)
