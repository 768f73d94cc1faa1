"""A line that is not there after all: its money goes back once, never more, and the rest stays."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from database.outbox_table import outbox
from orders.course import cancelling, redeeming
from orders.errors import GivenBackMeanwhile, LineNotLeft, NotATicket, NotYourMerchant
from orders.menu import carts
from orders.models import OrderState
from orders.money import goodwill, lacking
from people.errors import NoRight
from people.joining import Membership, join
from people.rights import Role
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit


@pytest.fixture
async def menu(desk: Desk) -> Menu:
    made: Menu = await desk.make(cafe)
    return made


async def bought(desk: Desk, menu: Menu) -> int:
    """Two flat whites with oat milk and three buns: 9.60 and 10.50."""
    guest = await desk.make(lambda m: m.guest())
    await desk.do(carts.add, guest, menu.coffee, [menu.oat], 2, "", None, desk.now)
    order: int = await desk.do(carts.add, guest, menu.bun, [], 3, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.pay(order)
    return order


async def lack(desk: Desk, order: int, by: int, position: int, quantity: int) -> Any:
    given = (await desk.see(goodwill.givable, order)).given
    return await desk.do(lacking.give_back_line, order, by, position, quantity, given, desk.now)


async def test_its_money_goes_back_and_the_rest_is_handed_over(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await lack(desk, order, menu.shop.clerk, 2, 1)
    view = await desk.order(order)
    assert ([each.amount for each in view.refunds], view.state) == ([350], OrderState.CONFIRMED)
    assert await desk.see(lacking.left_of, order) == {1: 2, 2: 2}
    await desk.do(redeeming.redeem, view.code, menu.shop.clerk, "n", desk.now)
    assert (await desk.order(order)).state == OrderState.REDEEMED


async def test_the_front_desk_says_what_is_missing_and_makes_no_gifts(
    desk: Desk, menu: Menu
) -> None:
    order = await bought(desk, menu)
    people = {}
    for role in (Role.DESK, Role.PROVIDER, Role.COURIER):
        people[role] = await desk.make(lambda m: m.guest())
        here = Membership(role, menu.shop.merchant)
        await desk.do(join, people[role], here, desk.now)
    for role in (Role.PROVIDER, Role.COURIER):
        with pytest.raises(NoRight):
            await lack(desk, order, people[role], 2, 1)
    await lack(desk, order, people[Role.DESK], 2, 1)
    given = (await desk.see(goodwill.givable, order)).given
    with pytest.raises(NoRight):
        await desk.do(goodwill.give_back, order, people[Role.DESK], 100, given, desk.now)


async def test_never_beyond_the_line(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await lack(desk, order, menu.shop.clerk, 2, 2)
    for wrong in (0, -1, 2):
        with pytest.raises(LineNotLeft):
            await lack(desk, order, menu.shop.clerk, 2, wrong)
    with pytest.raises(NotATicket):
        await lack(desk, order, menu.shop.clerk, 3, 1)
    assert sum(each.amount for each in (await desk.order(order)).refunds) == 700


async def test_pressed_twice_it_goes_back_once(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    press = unit(lacking.give_back_line, order, menu.shop.clerk, 2, 1, 0, desk.now)
    results = await race(desk.database, [press] * 4)
    assert kinds(results) == {"ok": 1, GivenBackMeanwhile.__name__: 3}


async def test_each_time_its_guest_is_told(desk: Desk, menu: Menu) -> None:
    """Be it at the very same moment."""
    order = await bought(desk, menu)
    for _ in range(2):
        await lack(desk, order, menu.shop.clerk, 2, 1)
    told = select(outbox.c.payload).where(outbox.c.key.like("line_lacking:%"))
    payloads = await desk.do(lambda c: c.execute(told).scalars().all())
    assert [each["quantity"] for each in payloads] == [1, 1]


async def test_without_any_line_left_it_is_called_off(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await lack(desk, order, menu.shop.clerk, 1, 2)
    await lack(desk, order, menu.shop.clerk, 2, 3)
    view = await desk.order(order)
    assert (view.state, sum(each.amount for each in view.refunds)) == (OrderState.CANCELLED, 2010)


async def test_called_off_afterwards_the_rest_goes_back(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await lack(desk, order, menu.shop.clerk, 1, 1)
    await desk.do(cancelling.cancel_by_merchant, order, menu.shop.clerk, desk.now)
    view = await desk.order(order)
    assert sum(each.amount for each in view.refunds) == 2010


async def test_others_give_nothing_back(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    stranger = await desk.make(lambda m: m.merchant())
    with pytest.raises(NotYourMerchant):
        await lack(desk, order, stranger.clerk, 1, 1)


async def test_what_went_back_is_never_changed(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await lack(desk, order, menu.shop.clerk, 1, 1)
    for change in ("UPDATE line_refunds SET amount = 1", "DELETE FROM line_refunds"):
        with pytest.raises(IntegrityError):
            await desk.do(lambda c, change=change: c.execute(text(change)))
