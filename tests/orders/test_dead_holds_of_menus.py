"""What a hold took of a menu is free once its time is over, for whoever pays late, moves, or is asked, though no worker runs."""

from dataclasses import dataclass

import pytest

from catalog.menu import addons as offering
from orders.bills import holding
from orders.booking import rescheduling
from orders.course import expiring
from orders.menu import addons, carts, replacing
from orders.models import OrderState
from orders.money import paying
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe


@dataclass(frozen=True, slots=True)
class Place:
    """A café with four buns a day and a table, which takes bills."""

    desk: Desk
    menu: Menu
    table: int

    async def guest(self) -> int:
        guest: int = await self.desk.make(lambda m: m.guest())
        return guest

    async def holds(self, buns: int = 0, coffees: int = 0) -> int:
        guest = await self.guest()
        for item, options, many in (
            (self.menu.bun, [], buns),
            (self.menu.coffee, [self.menu.cow], coffees),
        ):
            if many:
                given = (guest, item, options, many, "", None, self.desk.now)
                cart = await self.desk.do(carts.add, *given)
        await self.desk.do(carts.hold_cart, guest, cart, self.desk.now)
        return int(cart)

    async def books(self, buns: int, days: int) -> int:
        order = await self.desk.hold(await self.guest(), self.table, self.desk.start(days=days))
        guest = (await self.desk.order(order)).guest_id
        await self.desk.do(addons.set_addon, order, guest, self.menu.bun, buns, self.desk.now)
        return order

    async def lapses(self) -> None:
        self.desk.later(minutes=11)
        await self.desk.do(expiring.lapse_holds, self.desk.now)

    async def comes_late(self, asked: int, order: int) -> OrderState:
        await self.desk.settle(await self.desk.paid(asked))
        return (await self.desk.order(order)).state


@pytest.fixture
async def place(desk: Desk) -> Place:
    return await opened(desk)


async def opened(desk: Desk) -> Place:
    def build(market: Market) -> tuple[Menu, int]:
        menu = cafe(market, stock=4, takes_bills=True)
        return menu, market.service(menu.shop, capacity=8)

    menu, table = await desk.make(build)
    await desk.do(offering.set_addon, table, menu.bun, menu.shop.clerk, desk.now, on=True)
    return Place(desk, menu, table)


async def test_the_last_buns_for_money_that_comes_late(desk: Desk, place: Place) -> None:
    order = await place.holds(buns=3)
    asked = await desk.request(order)
    await place.lapses()
    await place.holds(buns=3)
    desk.later(minutes=11)

    assert await place.comes_late(asked, order) is OrderState.CONFIRMED


async def test_and_the_kitchens_time(desk: Desk, place: Place) -> None:
    order = await place.holds(coffees=4)
    asked = await desk.request(order)
    await place.lapses()
    await place.holds(coffees=4)
    desk.later(minutes=11)

    assert await place.comes_late(asked, order) is OrderState.CONFIRMED


async def test_also_with_a_booking(desk: Desk, place: Place) -> None:
    order = await place.books(buns=3, days=1)
    asked = await desk.request(order)
    await place.lapses()
    await place.books(buns=3, days=1)
    desk.later(minutes=11)

    assert await place.comes_late(asked, order) is OrderState.CONFIRMED


async def test_for_a_booking_that_moves(desk: Desk, place: Place) -> None:
    order = await place.books(buns=3, days=2)
    await desk.pay(order)
    await place.books(buns=3, days=3)
    desk.later(minutes=11)

    guest = (await desk.order(order)).guest_id
    await desk.do(rescheduling.reschedule, order, guest, desk.start(days=3), desk.now)
    assert (await desk.order(order)).starts_at == desk.start(days=3)


async def test_for_whoever_takes_it_instead_of_something_else(desk: Desk, place: Place) -> None:
    order = await place.holds(coffees=1)
    await desk.pay(order)
    await place.holds(buns=4)
    desk.later(minutes=11)
    given = (order, place.menu.shop.clerk, 1, 1, place.menu.bun, desk.now)
    asked = await desk.do(replacing.propose, *given)

    guest = (await desk.order(order)).guest_id
    assert await desk.do(replacing.accept, asked, guest, desk.now) == order


async def test_a_bill_that_was_paid_meanwhile_is_no_other_order(desk: Desk, place: Place) -> None:
    order = await place.holds(buns=1)
    guest = (await desk.order(order)).guest_id
    asked = await desk.request(order)
    await place.lapses()
    bill = (guest, place.menu.shop.merchant, 900, "EUR", None, desk.now)
    await desk.pay(await desk.do(holding.type_bill, *bill))

    assert await place.comes_late(asked, order) is OrderState.CONFIRMED


async def test_the_one_that_is_paid_is_not_in_its_own_way(desk: Desk, place: Place) -> None:
    """Its time is over, nobody has ended it, and its kitchen's time has gone by."""
    order = await place.holds(buns=4)
    asked = await desk.request(order)
    desk.later(minutes=25)

    event = await desk.do(paying.capture, await desk.paid(asked), desk.now)
    await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(order)).state is OrderState.CONFIRMED
