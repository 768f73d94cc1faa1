"""A menu of the busy market as its merchant leaves it: in sections, with what is off it and sold out."""

from datetime import datetime

from sqlalchemy import Connection, select

from catalog.menu import addons, items, option_text, pickup, sections, selling_out
from catalog.menu.item_fields import ItemField
from catalog.models import locations, services

F = ItemField


def menued(connection: Connection, merchant: int, clerk: int, now: datetime) -> None:
    """Two sections that stand and one that does not; likewise items, of which one is sold out."""
    here = select(locations.c.id).where(locations.c.merchant_id == merchant)
    place = connection.execute(here.order_by(locations.c.id)).scalars().first()
    assert place is not None
    names = ("Coffee", "Cake", "Summer")
    coffee, cake, summer = (sections.begin(connection, place, each, clerk, now) for each in names)
    sections.set_hours(connection, coffee, (420, 690), clerk, now)
    white, filtered, bun, gone = (
        items.begin(connection, section, name, "EUR", clerk, now)
        for section, name in (
            (coffee, "Flat white"),
            (coffee, "Filter"),
            (cake, "Bun"),
            (cake, "Pie"),
        )
    )
    for item in (white, filtered, bun):
        items.change(connection, item, {F.PRICE: 390, F.STOCK: 12}, clerk, now)
        items.set_active(connection, item, clerk, now, active=True)
    options = option_text.read("Milk (1): whole* | oat +0.60", "EUR")
    told = {F.OPTIONS: options, F.DIETS: "vegetarian", F.ALLERGENS: "gluten milk"}
    items.change(connection, white, told, clerk, now)
    items.set_photo(connection, white, "seed:coffee", clerk, now)
    selling_out.set_sold_out(connection, bun, clerk, now, sold_out=True)
    items.take_off(connection, gone, clerk, now)
    sections.take_off(connection, summer, clerk, now)
    pickup.set_active(connection, place, clerk, now, active=False)
    for service in (
        connection.execute(select(services.c.id).where(services.c.location_id == place))
        .scalars()
        .all()
    ):
        addons.set_addon(connection, service, filtered, clerk, now, on=True)
