"""Whose menus the crowd orders from: a café, a pizzeria and a laundry, open round the clock, and guests who live near."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, text, update

from catalog.menu.menu_models import pickup_settings
from catalog.models import locations, weekly_hours
from database.door import open_database
from database.point import Point
from people import addressing

CAFE, LAUNDRY, PIZZERIA = "Pikkulintu Coffee", "Pesula Pilvi", "Pizzeria Puolikas"
"""The café wants a deposit of what is picked up; the pizzeria is paid there, or after the meal."""

DEPOSIT = 60
BUN = "Cardamom bun"
NEAR = Point(60.1890, 24.9600)
"""Three hundred meters from the café, and within what the laundry collects from."""

BARISTAS, LAUNDRESSES, BAKERS = (2004, 2011), (2007, 2012), (2014,)
COURIERS = {2005: CAFE, 2006: CAFE, 2008: LAUNDRY, 2009: LAUNDRY}
WASHED_IN = 5
"""Minutes; a storm does not last until the next day."""


@dataclass(frozen=True)
class Kitchen:
    """Ids as the crowd needs them, of a place from whose menu it orders; tables by what is in their codes."""

    merchant: int
    location: int
    items: tuple[int, ...]
    tables: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Cafe(Kitchen):
    """`bun` is the item of which there are few."""

    bun: int = field(kw_only=True)


async def found(
    database_url: str, cafe: int, laundry: int, pizzeria: int
) -> tuple[Cafe, Kitchen, Kitchen]:
    """Opened, too: a storm may blow at night."""
    async with open_database(database_url) as database:
        return await database.write(
            lambda c: (_cafe(c, cafe), _laundry(c, laundry), _pizzeria(c, pizzeria))
        )


def _cafe(connection: Connection, merchant: int) -> Cafe:
    menu = "FROM menu_items i JOIN menu_sections s ON s.id = i.section_id"
    all_day = f"SELECT i.id {menu} WHERE i.merchant_id = :merchant AND s.from_minute IS NULL"
    (bun,) = _ids(connection, f"{all_day} AND i.name = '{BUN}'", merchant)
    items = _ids(connection, f"{all_day} ORDER BY i.id", merchant)
    location = _opened_up(connection, merchant)
    _is_paid(connection, location, prepaid_percent=DEPOSIT)
    return Cafe(merchant, location, items, _tables(connection, merchant), bun=bun)


def _pizzeria(connection: Connection, merchant: int) -> Kitchen:
    location = _opened_up(connection, merchant)
    _is_paid(connection, location, prepaid_percent=0, table_prepaid_percent=0)
    query = "SELECT id FROM menu_items WHERE merchant_id = :merchant ORDER BY id"
    items = _ids(connection, query, merchant)
    return Kitchen(merchant, location, items, _tables(connection, merchant))


def _tables(connection: Connection, merchant: int) -> dict[str, int]:
    query = text("SELECT token, id FROM dining_tables WHERE merchant_id = :merchant ORDER BY id")
    return dict(connection.execute(query, {"merchant": merchant}).all())


def _is_paid(connection: Connection, location: int, **percent: int) -> None:
    here = update(pickup_settings).where(pickup_settings.c.location_id == location)
    connection.execute(here.values(**percent))


def _laundry(connection: Connection, merchant: int) -> Kitchen:
    location = _opened_up(connection, merchant)
    quick = update(pickup_settings).where(pickup_settings.c.location_id == location)
    connection.execute(quick.values(lead_minutes=WASHED_IN))
    query = "SELECT id FROM menu_items WHERE merchant_id = :merchant ORDER BY id"
    return Kitchen(merchant, location, _ids(connection, query, merchant))


def _opened_up(connection: Connection, merchant: int) -> int:
    (location,) = _ids(
        connection, "SELECT id FROM locations WHERE merchant_id = :merchant", merchant
    )
    always = update(locations).where(locations.c.id == location).values(opening_hours="24/7")
    connection.execute(always)
    connection.execute(delete(weekly_hours).where(weekly_hours.c.location_id == location))
    day = {"location_id": location, "opens": 0, "closes": 24 * 60}
    connection.execute(insert(weekly_hours), [{**day, "weekday": each} for each in range(7)])
    return location


def _ids(connection: Connection, query: str, merchant: int) -> tuple[int, ...]:
    return tuple(connection.execute(text(query), {"merchant": merchant}).scalars())


async def moved_in(database_url: str, guests: list[int], now: Any) -> None:
    """These have said where they live."""

    def write(connection: Connection) -> None:
        known = text("SELECT person_id FROM identities WHERE channel_user = :user")
        for user in guests:
            person = connection.execute(known, {"user": str(user)}).scalar_one()
            home = {"point": NEAR, "text": "Vaasankatu 99, Helsinki"}
            address = addressing.begin(connection, person, now, **home)
            addressing.choose(connection, person, address, now)

    async with open_database(database_url) as database:
        await database.write(write)
