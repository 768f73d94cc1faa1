"""Amounts of several currencies are not compared: a place shows the lowest of its main one."""

from alembic import command
from sqlalchemy import Connection, inspect, select, update

from catalog.indexing import reindex
from catalog.looking import Looking
from catalog.menu.menu_models import menu_items, menu_sections
from catalog.models import locations, services
from catalog.nearby import search
from database import migrating
from database.door import Database, open_database
from database.point import Point
from tests.adding import add
from tests.catalog.market import HELSINKI, THEN, add_merchant, add_service
from tests.database.test_agreed_before import fill

Shown = list[tuple[int | None, str | None]]


def shown(connection: Connection, here: Point = HELSINKI) -> Shown:
    found = search(connection, Looking(point=here), THEN).results
    return [(each.price_from, each.currency) for each in found]


async def test_the_lowest_of_the_currency_in_which_most_is_offered(database: Database) -> None:
    def work(connection: Connection) -> list[Shown]:
        merchant = add_merchant(connection, "Kahvila", price=2000)
        here = connection.execute(select(locations.c.id)).scalar_one()
        seen: list[Shown] = [shown(connection)]
        for price, currency in ((1500, "JPY"), (900, "USD"), (1800, "EUR")):
            add_service(connection, merchant, here, price=price, currency=currency)
            reindex(connection, merchant)
            seen.append(shown(connection))
        connection.execute(
            update(services).where(services.c.currency == "EUR").values(active=False)
        )
        reindex(connection, merchant)
        return [*seen, shown(connection)]

    assert await database.write(work) == [
        [(2000, "EUR")],
        [(2000, "EUR")],
        [(2000, "EUR")],
        [(1800, "EUR")],
        [(1500, "JPY")],
    ]


async def test_what_is_on_the_menu_counts_as_what_can_be_booked(database: Database) -> None:
    def work(connection: Connection) -> list[Shown]:
        merchant = add_merchant(connection, "Kahvila", price=2000)
        here = connection.execute(select(locations.c.id)).scalar_one()
        belongs = {"merchant_id": merchant, "location_id": here, "position": 0}
        section = add(connection, menu_sections, name="Soups", **belongs)
        for price in (450, 300):
            soup = belongs | {"section_id": section, "name": f"Soup {price}", "description": ""}
            told = {"price": price, "currency": "USD", "diets": "", "allergens": "", "active": True}
            add(connection, menu_items, **soup, **told)
        reindex(connection, merchant)
        seen: list[Shown] = [shown(connection)]
        connection.execute(update(menu_sections).values(archived_at=THEN))
        reindex(connection, merchant)
        return [*seen, shown(connection)]

    assert await database.write(work) == [[(300, "USD")], [(2000, "EUR")]]


async def test_places_of_before_show_it_once_they_are_brought_up_to_date(empty_url: str) -> None:
    def before(connection: Connection) -> None:
        fill(connection)
        command.upgrade(migrating.config_for(connection), "0013")
        there = inspect(connection).get_columns("services")
        columns = [each["name"] for each in there if each["name"] != "id"]
        for number, (price, currency) in enumerate(((1500, "JPY"), (2500, "EUR")), 3):
            values = ["'" + currency + "'" if each == "currency" else each for each in columns]
            values[columns.index("price")] = str(price)
            connection.exec_driver_sql(
                f"INSERT INTO services (id, {', '.join(columns)})"
                f" SELECT {number}, {', '.join(values)} FROM services WHERE id = 1"
            )
        connection.exec_driver_sql("UPDATE locations SET price_from = 1500 WHERE id = 1")
        connection.exec_driver_sql("UPDATE locations SET price_from = 1999 WHERE id = 2")

    await migrating.on_connection(empty_url, before)
    await migrating.upgrade(empty_url)

    async with open_database(empty_url) as database:
        prices = select(locations.c.price_from).order_by(locations.c.id)
        assert await database.read(lambda c: list(c.execute(prices).scalars())) == [2000, 1999]
