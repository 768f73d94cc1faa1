"""A laundry to order from in tests: its courier collects the bag, and brings it back a day later."""

from datetime import datetime

from sqlalchemy import Connection

from catalog.indexing import reindex
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import menu_items, menu_sections, pickup_settings
from catalog.visits.area_models import service_areas
from tests import market
from tests.adding import add, link

DAY = 24 * 60


def build(connection: Connection, now: datetime, name: str = "Pesula Pilvi") -> int:
    """A bag costs €18.90, two kilometers around for €4.90; every day from eight to seven; the merchant's id."""
    merchant = market.merchant(connection, now, name, "laundry", auto_confirm=False)
    location = market.location(connection, merchant, "Fleminginkatu 3", 0.0008)
    market.hours(connection, location, range(7), 8 * 60, 19 * 60)
    here = {"merchant_id": merchant, "location_id": location}
    said = {"active": True, "items_per_window": 10, "lead_minutes": DAY, "cancel_free_minutes": 0}
    link(connection, pickup_settings, location_id=location, **said)
    bag = {
        "section_id": add(connection, menu_sections, **here, name="By the bag", position=1),
        "name": "Laundry bag",
        "description": "Washed, dried and folded",
        "price": 1890,
        "currency": "EUR",
        "diets": "",
        "allergens": "",
        "position": 1,
        "active": True,
    }
    link(connection, menu_items, **here, **bag)
    link(connection, delivery_settings, location_id=location, active=True, collects=True)
    area = {"radius_metres": 2000, "name": "", "fee": 490, "least_order": 1500, "currency": "EUR"}
    link(connection, service_areas, location_id=location, **area)
    reindex(connection, merchant)
    return merchant
