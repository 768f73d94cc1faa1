"""What a cart may come to, how long it is kept, and what stays of it when its guest goes."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from database.money import Limits
from handlers.privacy_register import register
from orders.course.expiring import next_due
from orders.errors import (
    CartFull,
    LineNoteTooLong,
    NotPayableInOne,
    TooManyCarts,
    TooManyHolds,
    TooManyOfOne,
)
from orders.line_models import order_lines
from orders.menu import carts, drafts
from orders.models import orders
from orders.rules import CART, HOLDS_AT_ONCE
from people.forgetting import forget
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


async def put(desk: Desk, guest: int, menu: Menu, many: int = 1, note: str = "") -> int:
    order: int = await desk.do(carts.add, guest, menu.bun, [], many, note, None, desk.now)
    return order


async def state(desk: Desk, order: int) -> str:
    query = select(orders.c.state).where(orders.c.id == order)
    found: str = await desk.see(lambda c: c.execute(query).scalar_one())
    return found


async def test_a_cart_has_its_bounds(desk: Desk, guest: int, menu: Menu) -> None:
    for many in (0, -1, carts.MOST_OF_ONE + 1):
        with pytest.raises(TooManyOfOne):
            await put(desk, guest, menu, many)
    order = await put(desk, guest, menu, carts.MOST_OF_ONE)
    with pytest.raises(TooManyOfOne):
        await put(desk, guest, menu)
    with pytest.raises(TooManyOfOne):
        await desk.do(carts.set_quantity, guest, order, 1, carts.MOST_OF_ONE + 1, desk.now)
    with pytest.raises(LineNoteTooLong):
        await put(desk, guest, menu, 1, "a" * (carts.LONGEST_NOTE + 1))
    for number in range(carts.MOST_LINES - 1):
        await put(desk, guest, menu, 1, str(number))
    with pytest.raises(CartFull):
        await put(desk, guest, menu, 1, "one more")


async def test_carts_at_so_many_places(desk: Desk, guest: int) -> None:
    for _ in range(drafts.CARTS_AT_ONCE):
        await put(desk, guest, await desk.make(cafe))
    with pytest.raises(TooManyCarts):
        await put(desk, guest, await desk.make(cafe))


async def test_holds_of_carts_count_as_any(desk: Desk, guest: int) -> None:
    for _ in range(HOLDS_AT_ONCE):
        held = await put(desk, guest, await desk.make(cafe))
        await desk.do(carts.hold_cart, guest, held, desk.now)
    one_more = await put(desk, guest, await desk.make(cafe))
    with pytest.raises(TooManyHolds):
        await desk.do(carts.hold_cart, guest, one_more, desk.now)


async def test_one_payment_takes_it(desk: Desk, guest: int, menu: Menu) -> None:
    order = await put(desk, guest, menu)
    for bounds in (Limits(400, 9000), Limits(100, 300), None):
        given = (guest, order, desk.now)
        with pytest.raises(NotPayableInOne):
            await desk.do(carts.hold_cart, *given, limits=lambda _, bounds=bounds: bounds)


async def test_a_cart_that_nobody_touches_goes(desk: Desk, guest: int, menu: Menu) -> None:
    order = await put(desk, guest, menu)
    begun = desk.now
    await desk.do(carts.set_note, guest, order, 1, "warm", desk.later(days=20))
    assert await desk.see(next_due) == desk.now + CART > begun + CART
    assert await desk.do(drafts.sweep, desk.later(days=29)) == 0
    assert await desk.do(drafts.sweep, desk.later(days=1)) == 1
    assert await state(desk, order) == "lapsed"
    assert await desk.see(carts.cart_of, guest, menu.shop.location, desk.now) is None
    assert await lines(desk) == 0
    assert await put(desk, guest, menu) != order


async def lines(desk: Desk) -> int:
    query = select(func.count()).select_from(order_lines)
    found: Any = await desk.see(lambda c: c.execute(query).scalar_one())
    return int(found)


@pytest.mark.both_engines
async def test_whoever_goes_has_none_any_more(desk: Desk, guest: int, menu: Menu) -> None:
    order = await put(desk, guest, menu, 1, "for my birthday")
    assert await desk.do(forget, guest, register(), desk.now)
    assert (await state(desk, order), await lines(desk)) == ("lapsed", 0)


async def test_words_of_what_was_bought_go_too(desk: Desk, guest: int, menu: Menu) -> None:
    order = await put(desk, guest, menu, 1, "for my birthday")
    await desk.do(carts.hold_cart, guest, order, desk.now)
    desk.now += timedelta(minutes=10)
    assert await desk.do(forget, guest, register(), desk.now)
    notes = select(order_lines.c.note)
    assert await desk.see(lambda c: c.execute(notes).scalars().all()) == [""]
