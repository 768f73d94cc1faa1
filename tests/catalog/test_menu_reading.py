"""A menu as guests read it, and what may be chosen of an item."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update

from catalog.menu import reading
from catalog.menu.choosing import check
from catalog.menu.errors import OptionGone, PriceBelowZero, TooFewChosen, TooManyChosen
from catalog.menu.menu_models import item_options, menu_items, menu_sections, option_groups
from catalog.menu.reading import Item, is_served
from database.door import Database
from tests.making import Market

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


class Kitchen:
    """A café's menu in few words."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.market = Market(connection, now)
        self.shop = self.market.merchant()
        self.place = {"merchant_id": self.shop.merchant, "location_id": self.shop.location}

    def section(self, name: str, position: int = 0, **values: Any) -> int:
        return self.market.add(menu_sections, **self.place, name=name, position=position, **values)

    def item(self, section: int, name: str, price: int = 380, **values: Any) -> int:
        given = {
            **self.place,
            "section_id": section,
            "name": name,
            "description": "",
            "price": price,
            "currency": "EUR",
            "diets": "",
            "allergens": "",
            "position": 0,
            "active": True,
        }
        return self.market.add(menu_items, **given | values)

    def group(self, item: int, name: str, least: int, most: int, **options: int) -> dict[str, int]:
        made = self.market.add(
            option_groups, item_id=item, name=name, least=least, most=most, position=0
        )
        return {
            option: self.market.add(
                item_options,
                group_id=made,
                name=option,
                price_difference=difference,
                is_default=place == 0 and least > 0,
                position=place,
            )
            for place, (option, difference) in enumerate(options.items())
        }


def coffee(connection: Connection, now: datetime) -> tuple[Item, dict[str, int]]:
    kitchen = Kitchen(connection, now)
    made = kitchen.item(kitchen.section("Coffee"), "Flat white")
    options = kitchen.group(made, "Milk", 1, 1, whole=0, oat=60)
    options |= kitchen.group(made, "Extras", 0, 2, shot=90, syrup=50, voucher=-900)
    found = reading.item(connection, made, now)
    assert found is not None
    return found, options


async def test_what_is_chosen_makes_the_price(database: Database, now: datetime) -> None:
    item, options = await database.write(lambda c: coffee(c, now))
    choice = check(item, {options["oat"], options["shot"]})
    assert choice.unit_price == 380 + 60 + 90
    assert [(each.group, each.name) for each in choice.options] == [
        ("Milk", "oat"),
        ("Extras", "shot"),
    ]
    assert item.defaults == {options["whole"]}


async def test_what_cannot_be_chosen_is_refused(database: Database, now: datetime) -> None:
    item, options = await database.write(lambda c: coffee(c, now))
    with pytest.raises(TooFewChosen):
        check(item, {options["shot"]})
    with pytest.raises(TooManyChosen):
        check(item, {options["whole"], options["oat"]})
    with pytest.raises(OptionGone):
        check(item, {options["whole"], 10**6})
    with pytest.raises(PriceBelowZero):
        check(item, {options["whole"], options["voucher"]})


async def test_an_archived_option_is_not_offered_but_counted(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[Item | None, dict[str, int]]:
        item, options = coffee(connection, now)
        gone = update(item_options).where(item_options.c.id == options["oat"])
        connection.execute(gone.values(archived_at=now))
        return reading.item(connection, item.id, now), options

    item, options = await database.write(work)
    assert item is not None
    assert options["oat"] in item.option_ids
    with pytest.raises(OptionGone):
        check(item, {options["oat"]})


async def test_sections_stand_in_order_and_say_when_they_are_served(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> Any:
        kitchen = Kitchen(connection, now)
        kitchen.item(kitchen.section("Lunch", 2), "Soup")
        breakfast = kitchen.section("Breakfast", 1, from_minute=420, until_minute=690)
        kitchen.item(breakfast, "Eggs", sold_out_on=NOON.date())
        kitchen.item(breakfast, "Off", active=False)
        kitchen.section("Empty", 0)
        return reading.menu_at(connection, kitchen.shop.location, NOON)

    menu = await database.write(work)
    assert [(each.name, each.served) for each in menu.sections] == [
        ("Breakfast", False),
        ("Lunch", True),
    ]
    assert [(each.name, each.sold_out) for each in menu.sections[0].items] == [("Eggs", True)]


async def test_sold_out_is_over_by_itself_on_the_places_next_day(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> list[bool]:
        kitchen = Kitchen(connection, now)
        day = now.date()
        made = kitchen.item(kitchen.section("Lunch"), "Soup", sold_out_on=day)
        moments = (now, now + timedelta(days=1))
        found = [reading.item(connection, made, moment) for moment in moments]
        return [each is not None and each.sold_out for each in found]

    assert await database.write(work) == [True, False]


@pytest.mark.parametrize(
    ("hours", "hour", "served"),
    [
        ((None, None), 3, True),
        ((420, 690), 7, True),
        ((420, 690), 12, False),
        ((1320, 1560), 23, True),
        ((1320, 1560), 1, True),
        ((1320, 1560), 3, False),
    ],
)
def test_hours_may_go_past_midnight(
    hours: tuple[int | None, int | None], hour: int, *, served: bool
) -> None:
    assert is_served(*hours, NOON.replace(hour=hour)) == served
