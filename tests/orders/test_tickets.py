"""The desk takes an order from a menu on, for a time, says that it is ready, and hands it over."""

from orders.menu import carts
from tests.orders.conftest import Desk
from tests.orders.menus import Menu


async def bought(desk: Desk, menu: Menu, guest: int) -> int:
    order = await desk.do(carts.add, guest, menu.bun, [], 2, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.pay(order)
    return int(order)
