"""What buttons of a menu mean: options as bits, old and forged ones, prices that have changed since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from catalog.menu import reading
from catalog.menu.menu_models import item_options, menu_items, menu_sections, pickup_settings
from chat.action import Action, Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from database.errors import Refusal
from handlers.errors import ChosenWrong
from handlers.guest.cart import ChangeQuantity, EmptyCart, GiveLineNote
from handlers.guest.chosen import apart, beside, packed, unpacked
from handlers.guest.item import AddToCart
from handlers.guest.line_options import ChangeOptions
from handlers.guest.menu_actions import (
    OpenCart,
    OpenItem,
    OpenLineOptions,
    OpenMenu,
    OpenPickupTimes,
    OrderAgain,
    SameAgain,
)
from handlers.guest.ordering import OrderCart
from handlers.guest.repeating import OpenCartAgain
from handlers.refusals import explain
from orders import carts
from orders.errors import (
    AlreadyPlaced,
    CartChanged,
    CartEmpty,
    HoldLapsed,
    ItemSoldOut,
    NoPickupSoon,
    NothingToPay,
    NotYourOrder,
    PaymentNeeded,
)
from orders.models import OrderState, orders
from tests import coffee, market
from tests.coffee import CoffeeBar
from tests.structure import busy
from tests.structure.turns import Turns

Seen = dict[str, Action]


class Bar:
    """The coffee bar and one guest, whose presses are made at once."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        market.build(connection, now)
        self.menu: CoffeeBar = coffee.build(connection, now)
        self.connection = connection
        self.now = now
        self.guest = Person(busy.newcomer(connection, "ann", now), "Ann", "en")
        self.other = Person(busy.newcomer(connection, "bob", now), "Bob", "en")

    def sees(self, page: Page, who: Person | None = None) -> Screen:
        turns = Turns(self.now)
        return turns.router.show(turns.of(self.connection, who or self.guest), page)

    def does(self, move: Move, who: Person | None = None) -> Page:
        turns = Turns(self.now)
        with self.connection.begin_nested():
            return turns.router.move(turns.of(self.connection, who or self.guest), move)

    def keys(self, page: Page) -> Seen:
        return {
            each.label: each.action
            for row in self.sees(page).rows
            for each in row
            if isinstance(each, Button)
        }

    def add(self, item: int, *options: int, quantity: int = 1) -> int:
        given = (self.guest.id, item, list(options), quantity, "", None)
        return carts.add(self.connection, *given, self.now)

    def said(self, error: Exception) -> str:
        return str(explain(Turns(self.now).of(self.connection, self.guest), error).words)


Play = Callable[[Callable[[Bar], None]], Any]


@pytest.fixture
def play(database: Database, now: datetime) -> Play:
    return lambda scene: database.write(lambda connection: scene(Bar(connection, now)))


@pytest.mark.parametrize("chosen", [[], [3], [3, 5], [5, 9, 11], list(range(10**6, 10**6 + 40))])
def test_what_is_chosen_comes_back_from_its_text(chosen: list[int]) -> None:
    every = sorted({3, 5, 9, 11, *chosen})
    text = packed(every, chosen)
    assert unpacked(every, text) == frozenset(chosen)
    assert len(text) <= 20
    assert unpacked([*every, 2], text) is None, "others are offered since"


def test_how_much_was_in_the_cart_is_said_beside_it() -> None:
    text = packed([3, 5], [5])
    assert apart(beside(text, 41)) == (text, 41)
    assert apart(text) == (text, None)
    assert apart(f"{text}-?") == (text, None)
    forty = beside(packed(range(10**6, 10**6 + 40), [10**6 + 39]), 2000)
    assert len(forty) <= 20


@pytest.mark.parametrize(
    "text", ["", "0", "zz", "-", "1_0", "ü", "zzzz0000", f"4{packed([1, 2], [])[1:]}"]
)
def test_a_text_that_nobody_packed_means_nothing(text: str) -> None:
    assert unpacked([1, 2], text) is None


