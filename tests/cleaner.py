"""A cleaner who comes to homes, for tests: to 3 km for nothing, to 10 km for €6 and at least €40."""

from datetime import datetime

from sqlalchemy import Connection, update

from catalog.indexing import reindex
from catalog.models import locations
from catalog.visits.area_models import service_areas
from tests import market
from tests.adding import add_all

KMH = 25


def build(
    connection: Connection, now: datetime, name: str = "Siivous Sini", closes: int = 18
) -> int:
    """Sini gives two hours at €45, every day from eight on; the merchant's id."""
    merchant = market.merchant(connection, now, name, "cleaning")
    location = market.location(connection, merchant, "Harjutorinkatu 8", 0.0060)
    market.hours(connection, location, range(7), 8 * 60, closes * 60)
    given = {"duration_minutes": 120, "step_minutes": 30, "at_home": True}
    home = market.service(connection, location, merchant, "Home cleaning", price=4500, **given)
    windows = market.service(connection, location, merchant, "Window cleaning", price=3000, **given)
    market.chairs(connection, location, (home, windows), ("Sini",))
    comes(connection, location)
    reindex(connection, merchant)
    return merchant


def comes(connection: Connection, location: int) -> None:
    """Its areas and its speed."""
    here = update(locations).where(locations.c.id == location)
    connection.execute(here.values(travel_kmh=KMH))
    circles = ((3_000, 0, 0), (10_000, 600, 4000))
    rows = [
        {
            "location_id": location,
            "radius_metres": radius,
            "ring": None,
            "name": "",
            "fee": fee,
            "least_order": least,
            "currency": "EUR",
        }
        for radius, fee, least in circles
    ]
    add_all(connection, service_areas, rows)
