"""A menu that its people look after: made, changed, ordered, sold out, taken off, and kept in history."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from catalog.amounts import Amounts
from catalog.changes import Subject, history
from catalog.errors import (
    NumberOutOfRange,
    NumberUnreadable,
    PriceUnpayable,
    TextMissing,
    TextTooLong,
)
from catalog.menu import items, option_text, pickup, reading, sections, selling_out
from catalog.menu.errors import (
    ItemUnknown,
    MenuFull,
    OptionsUnreadable,
    SectionUnknown,
    ServedUnclear,
)
from catalog.menu.item_fields import ItemField
from catalog.menu.item_values import value_of
from catalog.menu.option_text import Fault, NoOptions, read
from catalog.menu.own_menu import own_item, own_items, own_sections
from catalog.menu.pickup import Pickup, PickupField, pickup_of
from catalog.models import locations
from catalog.service_fields import ServiceField
from catalog.service_values import value_of as service_value
from database.door import Database
from database.money import Limits
from people.errors import NoRight
from people.models import staff
from people.rights import Role
from tests.making import Market, Shop

F = ItemField
MILK = "Milk (1): whole* | oat +0.60; Extras (0-3): extra shot +0.90 | syrup +0.50"


class Cafe:
    """A place with a section and an item on offer."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection, self.now = connection, now
        self.market = Market(connection, now)
        self.shop: Shop = self.market.merchant()
        self.owner = self.shop.clerk
        self.section = sections.begin(connection, self.shop.location, "Coffee", self.owner, now)
        self.item = self.make("Flat white", 380)

    def make(self, name: str, price: int) -> int:
        given = (self.connection, self.section, name, "EUR", self.owner, self.now)
        made = items.begin(*given)
        items.change(self.connection, made, {F.PRICE: price}, self.owner, self.now)
        items.set_active(self.connection, made, self.owner, self.now, active=True)
        return made

    def hire(self, role: Role) -> int:
        person = self.market.clerk(self.shop.merchant)
        here = staff.c.person_id == person
        self.connection.execute(staff.update().where(here).values(role=role))
        return person

    def options(self, text: str) -> None:
        wanted = {F.OPTIONS: option_text.read(text, "EUR")}
        items.change(self.connection, self.item, wanted, self.owner, self.now)

    def offered(self) -> list[str]:
        menu = reading.menu_at(self.connection, self.shop.location, self.now)
        return [item.name for section in menu.sections for item in section.items]