async def test_one_of_a_few_takes_the_place_of_another(play: Play) -> None:
    def scene(bar: Bar) -> None:
        keys = bar.keys(OpenItem(bar.menu.flat_white))
        assert "● Cow's milk" in keys
        oat = keys["Oat milk +€0.40"]
        assert isinstance(oat, OpenItem)
        keys = bar.keys(oat)
        assert {"Cow's milk", "● Oat milk +€0.40", "Add · €4.20"} <= set(keys)
        assert keys["● Oat milk +€0.40"] == oat, "one has to be chosen"
        two = keys["Another shot +€0.60"]
        assert isinstance(two, OpenItem)
        three = bar.keys(two)["Vanilla +€0.50"]
        assert isinstance(three, OpenItem)
        four = bar.keys(three)["Decaf"]
        assert isinstance(four, OpenItem)
        assert "Of “Extra” you can have at most 2." in bar.sees(four).text
        assert not any(label.startswith("Add") for label in bar.keys(four))

    await play(scene)


async def test_what_cannot_be_chosen_is_said_and_not_done(play: Play) -> None:
    def scene(bar: Bar) -> None:
        oat = bar.keys(OpenItem(bar.menu.flat_white))["Oat milk +€0.40"]
        assert isinstance(oat, OpenItem)
        add = bar.keys(oat)["Add · €4.20"]
        assert isinstance(add, AddToCart)
        none_chosen = f"0{apart(add.chosen)[0][1:]}"
        with pytest.raises(ChosenWrong) as none:
            bar.does(AddToCart(bar.menu.flat_white, none_chosen, 1))
        assert "Please choose 1 of “Milk”." in bar.said(none.value)
        with pytest.raises(PageOutdated):
            bar.does(AddToCart(bar.menu.flat_white, "zzzz", 1))
        with pytest.raises(PageOutdated):
            bar.does(AddToCart(10**6, "0", 1))
        bar.connection.execute(
            update(item_options)
            .where(item_options.c.id == bar.menu.oat)
            .values(archived_at=bar.now)
        )
        with pytest.raises(PageOutdated):
            bar.does(add)
        assert carts.cart_of(bar.connection, bar.guest.id, bar.menu.location, bar.now) is None

    await play(scene)


async def test_a_price_that_changed_is_seen_before_it_is_paid(play: Play) -> None:
    def scene(bar: Bar) -> None:
        bar.add(bar.menu.bun, quantity=2)
        pay = bar.keys(OpenCart(bar.menu.location))["Pay €7"]
        assert isinstance(pay, OrderCart)
        price = update(menu_items).where(menu_items.c.id == bar.menu.bun).values(price=400)
        bar.connection.execute(price)
        with pytest.raises(CartChanged):
            bar.does(pay)
        assert "it was €3.50 each" in bar.sees(OpenCart(bar.menu.location)).text
        bar.does(pay_again := bar.keys(OpenCart(bar.menu.location))["Pay €8"])  # type: ignore[arg-type]
        assert isinstance(pay_again, OrderCart)
        total = select(orders.c.total).where(orders.c.id == pay_again.order)
        assert bar.connection.execute(total).scalar_one() == 800

    await play(scene)


async def test_a_button_of_a_cart_that_is_gone_does_nothing(play: Play) -> None:
    def scene(bar: Bar) -> None:
        order = bar.add(bar.menu.bun)
        keys = bar.keys(OpenCart(bar.menu.location))
        assert isinstance(keys["＋"], ChangeQuantity)
        for theirs in (
            ChangeQuantity(order, 1, 9),
            GiveLineNote(order, 1, "x"),
            EmptyCart(order),
            OrderCart(order, 1),
        ):
            with pytest.raises(NotYourOrder):
                bar.does(theirs, bar.other)
        assert bar.does(EmptyCart(order)) == OpenMenu(bar.menu.location)
        bar.add(bar.menu.bun)
        for old in (ChangeQuantity(order, 1, 9), GiveLineNote(order, 1, "x"), OrderCart(order, 1)):
            with pytest.raises(CartEmpty):
                bar.does(old)
        cart = carts.cart_of(bar.connection, bar.guest.id, bar.menu.location, bar.now)
        assert cart is not None
        assert [(each.quantity, each.note) for each in cart.lines] == [(1, "")]

    await play(scene)


