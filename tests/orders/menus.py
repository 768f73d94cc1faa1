"""A café with a menu, for tests of carts: a coffee with milk, a bun of which there are few, breakfast."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from catalog.menu.menu_models import (
    item_options,
    menu_items,
    menu_sections,
    option_groups,
    pickup_settings,
)
from tests.adding import add, link
from tests.making import Market, Shop


@dataclass(frozen=True, slots=True)
class Menu:
    """Its rows' ids."""

    shop: Shop
    coffee: int
    cow: int
    oat: int
    bun: int
    eggs: int


def cafe(market: Market, *, stock: int | None = 12, per_window: int = 4, **shop: Any) -> Menu:
    """Coffee at 4.20 with oat milk at 0.60, buns at 3.50, eggs until eleven at 9.00."""
    place = market.merchant(**shop)
    connection = market.connection
    link(
        connection,
        pickup_settings,
        location_id=place.location,
        active=True,
        items_per_window=per_window,
        lead_minutes=10,
        cancel_free_minutes=0,
    )
    drinks = section(connection, place, "Drinks", None, None)
    breakfast = section(connection, place, "Breakfast", 7 * 60, 11 * 60)
    coffee = item(connection, place, drinks, "Flat white", 420)
    milk = add(connection, option_groups, item_id=coffee, name="Milk", least=1, most=1, position=1)
    cow, oat = (
        add(
            connection,
            item_options,
            group_id=milk,
            name=name,
            price_difference=difference,
            is_default=not difference,
            position=1,
        )
        for name, difference in (("Cow", 0), ("Oat", 60))
    )
    bun = item(connection, place, drinks, "Bun", 350, daily_stock=stock)
    eggs = item(connection, place, breakfast, "Eggs", 900)
    return Menu(place, coffee, cow, oat, bun, eggs)


def section(
    connection: Connection, shop: Shop, name: str, begin: int | None, until: int | None
) -> int:
    here = {"merchant_id": shop.merchant, "location_id": shop.location}
    return add(
        connection,
        menu_sections,
        **here,
        name=name,
        position=1,
        from_minute=begin,
        until_minute=until,
    )


def item(
    connection: Connection, shop: Shop, section_id: int, name: str, price: int, **other: Any
) -> int:
    values = {
        "merchant_id": shop.merchant,
        "location_id": shop.location,
        "section_id": section_id,
        "name": name,
        "description": "",
        "price": price,
        "currency": "EUR",
        "tax_basis_points": 1400,
        "diets": "",
        "allergens": "",
        "position": 1,
        "active": True,
    }
    return add(connection, menu_items, **values | other)
