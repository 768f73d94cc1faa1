"""The town's café, open round the clock: what is on its menu, its tables, and guests who live near it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text, update

from catalog.models import locations, weekly_hours
from database.door import open_database
from database.point import Point
from people import addressing
from people.rights import Role

CAFE = "Pikkulintu Coffee"
BUN = "Cardamom bun"
NEAR = Point(60.1890, 24.9600)
"""Three hundred meters from it."""

BARISTA = 2004
COURIERS = {2005: Role.COURIER, 2006: Role.COURIER}


@dataclass(frozen=True)
class Cafe:
    """Ids and names as the crowd needs them; `bun` is the one of which there are few."""

    merchant: int
    location: int
    bun: int
    items: tuple[int, ...]
    tables: tuple[str, ...]


async def found(database_url: str, merchant: int) -> Cafe:
    """Opened, too: a storm may blow at night."""
    async with open_database(database_url) as database:
        return await database.write(lambda c: opened_up(c, merchant))


def opened_up(connection: Connection, merchant: int) -> Cafe:
    def rows(query: str) -> list[Any]:
        return list(connection.execute(text(query), {"merchant": merchant}).scalars())

    (location,) = rows("SELECT id FROM locations WHERE merchant_id = :merchant")
    always = update(locations).where(locations.c.id == location).values(opening_hours="24/7")
    connection.execute(always)
    hours = update(weekly_hours).where(weekly_hours.c.location_id == location)
    connection.execute(hours.values(opens=0, closes=24 * 60))
    menu = "FROM menu_items i JOIN menu_sections s ON s.id = i.section_id"
    all_day = f"SELECT i.id {menu} WHERE i.merchant_id = :merchant AND s.from_minute IS NULL"
    (bun,) = rows(f"SELECT i.id {menu} WHERE i.merchant_id = :merchant AND i.name = '{BUN}'")
    tokens = rows("SELECT token FROM dining_tables WHERE merchant_id = :merchant ORDER BY id")
    return Cafe(merchant, location, bun, tuple(rows(f"{all_day} ORDER BY i.id")), tuple(tokens))


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


async def asked(database_url: str, query: str, **given: Any) -> list[dict[str, Any]]:
    """What only the people of a place know, as numbers on a screen in front of them."""
    async with open_database(database_url) as database:
        rows = await database.read(lambda c: c.execute(text(query), given).mappings().all())
        return [dict(row) for row in rows]