async def test_a_key_for_other_options_is_old_where_the_line_or_its_options_are_others(
    play: Play,
) -> None:
    def scene(bar: Bar) -> None:
        order = bar.add(bar.menu.flat_white, bar.menu.oat)
        here = OpenLineOptions(bar.menu.location, 1)
        cow = bar.keys(here)["Cow's milk"]
        assert isinstance(cow, OpenLineOptions)
        save = bar.keys(cow)["Save · €3.80"]
        assert isinstance(save, ChangeOptions)
        with pytest.raises(NotYourOrder):
            bar.does(save, bar.other)
        with pytest.raises(PageOutdated):
            bar.does(replace(save, position=2))
        with pytest.raises(PageOutdated):
            bar.does(replace(save, chosen="0" + save.chosen[1:]))
        pay = bar.keys(OpenCart(bar.menu.location))["Pay €4.20"]
        gone = update(item_options).where(item_options.c.id == bar.menu.oat)
        bar.connection.execute(gone.values(archived_at=bar.now, price_difference=0))
        with pytest.raises(PageOutdated):
            bar.does(save)
        assert "No longer available like that" in bar.sees(OpenCart(bar.menu.location)).text
        fresh = bar.sees(here)
        assert "Please choose 1 of “Milk”." in fresh.text
        assert not any(label.startswith("Save") for label in bar.keys(here))
        cow = bar.keys(here)["Cow's milk"]
        assert isinstance(cow, OpenLineOptions)
        bar.does(bar.keys(cow)["Save · €3.80"])  # type: ignore[arg-type]
        assert isinstance(pay, OrderCart)
        with pytest.raises(CartChanged):
            bar.does(pay)
        bar.does(EmptyCart(order))
        with pytest.raises(PageOutdated):
            bar.sees(here)

    await play(scene)


async def test_other_options_at_the_same_price_are_seen_before_they_are_paid(play: Play) -> None:
    def scene(bar: Bar) -> None:
        same = update(item_options).where(item_options.c.id == bar.menu.oat)
        bar.connection.execute(same.values(price_difference=0))
        bar.add(bar.menu.flat_white, bar.menu.oat)
        pay = bar.keys(OpenCart(bar.menu.location))["Pay €3.80"]
        cow = bar.keys(OpenLineOptions(bar.menu.location, 1))["Cow's milk"]
        assert isinstance(cow, OpenLineOptions)
        bar.does(bar.keys(cow)["Save · €3.80"])  # type: ignore[arg-type]
        assert isinstance(pay, OrderCart)
        with pytest.raises(CartChanged):
            bar.does(pay)

    await play(scene)


async def test_lines_of_one_name_are_told_apart_by_how_they_are_had(play: Play) -> None:
    """By what not all of them have; one that has nothing of its own by its name."""

    def scene(bar: Bar) -> None:
        options = select(item_options.c.name, item_options.c.id)
        ids = {each.name: each.id for each in bar.connection.execute(options)}
        bar.add(bar.menu.flat_white, bar.menu.oat)
        assert edited(bar) == ["✏️ Flat white"]
        bar.add(bar.menu.flat_white, bar.menu.oat, ids["Vanilla"])
        assert edited(bar) == ["✏️ Flat white", "✏️ Vanilla"]
        bar.add(bar.menu.flat_white, bar.menu.cow)
        bar.add(bar.menu.bun)
        assert edited(bar) == [
            "✏️ Oat milk",
            "✏️ Oat milk · Vanilla",
            "✏️ Cow's milk",
            "✏️ Cinnamon bun",
        ]

    await play(scene)


def edited(bar: Bar) -> list[str]:
    return [each for each in bar.keys(OpenCart(bar.menu.location)) if each.startswith("✏️")]


async def test_nobody_is_told_that_something_of_a_menu_is_booked_or_free(play: Play) -> None:
    def scene(bar: Bar) -> None:
        order = carts.hold_cart(bar.connection, bar.guest.id, bar.add(bar.menu.bun), bar.now)
        for refusal in (HoldLapsed, AlreadyPlaced, NothingToPay, PaymentNeeded):
            words = bar.said(refusal(order)).lower()
            assert "order" in words, refusal
            assert not any(each in words for each in ("book", "free", "pick a time")), refusal

    await play(scene)


async def test_the_same_as_last_time_waits_where_it_costs_more_now(play: Play) -> None:
    def scene(bar: Bar) -> None:
        order = carts.hold_cart(bar.connection, bar.guest.id, bar.add(bar.menu.bun), bar.now)
        busy.paid_for(bar.connection, bar.guest.id, order, bar.now)
        bar.connection.execute(
            update(menu_items).where(menu_items.c.id == bar.menu.bun).values(price=400)
        )
        assert bar.does(SameAgain(order)) == OpenCartAgain(order)
        assert "Last time it came to €3.50." in bar.sees(OpenCartAgain(order)).text
        assert "Pay €4" in bar.keys(OpenCartAgain(order))

    await play(scene)


