"""A laundry to order from in tests: its courier collects the bag, and brings it back a day later."""

from datetime import datetime

from sqlalchemy import Connection, insert

from catalog.indexing import reindex
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import menu_items, menu_sections, pickup_settings
from catalog.visits.area_models import service_areas
from tests import market

DAY = 24 * 60


def build(connection: Connection, now: datetime, name: str = "Pesula Pilvi") -> int:
    """A bag costs €18.90, two kilometers around for €4.90; every day from eight to seven; the merchant's id."""
    merchant = market.merchant(connection, now, name, "laundry", auto_confirm=False)
    location = market.location(connection, merchant, "Fleminginkatu 3", 0.0008)
    market.hours(connection, location, range(7), 8 * 60, 19 * 60)
    here = {"merchant_id": merchant, "location_id": location}
    said = {"active": True, "items_per_window": 10, "lead_minutes": DAY, "cancel_free_minutes": 0}
    connection.execute(insert(pickup_settings).values(location_id=location, **said))
    section = insert(menu_sections).values(**here, name="By the bag", position=1)
    made = connection.execute(section.returning(menu_sections.c.id)).scalar_one()
    bag = {
        "section_id": made,
        "name": "Laundry bag",
        "description": "Washed, dried and folded",
        "price": 1890,
        "currency": "EUR",
        "diets": "",
        "allergens": "",
        "position": 1,
        "active": True,
    }
    connection.execute(insert(menu_items).values(**here, **bag))
    connection.execute(
        insert(delivery_settings).values(location_id=location, active=True, collects=True)
    )
    area = {"radius_metres": 2000, "name": "", "fee": 490, "least_order": 1500, "currency": "EUR"}
    connection.execute(insert(service_areas).values(location_id=location, **area))
    reindex(connection, merchant)
    return merchant
