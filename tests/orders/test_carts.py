"""A guest fills a cart, pays, and has it at the counter; what a cart is until then."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from catalog.menu.errors import ChoiceRefused
from catalog.menu.menu_models import item_options, menu_items
from orders import carts, repeating
from orders.claim_models import kitchen_windows, stock_days
from orders.course import expiring, redeeming
from orders.errors import (
    CartChanged,
    CartEmpty,
    HoldLapsed,
    ItemSoldOut,
    NotYourOrder,
    TooManyOfOne,
)
from orders.models import OrderState
from orders.pricing import Changed
from orders.reading import finding, lists, queries
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe


@pytest.fixture
async def menu(desk: Desk) -> Menu:
    made: Menu = await desk.make(cafe)
    return made


@pytest.fixture
async def guest(desk: Desk) -> int:
    made: int = await desk.make(lambda m: m.guest())
    return made


async def fill(desk: Desk, guest: int, menu: Menu, buns: int = 1) -> int:
    """Two flat whites with oat milk, and buns: 9.60 and 3.50 each."""
    await desk.do(carts.add, guest, menu.coffee, [menu.oat], 2, "", None, desk.now)
    order: int = await desk.do(carts.add, guest, menu.bun, [], buns, "warm", None, desk.now)
    return order


async def seen(desk: Desk, guest: int, menu: Menu) -> Any:
    return await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)


async def counters(desk: Desk) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """(held, booked) of each day of stock and each window of the kitchen."""
    found = []
    for table in (stock_days, kitchen_windows):
        query = select(table.c.held, table.c.booked).order_by(table.c.id)
        rows = await desk.see(lambda c, query=query: c.execute(query).all())
        found.append([tuple(each) for each in rows])
    return found[0], found[1]


async def test_it_is_filled_priced_and_paid(desk: Desk, guest: int, menu: Menu) -> None:
    order = await fill(desk, guest, menu)
    cart = await seen(desk, guest, menu)
    assert [(each.title, each.quantity, each.amount) for each in cart.lines] == [
        ("Flat white", 2, 960),
        ("Bun", 1, 350),
    ]
    assert [option.name for option in cart.lines[0].options] == ["Oat"]
    assert (cart.total, cart.items, cart.changes) == (1310, 3, ())
    assert await desk.do(carts.hold_cart, guest, order, desk.now) == order
    assert await counters(desk) == ([(1, 0)], [(3, 0)])
    assert await seen(desk, guest, menu) is None
    view = await desk.order(order)
    assert (view.state, view.total, view.service_id) == (OrderState.HELD, 1310, None)
    assert [line.amount for line in view.lines] == [960, 350]
    await desk.pay(order)
    assert await counters(desk) == ([(0, 1)], [(0, 3)])
    view = await desk.order(order)
    assert view.state == OrderState.CONFIRMED
    used = await desk.do(redeeming.redeem, view.code, menu.shop.clerk, "n", desk.now)
    assert used.order_id == order
    assert (await desk.order(order)).state == OrderState.REDEEMED


async def test_it_is_picked_up_in_the_first_window_that_the_kitchen_has(
    desk: Desk, guest: int, menu: Menu
) -> None:
    soonest = await desk.see(carts.soonest_pickup, menu.shop.location, 3, desk.now)
    assert soonest >= desk.now + timedelta(minutes=10)
    order = await fill(desk, guest, menu)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    assert (await desk.order(order)).starts_at == soonest
    other = await desk.make(lambda m: m.guest())
    second = await fill(desk, other, menu)
    await desk.do(carts.hold_cart, other, second, desk.now)
    assert (await desk.order(second)).starts_at == soonest + timedelta(minutes=10)


async def test_a_cart_is_no_order(desk: Desk, guest: int, menu: Menu) -> None:
    order = await fill(desk, guest, menu)
    assert await desk.see(lists.coming_of_guest, guest, desk.now) == []
    assert await desk.see(finding.orders_of, guest, 10) == []
    assert await desk.see(finding.by_number, order) is None
    assert await desk.see(queries.order, order) is None
    other = await desk.make(lambda m: m.guest())
    with pytest.raises(NotYourOrder):
        await desk.do(carts.empty, other, order, desk.now)


async def test_more_of_the_same_is_one_line_and_none_is_no_cart(
    desk: Desk, guest: int, menu: Menu
) -> None:
    order = await fill(desk, guest, menu)
    await desk.do(carts.add, guest, menu.bun, [], 2, "warm", None, desk.now)
    assert [each.quantity for each in (await seen(desk, guest, menu)).lines] == [2, 3]
    await desk.do(carts.set_quantity, guest, order, 1, 0, desk.now)
    await desk.do(carts.set_note, guest, order, 2, "cold", desk.now)
    (bun,) = (await seen(desk, guest, menu)).lines
    assert (bun.position, bun.note) == (2, "cold")
    await desk.do(carts.set_quantity, guest, order, 2, 0, desk.now)
    assert await seen(desk, guest, menu) is None
    with pytest.raises(CartEmpty):
        await desk.do(carts.set_quantity, guest, order, 2, 1, desk.now)


async def test_a_line_is_had_otherwise_at_the_price_of_now(
    desk: Desk, guest: int, menu: Menu
) -> None:
    order = await fill(desk, guest, menu)
    await desk.do(carts.set_note, guest, order, 1, "hot", desk.now)
    dearer = update(menu_items).where(menu_items.c.id == menu.coffee).values(price=400)
    await desk.do(lambda c: c.execute(dearer))
    await desk.do(carts.set_options, guest, order, 1, [menu.cow], desk.now)
    coffee, bun = (await seen(desk, guest, menu)).lines
    assert [option.name for option in coffee.options] == ["Cow"]
    assert (coffee.position, coffee.quantity, coffee.note) == (1, 2, "hot")
    assert (coffee.unit_price, coffee.was, coffee.varies, bun.varies) == (400, None, True, False)
    for refused in ([], [menu.cow, menu.oat], [menu.cow, 10**6]):
        with pytest.raises(ChoiceRefused):
            await desk.do(carts.set_options, guest, order, 1, refused, desk.now)
    await desk.do(carts.set_options, guest, order, 9, [menu.oat], desk.now)
    assert len((await seen(desk, guest, menu)).lines) == 2


async def test_lines_that_became_alike_are_one(desk: Desk, guest: int, menu: Menu) -> None:
    order = await fill(desk, guest, menu)
    await desk.do(carts.add, guest, menu.coffee, [menu.cow], 3, "", None, desk.now)
    for _ in range(2):
        await desk.do(carts.set_options, guest, order, 3, [menu.oat], desk.now)
        lines = (await seen(desk, guest, menu)).lines
        assert [(each.position, each.quantity) for each in lines] == [(2, 1), (3, 5)]
    await desk.do(carts.set_quantity, guest, order, 3, 48, desk.now)
    await desk.do(carts.add, guest, menu.coffee, [menu.cow], 3, "", None, desk.now)
    with pytest.raises(TooManyOfOne):
        await desk.do(carts.set_options, guest, order, 4, [menu.oat], desk.now)


async def test_what_was_held_and_not_paid_is_a_cart_again(
    desk: Desk, guest: int, menu: Menu
) -> None:
    order = await fill(desk, guest, menu)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    desk.later(minutes=10)
    await desk.do(expiring.lapse_holds, desk.now)
    assert await counters(desk) == ([(0, 0)], [(0, 0)])
    cart = await seen(desk, guest, menu)
    assert (cart.total, cart.order_id != order) == (1310, True)
    assert (await desk.order(order)).state == OrderState.LAPSED
    with pytest.raises(HoldLapsed):
        await desk.request(order)


async def test_a_menu_that_changed_is_looked_at_again(desk: Desk, guest: int, menu: Menu) -> None:
    order = await fill(desk, guest, menu)
    dearer = update(menu_items).where(menu_items.c.id == menu.bun).values(price=400)
    gone = update(item_options).where(item_options.c.id == menu.oat).values(archived_at=desk.now)
    for change in (dearer, gone):
        await desk.do(lambda c, change=change: c.execute(change))
    with pytest.raises(CartChanged) as refused:
        await desk.do(carts.hold_cart, guest, order, desk.now)
    assert [each.what for each in refused.value.changes] == [Changed.CHOICE, Changed.PRICE]
    changes = await desk.do(carts.renew, guest, order, desk.now)
    assert changes == refused.value.changes
    await desk.do(carts.hold_cart, guest, order, desk.now)
    assert (await desk.order(order)).total == 400


async def test_the_last_bun(desk: Desk, guest: int) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=2))
    other = await desk.make(lambda m: m.guest())
    order, second = await fill(desk, guest, menu, 2), await fill(desk, other, menu, 1)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    with pytest.raises(CartChanged):
        await desk.do(carts.hold_cart, other, second, desk.now)
    assert (await desk.do(carts.renew, other, second, desk.now))[0].what == Changed.SOLD_OUT


async def test_the_same_as_last_time(desk: Desk, guest: int, menu: Menu) -> None:
    order = await fill(desk, guest, menu)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.pay(order)
    found = await desk.do(repeating.again, guest, order, desk.now)
    assert (found.gone, (await seen(desk, guest, menu)).total) == ((), 1310)
    assert (await desk.do(repeating.again, guest, order, desk.now)).order_id == found.order_id
    assert (await seen(desk, guest, menu)).total == 1310
    assert await desk.do(carts.hold_cart, guest, found.order_id, desk.now) == found.order_id


async def test_what_a_dead_hold_keeps_is_there_for_others(desk: Desk, guest: int) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=2))
    other = await desk.make(lambda m: m.guest())
    order, second = await fill(desk, guest, menu, 2), await fill(desk, other, menu, 2)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    assert [each.what for each in (await seen(desk, other, menu)).lines] == [None, Changed.SOLD_OUT]
    desk.later(minutes=10)
    assert (await seen(desk, other, menu)).changes == ()
    assert await desk.do(carts.renew, other, second, desk.now) == ()
    await desk.do(carts.hold_cart, other, second, desk.now)
    assert await counters(desk) == ([(2, 0)], [(0, 0), (4, 0)])


async def test_sold_out_is_told(desk: Desk, guest: int) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=2))
    order = await fill(desk, guest, menu, 3)
    with pytest.raises(ItemSoldOut):
        await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.do(carts.renew, guest, order, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    assert (await desk.order(order)).total == 960 + 700
