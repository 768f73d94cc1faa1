"""The menus of the invented town: sections, items and how they are picked up, in any currency."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, literal, select

from catalog.menu.codes import Allergen, Diet, marks
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import (
    menu_items,
    menu_sections,
    pickup_settings,
    service_addons,
)
from catalog.menu.option_rows import add_groups
from catalog.menu.option_text import GroupWanted, read
from catalog.menu.sections import served_of
from catalog.models import services
from catalog.tables.keeping import SEATS, new_token
from catalog.tables.table_models import dining_tables
from catalog.town import Worth
from catalog.visits.area_models import service_areas
from database.inserting import insert_for, insert_row

WRITTEN_IN = "EUR"
WHOLE = 100
Written = Mapping[str, Any]
"""A table of the town's file."""


def serve(
    connection: Connection,
    written: Written,
    *,
    merchant: int,
    location: int,
    priced: Worth,
    currency: str,
) -> None:
    """The menu of a merchant that is written with one."""
    place = {"merchant_id": merchant, "location_id": location}
    for position, section in enumerate(written.get("menu", ())):
        begin, end = served_of(0, section.get("served", "")) or (None, None)
        hours = {"from_minute": begin, "until_minute": end}
        named = {"name": section["section"], "position": position}
        made = insert_row(connection, menu_sections, **place, **named, **hours)
        for at, item in enumerate(section["items"]):
            values = {"section_id": made, "position": at, "currency": currency}
            _item(connection, item, {**place, **values}, priced)
    if "pickup" in written:
        _pickup(connection, location, written["pickup"])
    if "delivery" in written:
        _delivery(connection, location, written["delivery"], currency, priced)
    for name in written.get("tables", ()):
        insert_row(connection, dining_tables, **place, name=name, seats=SEATS, token=new_token())


def _item(
    connection: Connection,
    written: Written,
    values: Mapping[str, Any],
    priced: Worth,
) -> None:
    item = insert_row(
        connection,
        menu_items,
        **values,
        name=written["name"],
        description=written["description"],
        price=priced.of(written["price"]),
        photo=written.get("photo"),
        diets=" ".join(marks(written.get("diets", ""), Diet)),
        allergens=" ".join(marks(written.get("allergens", ""), Allergen)),
        daily_stock=written.get("stock"),
        active=True,
    )
    groups = read(written.get("options", ""), WRITTEN_IN)
    add_groups(connection, item, list(_priced(groups, priced)))
    if with_it := written.get("along"):
        here = services.c.location_id == values["location_id"]
        along = select(services.c.id, literal(item)).where(here, services.c.name.in_(with_it))
        connection.execute(insert(service_addons).from_select(["service_id", "item_id"], along))


def _priced(groups: tuple[GroupWanted, ...], priced: Worth) -> Iterator[GroupWanted]:
    for group in groups:
        options = (
            replace(each, price_difference=priced.of(each.price_difference))
            for each in group.options
        )
        yield replace(group, options=tuple(options))


def _pickup(connection: Connection, location: int, written: Written) -> None:
    row = {
        "location_id": location,
        "active": True,
        "items_per_window": written["items"],
        "lead_minutes": written["lead"],
        "cancel_free_minutes": written.get("cancel_free", 0),
        "prepaid_percent": written.get("ahead", WHOLE),
        "table_prepaid_percent": written.get("table_ahead", WHOLE),
    }
    new = insert_for(connection, pickup_settings).values(**row)
    connection.execute(new.on_conflict_do_nothing())


def _delivery(
    connection: Connection, location: int, written: Written, currency: str, priced: Worth
) -> None:
    """Around the place, so many kilometers."""
    pay = {
        "courier_fixed": priced.of(written["pay"]),
        "courier_per_km": priced.of(written["per_km"]),
        "courier_currency": currency,
    }
    setting = {"active": True, "collects": written.get("collects", False), **pay}
    new = insert_for(connection, delivery_settings).values(location_id=location, **setting)
    connection.execute(new.on_conflict_do_nothing())
    area = {
        "radius_metres": written["km"] * 1000,
        "name": "",
        "fee": priced.of(written["fee"]),
        "least_order": priced.of(written["least"]),
        "currency": currency,
    }
    insert_row(connection, service_areas, location_id=location, **area)