async def test_the_same_as_last_time_says_what_is_missing_of_it(play: Play) -> None:
    """What is taken off, or was chosen of it and can't be any more; also where nothing is left."""

    def scene(bar: Bar) -> None:
        white = bar.add(bar.menu.flat_white, bar.menu.oat)
        bar.add(bar.menu.bun)
        order = carts.hold_cart(bar.connection, bar.guest.id, white, bar.now)
        busy.paid_for(bar.connection, bar.guest.id, order, bar.now)
        oat = update(item_options).where(item_options.c.id == bar.menu.oat)
        bar.connection.execute(oat.values(archived_at=bar.now))
        for again in (SameAgain(order), OrderAgain(order)):
            assert bar.does(again) == OpenCartAgain(order)
            text = bar.sees(OpenCartAgain(order)).text
            assert "Not to be had any more as you had it: Flat white." in text
            assert "Cinnamon\xa0bun" in text
        bun = update(menu_items).where(menu_items.c.id == bar.menu.bun)
        bar.connection.execute(bun.values(archived_at=bar.now))
        assert bar.does(SameAgain(order)) == OpenCartAgain(order)
        assert "as you had it: Flat white and Cinnamon bun." in bar.sees(OpenCartAgain(order)).text

    await play(scene)


async def test_a_place_that_takes_no_orders_says_so(play: Play) -> None:
    def scene(bar: Bar) -> None:
        bar.connection.execute(update(pickup_settings).values(active=False))
        with pytest.raises(Refusal) as closed:
            bar.does(AddToCart(bar.menu.bun, packed([], []), 1))
        assert "Nothing can be ordered" in bar.said(closed.value)

    await play(scene)


async def test_a_long_menu_and_a_long_cart_can_be_read_to_their_ends(play: Play) -> None:
    def scene(bar: Bar) -> None:
        first = select(menu_items).where(menu_items.c.id == bar.menu.bun)
        row = dict(bar.connection.execute(first).mappings().one())
        del row["id"]
        row["daily_stock"] = None
        for number in range(30):
            values = {**row, "name": f"Bun {number}", "position": number + 2}
            made = insert(menu_items).values(values).returning(menu_items.c.id)
            bar.add(bar.connection.execute(made).scalar_one())
        menu = OpenMenu(bar.menu.location, row["section_id"])
        cart = OpenCart(bar.menu.location)
        assert "Bun 29 · €3.50" in read_on(bar, menu)
        assert "✏️ Bun 29" in read_on(bar, cart)

    await play(scene)


async def test_breakfast_is_over_at_eleven(play: Play) -> None:
    def scene(bar: Bar) -> None:
        page = OpenItem(bar.menu.porridge)
        assert "Not served now, only from 7:00" in bar.sees(page).text
        assert not any(label.startswith("Add") for label in bar.keys(page))
        bar.now += timedelta(hours=20)
        assert any(label.startswith("Add") for label in bar.keys(page))

    await play(scene)


async def test_a_list_shows_coffee_before_breakfast_also_in_the_morning(play: Play) -> None:
    def scene(bar: Bar) -> None:
        breakfast = menu_sections.c.from_minute.is_not(None)
        bar.connection.execute(update(menu_sections).where(breakfast).values(position=-1))
        morning = bar.now.replace(hour=9)
        had = [each.name for each in reading.had_now(bar.connection, bar.menu.location, morning)]
        assert had[:2] == ["Flat white", "Espresso"]
        assert had[-1] == "Porridge"

    await play(scene)


def read_on(bar: Bar, page: Page) -> set[str]:
    """Every key of a list, page after page."""
    labels: set[str] = set()
    following: Action | None = page
    while isinstance(following, Page):
        keys = bar.keys(following)
        labels |= set(keys)
        following = keys.get("Next ›")
    return labels


async def test_a_double_press_puts_it_in_once(play: Play) -> None:
    def scene(bar: Bar) -> None:
        add = bar.keys(OpenItem(bar.menu.bun))["Add · €3.50"]
        assert isinstance(add, AddToCart)
        for _ in range(2):
            assert bar.does(add) == OpenCart(bar.menu.location)
        assert in_cart(bar) == [1]
        again = bar.keys(OpenItem(bar.menu.bun))["Add · €3.50"]
        assert isinstance(again, AddToCart)
        bar.does(again)
        assert in_cart(bar) == [2], "seen anew, it is one more"
        bar.add(bar.menu.flat_white, bar.menu.cow)
        bar.does(again)
        assert in_cart(bar) == [3, 1], "what else came in meanwhile is no reason to leave it out"

    await play(scene)


