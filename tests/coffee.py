"""A coffee bar to order at in tests: flat white with milk, buns, breakfast, and a desk that answers."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from catalog.indexing import reindex
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import (
    item_options,
    menu_items,
    menu_sections,
    option_groups,
    pickup_settings,
)
from catalog.models import locations
from catalog.visits.area_models import service_areas
from database.inserting import upsert
from tests import cleaner, laundry, market
from tests.adding import add, link
from tests.market import Town


@dataclass(frozen=True, slots=True)
class CoffeeBar:
    """The ids of what is there."""

    merchant: int
    location: int
    flat_white: int
    bun: int
    porridge: int
    cow: int
    oat: int


def town_of(talk: str, connection: Connection, now: datetime) -> Town:
    """The town in which a talk takes place: with the coffee bar, the cleaner, the laundry, or a menu at
    the sushi bar.
    """
    town = market.build(connection, now)
    if "with_a_menu" in talk:
        here = select(locations.c.id).where(locations.c.merchant_id == town.sushi)
        serve(connection, town.sushi, connection.execute(here).scalars().first() or 0)
    if "two_places" in talk:
        market.location(connection, town.barber, "Satamakatu 3", 0.0100)
    if "cleaner" in talk:
        closes = 11 if "full_day" in talk else 18
        return replace(town, cleaner=cleaner.build(connection, now, closes=closes))
    if "laundry" in talk:
        return replace(town, laundry=laundry.build(connection, now))
    if "coffee" not in talk:
        return town
    bar = build(connection, now)
    if "brought" in talk:
        deliver(connection, bar)
    if "halves" in talk:
        halved(connection, bar)
    return replace(town, coffee_bar=bar.merchant)


def deliver(connection: Connection, bar: CoffeeBar) -> None:
    """Two kilometers around, for 2.50, from 7.00 on."""
    pay = {"courier_fixed": 300, "courier_per_km": 50, "courier_currency": "EUR"}
    link(connection, delivery_settings, location_id=bar.location, active=True, **pay)
    area = {"radius_metres": 2000, "name": "", "fee": 250, "least_order": 700, "currency": "EUR"}
    link(connection, service_areas, location_id=bar.location, **area)


def build(connection: Connection, now: datetime, *, buns: int | None = 12) -> CoffeeBar:
    """Everyday from seven to seven; prices in euro cents."""
    merchant = market.merchant(connection, now, "Kahvi & Pulla", "cafe", auto_confirm=False)
    location = market.location(connection, merchant, "Vaasankatu 10", 0.0005)
    market.hours(connection, location, range(7), 7 * 60, 19 * 60)
    return serve(connection, merchant, location, buns=buns)


def serve(
    connection: Connection, merchant: int, location: int, *, buns: int | None = 12
) -> CoffeeBar:
    """The menu of a place, and how it is picked up there."""
    here = {"merchant_id": merchant, "location_id": location}
    said = {"active": True, "items_per_window": 6, "lead_minutes": 10, "cancel_free_minutes": 0}
    upsert(connection, pickup_settings, {"location_id": location}, said)
    coffee, bakery, breakfast = (
        add(connection, menu_sections, **here, name=name, position=place, **hours)
        for place, (name, hours) in enumerate(
            (
                ("Coffee", {}),
                ("Bakery", {}),
                ("Breakfast", {"from_minute": 7 * 60, "until_minute": 11 * 60}),
            )
        )
    )
    flat_white = _item(connection, here, coffee, "Flat white", 380, "A double shot", milk=True)
    cow, oat = _milk(connection, flat_white)
    _shots(connection, flat_white)
    _item(connection, here, coffee, "Espresso", 260, "", diets="vegan")
    bun = _item(
        connection,
        here,
        bakery,
        "Cinnamon bun",
        350,
        "Baked here every morning",
        diets="vegetarian",
        allergens="gluten milk eggs",
        daily_stock=buns,
    )
    porridge = _item(connection, here, breakfast, "Porridge", 590, "With berries", diets="vegan")
    reindex(connection, merchant)
    return CoffeeBar(merchant, location, flat_white, bun, porridge, cow, oat)


def halved(connection: Connection, bar: CoffeeBar) -> None:
    """A pizza whose halves are chosen from the same names."""
    here = {"merchant_id": bar.merchant, "location_id": bar.location}
    oven = add(connection, menu_sections, **here, name="From the oven", position=0)
    pizza = _item(connection, here, oven, "Pizza", 1390, "Two halves on one base")
    for position, name in enumerate(("Left half", "Right half", "Base")):
        given = {"item_id": pizza, "name": name, "least": 1, "most": 1, "position": position}
        group = add(connection, option_groups, **given)
        kinds = (
            (("classic", 0), ("rye", 0)) if name == "Base" else (("margherita", 0), ("salami", 120))
        )
        for each, (kind, price) in enumerate(kinds):
            _option(connection, group, kind, price, usual=not each)


def _item(  # noqa: PLR0917 - as a line of a menu
    connection: Connection,
    here: dict[str, int],
    section: int,
    name: str,
    price: int,
    about: str,
    *,
    milk: bool = False,
    **more: Any,
) -> int:
    values = {
        "section_id": section,
        "name": name,
        "description": about,
        "price": price,
        "currency": "EUR",
        "tax_basis_points": 1400,
        "diets": "",
        "allergens": "milk" if milk else "",
        "position": 1,
        "active": True,
    }
    return add(connection, menu_items, **here, **values | more)


def _milk(connection: Connection, item: int) -> tuple[int, int]:
    milk = add(connection, option_groups, item_id=item, name="Milk", least=1, most=1, position=1)
    return _option(connection, milk, "Cow's milk", 0), _option(connection, milk, "Oat milk", 40)


def _shots(connection: Connection, item: int) -> None:
    extra = add(connection, option_groups, item_id=item, name="Extra", least=0, most=2, position=2)
    for name, price in (("Another shot", 60), ("Vanilla", 50), ("Decaf", 0)):
        _option(connection, extra, name, price, usual=False)


def _option(
    connection: Connection, group: int, name: str, difference: int, *, usual: bool | None = None
) -> int:
    return add(
        connection,
        item_options,
        group_id=group,
        name=name,
        price_difference=difference,
        is_default=not difference if usual is None else usual,
        position=1,
    )