async def test_an_item_is_found_by_its_name_and_kept_in_history(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[str, list[Subject], list[str]]:
        cafe = Cafe(connection, now)
        words = connection.execute(select(locations.c.words)).scalar_one()
        told = [each.subject for each in history(connection, cafe.shop.merchant, 9)]
        return words, told, cafe.offered()

    words, told, offered = await database.write(work)
    assert "flat white" in words
    assert told == [Subject.ITEM, Subject.ITEM, Subject.ITEM, Subject.SECTION]
    assert offered == ["Flat white"]


@pytest.mark.both_engines
async def test_a_place_is_found_by_what_the_sections_of_its_menu_are_called(
    database: Database, now: datetime
) -> None:
    """A dish is seldom called what it is: of pizzas, only the section says so."""

    def work(connection: Connection) -> list[str]:
        cafe = Cafe(connection, now)
        found = [searched(connection)]
        sections.rename(connection, cafe.section, "Espresso bar", cafe.owner, now)
        found.append(searched(connection))
        sections.take_off(connection, cafe.section, cafe.owner, now)
        return [*found, searched(connection)]

    named, renamed, gone = await database.write(work)
    assert " coffee" in named
    assert " espresso bar" in renamed
    assert " coffee" not in renamed
    assert " espresso" not in gone


def searched(connection: Connection) -> str:
    """The words by which the place is found."""
    return str(connection.execute(select(locations.c.words)).scalar_one())


async def test_only_who_may_changes_a_menu_and_the_counter_sells_out(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[bool, bool]:
        cafe = Cafe(connection, now)
        desk, courier = cafe.hire(Role.DESK), cafe.hire(Role.COURIER)
        with pytest.raises(NoRight):
            items.change(connection, cafe.item, {F.PRICE: 1}, desk, now)
        with pytest.raises(NoRight):
            sections.rename(connection, cafe.section, "Mine", desk, now)
        with pytest.raises(NoRight):
            pickup.set_active(connection, cafe.shop.location, desk, now, active=True)
        with pytest.raises(NoRight):
            selling_out.set_sold_out(connection, cafe.item, courier, now, sold_out=True)
        selling_out.set_sold_out(connection, cafe.item, desk, now, sold_out=True)
        moments = (now, now + timedelta(days=1))
        found = [reading.item(connection, cafe.item, moment) for moment in moments]
        today, tomorrow = (each is not None and each.sold_out for each in found)
        return today, tomorrow

    assert await database.write(work) == (True, False)


async def test_sold_out_is_taken_back(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> bool:
        cafe = Cafe(connection, now)
        for sold_out in (True, False):
            selling_out.set_sold_out(connection, cafe.item, cafe.owner, now, sold_out=sold_out)
        found = own_item(connection, cafe.item, now)
        return found is not None and found.sold_out

    assert not await database.write(work)


@pytest.mark.both_engines
async def test_options_are_kept_by_their_names(database: Database, now: datetime) -> None:
    """What comes back is the option that it was, so that a guest's cart still means it."""

    def work(connection: Connection) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
        cafe = Cafe(connection, now)
        told = []
        for text in (MILK, "Milk (1): Oat +0.70* | soy", MILK):
            cafe.options(text)
            found = reading.item(connection, cafe.item, now)
            assert found is not None
            own = own_item(connection, cafe.item, now)
            assert own is not None
            offered = tuple(each.id for group in found.groups for each in group.options)
            told.append((own.options, offered, found.option_ids))
        return told

    first, second, third = await database.write(work)
    assert first[0] == third[0] == MILK
    assert second[0] == "Milk (1): Oat +0.70* | soy"
    assert first[1] == third[1]
    assert second[1][0] == first[1][1]
    assert set(second[2]) == set(third[2])


async def test_no_choice_costs_less_than_nothing(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        cafe = Cafe(connection, now)
        given = (connection, cafe.item)
        items.change(*given, {ItemField.PRICE: 300}, cafe.owner, now)
        cafe.options("Size: whole | half -3")
        for values in (
            {ItemField.PRICE: 299},
            {ItemField.OPTIONS: read("Size: a | b -3.01", "EUR")},
        ):
            with pytest.raises(OptionsUnreadable) as refused:
                items.change(*given, values, cafe.owner, now)
            assert refused.value.fault == Fault.BELOW_ZERO
        both = {ItemField.PRICE: 400, ItemField.OPTIONS: read("Size: a | b -4", "EUR")}
        assert items.change(*given, both, cafe.owner, now)

    await database.write(work)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("Milk: whole, oat +0,60", "Milk (1): whole | oat +0.60"),
        ("Milk：whole｜oat＋0.60＊", "Milk (1): whole | oat +0.60*"),
        ("Size [1]: small -0.50 | 7-up* | large +1", "Size (1): small -0.50 | 7-up* | large +1.00"),
        ("Left half (1): ham|tuna\nRight half (1): ham|tuna", None),
        ("Extras (0-3): nuts* +0.40 | cream*", "Extras (0-3): nuts +0.40* | cream*"),
    ],
)
def test_options_are_read_as_people_type_them(text: str, written: str | None) -> None:
    groups = option_text.read(text, "EUR")
    again = option_text.written(groups, "EUR")
    assert option_text.read(again, "EUR") == groups
    assert written is None or again == written


@pytest.mark.parametrize(
    "price", ["+.60", "+ ,60", "+€0.60", "+ € 0,60", "+EUR 0.60", "＋０．６０", "+٫٦"]
)
def test_what_an_option_adds_is_read_however_it_is_written(price: str) -> None:
    (group,) = option_text.read(f"Milk (1): whole* | oat {price}", "EUR")
    assert [(each.name, each.price_difference) for each in group.options] == [
        ("whole", 0),
        ("oat", 60),
    ]


def test_a_plus_may_belong_to_a_name() -> None:
    (group,) = option_text.read("Extras (0-2): vitamin +B12 | A+ | C +D3 +0.60", "EUR")
    assert [each.name for each in group.options] == ["vitamin +B12", "A+", "C +D3"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Milk", Fault.NO_OPTIONS),
        ("Milk:", Fault.NO_OPTIONS),
        (": oat", Fault.NO_NAME),
        ("Milk: +0.60", Fault.NO_NAME),
        ("Milk: oat +0.605", Fault.BAD_PRICE),
        ("Milk: oat +1,200", Fault.UNCLEAR_PRICE),
        ("Milk: oat +$1", Fault.BAD_PRICE),
        ("Milk: oat €0.60", Fault.BAD_PRICE),
        ("Milk: oat, soy 0.60 €", Fault.BAD_PRICE),
        ("Milk (3): oat | soy", Fault.BAD_COUNTS),
        ("Milk (0): oat", Fault.BAD_COUNTS),
        ("Milk (2-1): oat | soy", Fault.BAD_COUNTS),
        ("Milk (1): oat* | soy*", Fault.TOO_MANY_DEFAULTS),
        ("Milk: oat | Oat", Fault.TWICE),
        ("Milk: oat; milk: soy", Fault.TWICE),
        (f"Milk: {'o' * 41}", Fault.TOO_LONG),
        (";".join(f"G{number}: a" for number in range(11)), Fault.TOO_MANY),
        ("Milk (99999999999999999999): oat", Fault.BAD_COUNTS),
    ],
)
def test_options_that_cannot_be_read_say_why(text: str, fault: Fault) -> None:
    with pytest.raises(NoOptions) as refused:
        option_text.read(text, "EUR", Amounts())
    assert refused.value.fault is fault


async def test_what_was_taken_off_is_not_changed_but_put_back(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[list[str], list[str], list[str]]:
        cafe = Cafe(connection, now)
        bun = cafe.make("Bun", 300)
        items.take_off(connection, bun, cafe.owner, now)
        with pytest.raises(ItemUnknown):
            items.change(connection, bun, {F.PRICE: 1}, cafe.owner, now)
        with pytest.raises(ItemUnknown):
            selling_out.set_sold_out(connection, bun, cafe.owner, now, sold_out=True)
        without = cafe.offered()
        items.put_back(connection, bun, cafe.owner, now)
        items.set_active(connection, bun, cafe.owner, now, active=True)
        together = cafe.offered()
        sections.take_off(connection, cafe.section, cafe.owner, now)
        with pytest.raises(SectionUnknown):
            items.begin(connection, cafe.section, "Tea", "EUR", cafe.owner, now)
        return without, together, cafe.offered()

    assert await database.write(work) == (["Flat white"], ["Flat white", "Bun"], [])


async def test_nothing_is_put_back_where_the_menu_is_full(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(connection: Connection) -> None:
        cafe = Cafe(connection, now)
        monkeypatch.setattr(items, "MOST", 2)
        monkeypatch.setattr(sections, "MOST", 2)
        bun = cafe.make("Bun", 300)
        items.take_off(connection, bun, cafe.owner, now)
        cafe.make("Tea", 300)
        with pytest.raises(MenuFull):
            items.put_back(connection, bun, cafe.owner, now)
        cake = sections.begin(connection, cafe.shop.location, "Cake", cafe.owner, now)
        sections.take_off(connection, cake, cafe.owner, now)
        sections.begin(connection, cafe.shop.location, "Pie", cafe.owner, now)
        with pytest.raises(MenuFull):
            sections.put_back(connection, cake, cafe.owner, now)

    await database.write(work)


@pytest.mark.both_engines
async def test_items_and_sections_are_moved(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[list[str], list[str], list[str]]:
        cafe = Cafe(connection, now)
        for name in ("Bun", "Tea"):
            cafe.make(name, 300)
        items.move(connection, cafe.item, 9, cafe.owner, now)
        moved = [each.name for each in own_items(connection, [cafe.section], now)[cafe.section]]
        cake = sections.begin(connection, cafe.shop.location, "Cake", cafe.owner, now)
        items.move_to(connection, cafe.item, cake, cafe.owner, now)
        sections.move(connection, cake, 0, cafe.owner, now)
        found = own_sections(connection, cafe.shop.location)
        return moved, [each.name for each in found], cafe.offered()

    moved, named, offered = await database.write(work)
    assert moved == ["Bun", "Tea", "Flat white"]
    assert named == ["Cake", "Coffee"]
    assert offered == ["Flat white", "Bun", "Tea"]


async def test_an_item_moves_within_its_own_place_only(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        here, there = Cafe(connection, now), Cafe(connection, now)
        with pytest.raises(NoRight):
            items.move_to(connection, here.item, there.section, here.owner, now)
        other = here.market.location(here.shop.merchant)
        second = sections.begin(connection, other, "Coffee", here.owner, now)
        with pytest.raises(SectionUnknown):
            items.move_to(connection, here.item, second, here.owner, now)

    await database.write(work)


async def test_a_section_is_served_at_its_hours(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[int | None, int | None]:
        cafe = Cafe(connection, now)
        served = sections.served_of(cafe.section, "7-11:30")
        sections.set_hours(connection, cafe.section, served, cafe.owner, now)
        found = own_sections(connection, cafe.shop.location)[0]
        return found.from_minute, found.until_minute

    assert await database.write(work) == (420, 690)
    assert sections.served_of(0, " ") is None
    for text in ("soon", "8-10, 12-14", "closed"):
        with pytest.raises(ServedUnclear):
            sections.served_of(0, text)


async def test_values_out_of_bounds_are_refused(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        cafe = Cafe(connection, now)
        with pytest.raises(NumberOutOfRange):
            items.change(connection, cafe.item, {F.STOCK: 0}, cafe.owner, now)
        given = (cafe.owner, now, lambda _currency: Limits(1, 100))
        with pytest.raises(PriceUnpayable):
            items.change(connection, cafe.item, {F.PRICE: 101}, *given)
        nothing = {PickupField.ITEMS: 0}
        with pytest.raises(NumberOutOfRange):
            pickup.set_number(connection, cafe.shop.location, nothing, cafe.owner, now)
        with pytest.raises(TextMissing):
            sections.rename(connection, cafe.section, "  ", cafe.owner, now)
        with pytest.raises(TextTooLong):
            items.begin(connection, cafe.section, "x" * 61, "EUR", cafe.owner, now)

    await database.write(work)


def test_fields_are_read_as_they_are_typed() -> None:
    assert value_of(0, F.PRICE, "3,80", "EUR") == 380
    assert value_of(0, F.TAX, "13,5 %", "EUR") == 1350
    assert value_of(0, F.STOCK, "", "EUR") is None
    assert value_of(0, F.DIETS, "Gluten free, VEGAN", "EUR") == "vegan gluten_free"
    assert value_of(0, F.ALLERGENS, "milk gluten", "EUR") == "gluten milk"


def test_a_number_of_picking_up_is_of_its_field() -> None:
    """Where nothing is in per cent, nobody means so many who says per cent."""
    for field, text, value in (
        (PickupField.PREPAID, "30 %", 30),
        (PickupField.TABLE_PREPAID, "٣٠٪", 30),
        (PickupField.MOST_UNPAID, " 20 ", 20),
        (PickupField.LEAD, "1:30", 90),
    ):
        assert pickup.value_of(0, field, text) == value
    for field, text in (
        (PickupField.COLLECTIONS, "101 %"),
        (PickupField.ITEMS, "8%"),
        (PickupField.MOST_UNPAID, "20 ٪"),
        (PickupField.LEAD, "30 %"),
        (PickupField.PREPAID, "3.5"),
        (PickupField.ITEMS, ""),
    ):
        with pytest.raises(NumberUnreadable):
            pickup.value_of(0, field, text)
    with pytest.raises(NumberUnreadable):
        value_of(0, F.STOCK, "12 %", "EUR")
    assert service_value(0, ServiceField.NO_SHOW, "50 %", "EUR") == 50
    with pytest.raises(NumberUnreadable):
        service_value(0, ServiceField.CAPACITY, "4 %", "EUR")


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        (PickupField.PREPAID, 0, 100),
        (PickupField.TABLE_PREPAID, 0, 100),
        (PickupField.MOST_UNPAID, 1, 1000),
        (PickupField.COLLECTIONS, 0, 1000),
    ],
)
async def test_a_number_of_picking_up_has_its_limits(
    database: Database, now: datetime, field: PickupField, least: int, most: int
) -> None:
    def work(connection: Connection) -> None:
        cafe = Cafe(connection, now)
        place = cafe.shop.location
        for value in (least - 1, most + 1, -most, 10**12):
            with pytest.raises(NumberOutOfRange):
                pickup.set_number(connection, place, {field: value}, cafe.owner, now)
        assert pickup_of(connection, place) == Pickup()
        for value in (most, least):
            pickup.set_number(connection, place, {field: value}, cafe.owner, now)
            assert getattr(pickup_of(connection, place), pickup.COLUMNS[field][0]) == value

    await database.write(work)


async def test_pick_up_is_set_a_bit_at_a_time(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[Pickup, Pickup]:
        cafe = Cafe(connection, now)
        place = cafe.shop.location
        before = pickup_of(connection, place)
        pickup.set_active(connection, place, cafe.owner, now, active=True)
        values = {PickupField.ITEMS: 8, PickupField.LEAD: 5}
        pickup.set_number(connection, place, values, cafe.owner, now)
        return before, pickup_of(connection, place)

    before, after = await database.write(work)
    assert not before.active
    assert after == Pickup(active=True, items_per_window=8, lead_minutes=5)