def in_cart(bar: Bar) -> list[int]:
    cart = carts.cart_of(bar.connection, bar.guest.id, bar.menu.location, bar.now)
    return [] if cart is None else [each.quantity for each in cart.lines]


async def test_a_double_press_of_paying_holds_once(play: Play) -> None:
    def scene(bar: Bar) -> None:
        now = bar.keys(OpenItem(bar.menu.bun))["Pay now · €3.50"]
        assert isinstance(now, AddToCart)
        assert bar.does(now) == bar.does(now)
        assert states(bar) == [OrderState.HELD]
        bar.add(bar.menu.flat_white, bar.menu.cow)
        pay = bar.keys(OpenCart(bar.menu.location))["Pay €3.80"]
        assert isinstance(pay, OrderCart)
        assert bar.does(pay) == bar.does(pay)
        assert states(bar) == [OrderState.HELD] * 2

    await play(scene)


async def test_a_double_press_of_the_same_as_last_time_holds_once(play: Play) -> None:
    def scene(bar: Bar) -> None:
        order = carts.hold_cart(bar.connection, bar.guest.id, bar.add(bar.menu.bun), bar.now)
        busy.paid_for(bar.connection, bar.guest.id, order, bar.now)
        assert bar.does(SameAgain(order)) == bar.does(SameAgain(order))
        assert states(bar).count(OrderState.HELD) == 1

    await play(scene)


def states(bar: Bar) -> list[str]:
    mine = select(orders.c.state).where(orders.c.guest_id == bar.guest.id).order_by(orders.c.id)
    return list(bar.connection.execute(mine).scalars())


async def test_who_comes_too_late_for_the_last_is_told_so(play: Play) -> None:
    def scene(bar: Bar) -> None:
        all_buns = update(menu_items).where(menu_items.c.id == bar.menu.bun).values(daily_stock=1)
        bar.connection.execute(all_buns)
        late = bar.keys(OpenItem(bar.menu.bun))["Pay now · €3.50"]
        carts.hold_cart(bar.connection, bar.other.id, the_others(bar), bar.now)
        with pytest.raises(ItemSoldOut) as sold_out:
            bar.does(late)  # type: ignore[arg-type]
        assert "Others were faster" in bar.said(sold_out.value)
        assert in_cart(bar) == []

    await play(scene)


def the_others(bar: Bar) -> int:
    no_options: list[int] = []
    given = (bar.other.id, bar.menu.bun, no_options, 1, "", None)
    return carts.add(bar.connection, *given, bar.now)


async def test_by_night_what_is_paid_is_picked_up_when_they_open(play: Play) -> None:
    def scene(bar: Bar) -> None:
        bar.now += timedelta(hours=10)  # midnight, and they open at seven
        page = OpenItem(bar.menu.flat_white)
        assert "Closed · opens" in bar.sees(page).text
        for_morning = bar.keys(page)["Pay for 7:00\u202fAM · €3.80"]
        bar.does(for_morning)  # type: ignore[arg-type]
        starts = select(orders.c.starts_at).where(orders.c.state == OrderState.HELD)
        at_seven = (bar.now + timedelta(days=1)).replace(hour=5, minute=0)
        assert bar.connection.execute(starts).scalar_one() == at_seven

    await play(scene)


async def test_what_cannot_be_ready_soon_stays_in_the_cart_and_a_time_is_chosen(play: Play) -> None:
    def scene(bar: Bar) -> None:
        now = bar.keys(OpenItem(bar.menu.flat_white))["Pay now · €3.80"]
        bar.now += timedelta(hours=8)
        times = OpenPickupTimes(bar.menu.location)
        assert bar.does(now) == times  # type: ignore[arg-type]
        assert in_cart(bar) == [1]
        assert "As soon as possible" not in bar.keys(times)
        pay = bar.keys(OpenCart(bar.menu.location))["Pay €3.80"]
        with pytest.raises(NoPickupSoon) as closed:
            bar.does(pay)  # type: ignore[arg-type]
        told = explain(Turns(bar.now).of(bar.connection, bar.guest), closed.value)
        assert told.next == times

    await play(scene)
