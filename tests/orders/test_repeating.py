"""A former order is put beside what is in the cart, or in its place; nothing goes unasked."""

from typing import Any

from sqlalchemy import update

from catalog.menu.menu_models import menu_items
from orders.menu import carts, drafts, repeating, replacing
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe
from tests.orders.test_lacking import bought
from tests.orders.test_replacing import ask, cookie


async def former(desk: Desk) -> tuple[Menu, int, int]:
    """Two flat whites with oat milk and three buns, of a guest."""
    menu: Menu = await desk.make(cafe)
    order = await bought(desk, menu)
    return menu, order, (await desk.order(order)).guest_id


async def put(desk: Desk, guest: int, item: int, options: list[int], quantity: int) -> int:
    given = (guest, item, options, quantity, "", None, desk.now)
    cart: int = await desk.do(carts.add, *given)
    return cart


async def in_it(desk: Desk, cart: int) -> list[tuple[str, int]]:
    lines: dict[int, Any] = await desk.see(drafts.numbered_lines, cart)
    return [(each.title, each.quantity) for each in lines.values()]


async def test_an_empty_cart_is_in_nobodys_way(desk: Desk) -> None:
    _, order, guest = await former(desk)
    assert await desk.see(repeating.in_the_way, guest, order, desk.now) is None
    made = await desk.do(repeating.again, guest, order, desk.now)
    assert await desk.see(repeating.in_the_way, guest, order, desk.now) is None
    assert await in_it(desk, made.order_id) == [("Flat white", 2), ("Bun", 3)]


async def test_the_same_at_another_price_is_in_nobodys_way(desk: Desk) -> None:
    menu, order, guest = await former(desk)
    await desk.do(repeating.again, guest, order, desk.now)
    dearer = update(menu_items).where(menu_items.c.id == menu.bun).values(price=400)
    await desk.do(lambda c: c.execute(dearer).rowcount)
    assert await desk.see(repeating.in_the_way, guest, order, desk.now) is None
    await desk.do(repeating.again, guest, order, desk.now)
    cart = await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)
    assert cart.total == 960 + 1200


async def test_both_are_kept_with_as_much_of_the_same_as_one_line(desk: Desk) -> None:
    menu, order, guest = await former(desk)
    await put(desk, guest, menu.coffee, [menu.cow], 1)
    cart = await put(desk, guest, menu.bun, [], 1)
    way = await desk.see(repeating.in_the_way, guest, order, desk.now)
    assert (way.order_id, way.room) == (cart, True)
    await desk.do(repeating.again, guest, order, desk.now, beside=True)
    assert await in_it(desk, cart) == [("Flat white", 1), ("Bun", 4), ("Flat white", 2)]


async def test_it_is_said_where_both_have_no_room(desk: Desk) -> None:
    menu, order, guest = await former(desk)
    cart = await put(desk, guest, menu.bun, [], carts.MOST_OF_ONE)
    way = await desk.see(repeating.in_the_way, guest, order, desk.now)
    assert (way.order_id, way.room) == (cart, False)
    await desk.do(repeating.again, guest, order, desk.now)
    assert await in_it(desk, cart) == [("Flat white", 2), ("Bun", 3)]


async def test_what_was_taken_instead_was_not_wanted(desk: Desk) -> None:
    menu, order, guest = await former(desk)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300), quantity=3)
    await desk.do(replacing.accept, asked, guest, desk.now)
    made = await desk.do(repeating.again, guest, order, desk.now)
    assert await in_it(desk, made.order_id) == [("Flat white", 2), ("Bun", 3)]
