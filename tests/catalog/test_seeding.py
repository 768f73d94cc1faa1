"""The invented town: bookable at any hour, said once, priced in any currency."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from catalog import places, queries
from catalog.categories import Category
from catalog.hours import open_state
from catalog.looking import Looking
from catalog.menu import addons, option_text
from catalog.menu.choosing import check
from catalog.menu.menu_models import (
    item_options,
    menu_sections,
    option_groups,
    pickup_settings,
    service_addons,
)
from catalog.menu.menu_models import menu_items as menu_items_table
from catalog.menu.reading import Item, Menu, menu_at
from catalog.models import locations, merchants, service_resources, services
from catalog.nearby import search
from catalog.opening import state_by_timetable
from catalog.seeding import seed
from catalog.shipped import read_picture
from catalog.slots import bookable_days, bookable_starts
from catalog.town import town, worth
from catalog.views import MerchantView, ServiceView
from catalog.weekly import Timetable
from database.door import Database
from database.metadata import metadata
from database.point import Point
from payments.limits import DOLLAR, STARS, invoice_limits
from tests.databases import import_models

EVENING = datetime(2026, 11, 24, 18, tzinfo=UTC)
CENTRE = Point(60.170, 24.945)


def everyone(connection: Connection) -> list[MerchantView]:
    ids = connection.execute(select(merchants.c.id).order_by(merchants.c.id)).scalars().all()
    return [view for each in ids if (view := queries.merchant(connection, each)) is not None]


def rows(connection: Connection) -> dict[str, list[Any]]:
    import_models()
    tables = [table for table in metadata.sorted_tables if table.name != "imports"]
    return {each.name: sorted(map(tuple, connection.execute(select(each)))) for each in tables}


async def test_a_second_run_changes_nothing(database: Database, now: datetime) -> None:
    first = await database.write(lambda c: seed(c, now, "EUR"))
    before = await database.read(rows)
    second = await database.write(lambda c: seed(c, now + timedelta(days=1), "JPY"))

    assert (first, second) == (len(town()["merchants"]), 0)
    assert await database.read(rows) == before


async def test_a_few_at_a_time_make_the_same_town(database: Database, now: datetime) -> None:
    counts = [await database.write(lambda c: seed(c, now, "EUR", 5)) for _ in range(6)]

    assert counts == [5, 5, 5, 5, 4, 0]
    assert len(await database.read(everyone)) == len(town()["merchants"])


async def test_what_a_merchant_changed_outlives_a_second_run(
    database: Database, now: datetime
) -> None:
    def change(connection: Connection) -> set[bool]:
        seed(connection, now, "EUR")
        connection.execute(merchants.update().values(auto_confirm=False))
        seed(connection, now, "EUR")
        return set(connection.execute(select(merchants.c.auto_confirm)).scalars())

    assert await database.write(change) == {False}


async def test_every_merchant_is_found_bookable_with_picture_and_price(
    database: Database, now: datetime
) -> None:
    await database.write(lambda c: seed(c, now, "EUR"))
    looking = Looking(point=CENTRE, bookable_only=True, radius=10_000)
    found = await database.read(lambda c: search(c, looking, now, limit=100, offset=0))

    assert len(found.results) == len(town()["merchants"])
    assert all(each.price_from is not None for each in found.results)
    assert {each.currency for each in found.results} == {"EUR"}


async def test_who_types_pizza_finds_the_pizzeria(database: Database, now: datetime) -> None:
    await database.write(lambda c: seed(c, now, "EUR"))
    looking = Looking(point=CENTRE, words="pizza", bookable_only=True, radius=10_000)
    found = await database.read(lambda c: search(c, looking, now, limit=1, offset=0))
    assert [each.name for each in found.results] == ["Pizzeria Puolikas"]


async def test_every_merchant_is_told_in_full(database: Database, now: datetime) -> None:
    await database.write(lambda c: seed(c, now, "EUR"))
    for merchant in await database.read(everyone):
        assert merchant.category in set(Category) - {Category.OTHER}, merchant.name
        assert merchant.description
        assert merchant.photo
        assert merchant.auto_confirm
        assert merchant.locations[0].address.endswith(", Helsinki")
        assert merchant.locations[0].zone == "Europe/Helsinki"
        assert all(service.description for service in merchant.services)


def offered(connection: Connection) -> list[tuple[ServiceView, Timetable]]:
    """Each service that is booked for a slot, and the hours it is given in."""
    found = []
    for merchant in everyone(connection):
        hours = merchant.locations[0].timetable
        for brief in merchant.services:
            service = queries.service(connection, brief.id)
            assert service is not None
            assert hours is not None
            if service.duration_minutes is not None:
                found.append((service, hours))
    return found


def first_start(service: ServiceView, hours: Timetable, now: datetime) -> datetime:
    starts = (
        start
        for day in bookable_days(service, hours.zone, now)
        for start in bookable_starts(service, hours, day, now)
    )
    return next(starts)


async def test_something_can_be_booked_at_any_hour(database: Database, now: datetime) -> None:
    """Every service within four days, many within one, and one within the hour, also at night."""
    await database.write(lambda c: seed(c, now, "EUR"))
    services = await database.read(offered)
    for hours in range(0, 7 * 24, 5):
        moment = datetime(2026, 11, 22, 0, 7, tzinfo=UTC) + timedelta(hours=hours)
        waits = sorted(first_start(*each, moment) - moment for each in services)

        assert waits[0] < timedelta(hours=1)
        assert waits[len(waits) // 3] < timedelta(days=1)
        assert waits[-1] < timedelta(days=4)


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_hours_on_the_map_are_the_hours_one_can_book(
    database: Database, now: datetime
) -> None:
    await database.write(lambda c: seed(c, now, "EUR"))
    for merchant in await database.read(everyone):
        place = merchant.locations[0]
        assert place.timetable is not None
        for half_hours in range(7 * 48):
            moment = now + timedelta(minutes=30 * half_hours + 5)
            said = open_state(
                place.opening_hours, place.zone, place.point.latitude, place.point.longitude, moment
            )
            assert said.open == state_by_timetable(place.timetable, moment).open, (
                f"{merchant.name} at {moment}: {place.opening_hours}"
            )


async def test_a_district_can_be_typed(database: Database, now: datetime) -> None:
    await database.write(lambda c: seed(c, now, "EUR"))
    found = await database.read(lambda c: places.find(c, "toolo"))

    assert [place.name for place in found][:1] == ["Töölö"]


async def test_an_address_beside_a_merchant_can_be_typed(database: Database, now: datetime) -> None:
    """Such as the one that is shown as an example of how one is typed."""
    await database.write(lambda c: seed(c, now, "EUR"))
    found = await database.read(lambda c: places.find(c, "Vaasankatu 4, Helsinki"))
    assert [place.name for place in found] == ["Vaasankatu"]
    there = await database.read(everyone)
    for merchant in there:
        street = merchant.locations[0].address
        assert await database.read(lambda c, typed=street: places.find(c, typed)), street


@pytest.mark.parametrize("currency", [*town()["currencies"], "XAF"])
def test_prices_keep_their_order_in_every_currency(currency: str) -> None:
    """What is free stays free, what was dearer stays dearer, nothing is cheaper than possible."""
    priced = worth(currency)
    for merchant in town()["merchants"]:
        for service in merchant["services"]:
            price = priced.of(service["price"])
            assert (price == 0) == (service["price"] == 0)
            assert priced.of(service.get("was_price", 0)) > price or "was_price" not in service


@pytest.mark.parametrize("currency", [*DOLLAR, STARS])
def test_every_price_can_be_paid_in_whatever_currency_the_town_is_seeded(currency: str) -> None:
    limits = invoice_limits(currency)
    assert limits is not None
    priced = worth(currency, limits.least)
    for merchant in town()["merchants"]:
        for service in merchant["services"]:
            price = priced.of(service["price"])
            assert limits.take(price * service.get("seats", 1)), f"{service['name']}: {price}"
            assert priced.of(service.get("was_price", 0)) > price or "was_price" not in service


async def test_the_price_is_in_the_currency_of_the_installation(
    database: Database, now: datetime
) -> None:
    await database.write(lambda c: seed(c, now, "JPY"))
    query = select(services.c.price, services.c.currency).where(services.c.name == "Haircut")
    price, currency = await database.read(lambda c: tuple(c.execute(query).one()))

    assert (price, currency) == (6080, "JPY")


async def test_every_location_lies_in_the_town(database: Database, now: datetime) -> None:
    await database.write(lambda c: seed(c, now, "EUR"))
    outside = select(func.count()).where(
        ~locations.c.latitude.between(60.15, 60.20) | ~locations.c.longitude.between(24.90, 24.98)
    )

    assert await database.read(lambda c: c.execute(outside).scalar()) == 0


def test_every_merchant_has_a_picture_that_loads_fast() -> None:
    """Landscape JPEGs, wide enough for a phone, none above 120 kB."""
    folder = files("catalog") / "data" / "photos"
    for merchant in town()["merchants"]:
        picture = folder.joinpath(f"{merchant['key']}.jpg").read_bytes()

        assert picture.startswith(b"\xff\xd8\xff")
        assert 10_000 < len(picture) < 120_000


async def test_what_only_counts_seats_never_overlaps_itself(
    database: Database, now: datetime
) -> None:
    """A counter belongs to one start: two starts that overlap would each fill the room."""
    await database.write(lambda c: seed(c, now, "EUR"))
    shared = select(service_resources.c.service_id)
    counted = select(services).where(
        services.c.id.not_in(shared), services.c.duration_minutes.is_not(None)
    )

    found = await database.read(lambda c: c.execute(counted).all())

    assert len(found) > 5
    for each in found:
        room = each.buffer_before_minutes + each.duration_minutes + each.buffer_after_minutes
        assert each.step_minutes >= room, each.name


async def test_menus_are_served_with_pictures_and_options(
    database: Database, now: datetime
) -> None:
    """A coffee with milk to choose, buns that are counted, a breakfast that ends, two halves."""
    await database.write(lambda c: seed(c, now, "EUR"))
    menus = await database.read(menus_of)

    assert set(menus) == {"coffee", "pizza", "laundry"}
    items = {item.name: item for menu in menus.values() for item in menu_items(menu)}
    assert [each.serving.from_minute for each in menus["coffee"].sections] == [420, None, None]
    assert items["Cardamom bun"].daily_stock == 12
    assert [group.name for group in items["Half and half"].groups][:2] == [
        "Left half",
        "Right half",
    ]
    pizza = check(items["Half and half"], items["Half and half"].defaults)
    assert [each.name for each in pizza.options] == [
        "Left half: margherita",
        "Right half: margherita",
        "classic",
    ]
    milk, *_ = items["Flat white"].groups
    assert (milk.name, milk.least, milk.most) == ("Milk", 1, 1)
    assert check(items["Flat white"], items["Flat white"].defaults).unit_price == 420
    assert all(read_picture(item.photo) for item in items.values() if item.photo)
    for item in items.values():
        check(item, item.defaults)


async def test_a_table_may_be_had_with_the_tasting_menu(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> list[str]:
        seed(connection, now, "EUR")
        (service,) = connection.execute(
            select(services)
            .where(services.c.name == "A table")
            .where(services.c.id.in_(select(service_addons.c.service_id)))
        ).all()
        evening = now + timedelta(days=1)
        return [each.name for each in addons.offered(connection, service.id, evening)]

    assert await database.write(work) == ["Tasting menu", "Lemonade"]


@pytest.mark.both_engines
async def test_a_town_of_before_there_were_menus_gets_them(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> dict[str, Menu]:
        seed(connection, now, "EUR")
        for table in (service_addons, item_options, option_groups, menu_items_table, menu_sections):
            connection.execute(table.delete())
        seed(connection, now, "EUR")
        return menus_of(connection)

    assert set(await database.write(work)) == {"coffee", "pizza", "laundry"}


@pytest.mark.parametrize("currency", [*town()["currencies"], "XAF"])
def test_what_costs_more_on_a_menu_costs_more_in_every_currency(currency: str) -> None:
    priced = worth(currency)
    for merchant in town()["merchants"]:
        for section in merchant.get("menu", ()):
            for item in section["items"]:
                groups = option_text.read(item.get("options", ""), "EUR")
                differences = [each.price_difference for group in groups for each in group.options]
                assert all(each == 0 or priced.of(each) > 0 for each in differences)
                assert priced.of(item["price"]) > 0


def menus_of(connection: Connection) -> dict[str, Menu]:
    """By the merchant's key, at a time when breakfast is over."""
    query = select(merchants.c.source_id, locations.c.id).join(
        locations, locations.c.merchant_id == merchants.c.id
    )
    rows = connection.execute(query).all()
    found = {row.source_id: menu_at(connection, row.id, EVENING) for row in rows}
    return {key: menu for key, menu in found.items() if menu.sections}


def menu_items(menu: Menu) -> list[Item]:
    return [item for section in menu.sections for item in section.items]


async def test_at_the_pizzerias_tables_one_pays_after_the_meal(
    database: Database, now: datetime
) -> None:
    """Of what is picked up there a part is paid ahead; elsewhere all of it."""
    await database.write(lambda c: seed(c, now, "EUR"))
    said = (pickup_settings.c.prepaid_percent, pickup_settings.c.table_prepaid_percent)
    found = await database.read(lambda c: {tuple(row) for row in c.execute(select(*said))})
    assert found == {(100, 100), (30, 0)}
