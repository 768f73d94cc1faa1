"""Merchants, services and people for the tests of the catalogue."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from catalog.categories import Category
from catalog.indexing import reindex
from catalog.models import locations, merchants, services, weekly_hours
from database.point import Point
from people.models import operators, people
from tests.adding import add, link

THEN = datetime(2026, 1, 1, tzinfo=UTC)
HELSINKI = Point(60.17, 24.94)


def metres_away(metres: float, here: Point = HELSINKI) -> Point:
    """A point so far north."""
    return Point(here.latitude + metres / 111_195, here.longitude)


def add_merchant(
    connection: Connection,
    name: str,
    point: Point = HELSINKI,
    *,
    category: Category = Category.CAFE,
    price: int | None = None,
    **more: Any,
) -> int:
    """Its id; with a price it is active and has a service."""
    state = "listed" if price is None else "active"
    row = merchant_row(name, category, state) | more
    merchant_id = add(connection, merchants, **row)
    location_id = add_location(connection, merchant_id, point)
    if price is not None:
        add_service(connection, merchant_id, location_id, price=price)
    reindex(connection, merchant_id)
    return merchant_id


def merchant_row(name: str, category: Category, state: str) -> dict[str, Any]:
    return {
        "name": name,
        "description": "",
        "category": category,
        "state": state,
        "source": "test",
        "source_id": name,
        "auto_confirm": False,
        "confirm_minutes": 60,
        "commission_basis_points": 1000,
        "created_at": THEN,
    }


def add_location(connection: Connection, merchant_id: int, point: Point, **more: Any) -> int:
    row = {
        "merchant_id": merchant_id,
        "name": "",
        "address": "Aleksanterinkatu 1",
        "latitude": point.latitude,
        "longitude": point.longitude,
        "cell": 0,
        "zone": "Europe/Helsinki",
        "category": "",
        "bookable": False,
        "rating_sum": 0,
        "rating_count": 0,
        "words": "",
    }
    return add(connection, locations, **row | more)


def add_service(connection: Connection, merchant_id: int, location_id: int, **more: Any) -> int:
    row = {
        "merchant_id": merchant_id,
        "location_id": location_id,
        "name": "Tasting",
        "description": "",
        "price": 1000,
        "currency": "EUR",
        "duration_minutes": 60,
        "step_minutes": 60,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "capacity": 1,
        "max_seats": 1,
        "lead_minutes": 0,
        "horizon_days": 14,
        "uses": 1,
        "valid_days": 30,
        "cancel_free_minutes": 0,
        "late_cancel_percent": 0,
        "no_show_percent": 0,
        "refund_unused": True,
        "active": True,
    }
    return add(connection, services, **row | more)


def add_hours(
    connection: Connection, location_id: int, weekday: int, opens: int, closes: int
) -> None:
    row = {"location_id": location_id, "weekday": weekday, "opens": opens, "closes": closes}
    link(connection, weekly_hours, **row)


def add_person(connection: Connection, name: str = "Kim", *, operator: bool = False) -> int:
    row = {"name": name, "locale": "en", "locale_chosen": False, "created_at": THEN}
    person_id = add(connection, people, **row)
    if operator:
        link(connection, operators, person_id=person_id, joined_at=THEN)
    return person_id
