"""“Sold out today” stops what is not agreed yet, on that day; what was agreed, or is for another day, stands."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from catalog.menu import addons as offering
from catalog.menu import selling_out
from catalog.menu.menu_models import menu_items
from orders.course import expiring
from orders.errors import CartChanged
from orders.menu import addons, carts, replacing
from orders.models import OrderState
from tests.guards import STOCK_LEFT, without
from tests.making import Market
from tests.orders.conftest import Desk, Lacking
from tests.orders.menus import Menu, cafe
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.orders.test_races_of_carts import OVERSOLD, breaches, filled, holds
from tests.overtaking import overtaken


@pytest.fixture
async def menu(desk: Desk) -> Menu:
    made: Menu = await desk.make(cafe)
    return made


async def sell_out(desk: Desk, menu: Menu, item: int, *, sold_out: bool = True) -> None:
    given = (item, menu.shop.clerk, desk.now)
    await desk.do(selling_out.set_sold_out, *given, sold_out=sold_out)


async def held(desk: Desk, menu: Menu, *, tomorrow: bool = False) -> int:
    """Two buns."""
    ((guest, cart),) = await filled(desk, menu, 1, 2)
    if tomorrow:
        await desk.do(carts.set_pickup_at, guest, cart, at_noon(desk), desk.now)
    order: int = await desk.do(carts.hold_cart, guest, cart, desk.now)
    return order


def at_noon(desk: Desk) -> datetime:
    return (desk.now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)


async def comes_late(desk: Desk, order: int) -> OrderState:
    """Its money, after its hold ended."""
    asked = await desk.request(order)
    desk.later(minutes=11)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.settle(await desk.paid(asked))
    return (await desk.order(order)).state


async def test_a_hold_that_lives_is_a_promise(desk: Desk, menu: Menu) -> None:
    order = await held(desk, menu)
    await sell_out(desk, menu, menu.bun)
    await desk.pay(order)
    assert (await desk.order(order)).state == OrderState.CONFIRMED


async def test_also_where_there_are_fewer_since_and_it_is_made_later(
    desk: Desk, menu: Menu
) -> None:
    """Its kitchen's time is planned anew, of its stock nothing is."""
    order = await held(desk, menu)
    before = (await desk.order(order)).starts_at
    desk.later(minutes=9)
    asked = await desk.request(order)
    none = update(menu_items).where(menu_items.c.id == menu.bun).values(daily_stock=1)
    await desk.do(lambda c: c.execute(none))
    desk.later(minutes=9)
    await desk.settle(await desk.paid(asked))
    view = await desk.order(order)
    assert (view.state, view.starts_at > before) == (OrderState.CONFIRMED, True)


async def test_money_that_comes_late_goes_back(desk: Desk, menu: Menu) -> None:
    order = await held(desk, menu)
    await sell_out(desk, menu, menu.bun)
    assert await comes_late(desk, order) == OrderState.LAPSED
    payment = await desk.payment_of(order)
    assert payment.refunded == payment.captured


async def test_unless_it_is_for_tomorrow(desk: Desk, menu: Menu) -> None:
    order = await held(desk, menu, tomorrow=True)
    await sell_out(desk, menu, menu.bun)
    assert await comes_late(desk, order) == OrderState.CONFIRMED


async def test_also_of_a_table_with_something_of_the_menu(desk: Desk, menu: Menu) -> None:
    def build(market: Market) -> tuple[int, int]:
        return market.guest(), market.service(menu.shop, capacity=8)

    guest, table = await desk.make(build)
    await desk.do(offering.set_addon, table, menu.bun, menu.shop.clerk, desk.now, on=True)
    order = await desk.hold(guest, table, desk.now.replace(hour=18, minute=0))
    await desk.do(addons.set_addon, order, guest, menu.bun, 1, desk.now)
    await sell_out(desk, menu, menu.bun)
    assert await comes_late(desk, order) == OrderState.LAPSED


async def test_what_is_had_tomorrow_is_replaced_by_what_there_is_then(
    desk: Desk, menu: Menu
) -> None:
    order = await held(desk, menu, tomorrow=True)
    await desk.pay(order)
    await sell_out(desk, menu, menu.coffee)
    guest = (await desk.order(order)).guest_id
    about = (order, menu.shop.clerk, 1, 1, menu.coffee)
    asked = await desk.do(replacing.propose, *about, desk.now)
    assert await desk.do(replacing.accept, asked, guest, desk.now) == order


async def test_it_is_back_the_next_day_by_itself(desk: Desk, menu: Menu) -> None:
    await sell_out(desk, menu, menu.bun)
    with pytest.raises(CartChanged):
        await held(desk, menu)
    await held(desk, menu, tomorrow=True)
    desk.later(hours=24)
    await held(desk, menu)


async def test_two_want_the_last_while_the_counter_says_there_is_none(desk: Desk) -> None:
    """Whoever was before the press has it, one at most; after it nobody."""
    menu = await desk.make(lambda m: cafe(m, stock=1, per_window=9))
    given = (menu.bun, menu.shop.clerk, desk.now)
    press = unit(partial(selling_out.set_sold_out, sold_out=True), *given)
    first, second = holds(desk, await filled(desk, menu, 2))
    found = await race(desk.database, [first, press, second])
    assert kinds([found[0], found[2]])["ok"] <= 1
    assert not isinstance(found[1], Exception)
    (late,) = holds(desk, await filled(desk, menu, 1))
    assert kinds(await race(desk.database, [late])) == {"CartChanged": 1}


@pytest.mark.control
async def test_without_the_guard_both_have_the_last(lacking: Lacking) -> None:
    async with lacking("ck_stock_days_capacity") as desk:
        menu = await desk.make(lambda m: cafe(m, stock=1, per_window=9))
        slow, fast = holds(desk, await filled(desk, menu, 2))
        with without(STOCK_LEFT):
            await overtaken(desk.database, slow, fast, before="INSERT INTO stock_days")
        assert OVERSOLD in await breaches(desk)
