"""The desk takes an order from a menu on, for a time, says that it is ready, and hands it over."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from database.outbox_table import outbox
from orders.course import cancelling, redeeming
from orders.errors import NotATicket, NotYourMerchant, OrderMoved, PromiseRefused
from orders.menu import carts, ticket_lists, tickets
from orders.models import OrderState
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe


async def bought(desk: Desk, menu: Menu, buns: int = 2) -> int:
    guest = await desk.make(lambda m: m.guest())
    order: int = await desk.do(carts.add, guest, menu.bun, [], buns, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.pay(order)
    return order


async def told(desk: Desk) -> list[Any]:
    query = select(outbox.c.payload).where(outbox.c.key.like("ticket:%")).order_by(outbox.c.id)
    return [each["step"] for each in await desk.see(lambda c: c.execute(query).scalars().all())]


@pytest.fixture
async def menu(desk: Desk) -> Menu:
    made: Menu = await desk.make(lambda m: cafe(m, auto_confirm=False))
    return made


async def test_it_is_taken_on_made_ready_and_handed_over(desk: Desk, menu: Menu) -> None:
    order, clerk = await bought(desk, menu), menu.shop.clerk
    (waits,) = await desk.see(ticket_lists.tickets, menu.shop.merchant)
    assert (waits.order_id, waits.state, waits.ready_at) == (order, OrderState.PLACED, None)
    assert [(each.title, each.quantity) for each in waits.lines] == [("Bun", 2)]
    await desk.do(tickets.accept, order, clerk, None, desk.now)
    assert ((await desk.order(order)).state, await told(desk)) == (OrderState.CONFIRMED, [])
    await desk.do(tickets.ready, order, clerk, desk.now)
    await desk.do(tickets.ready, order, clerk, desk.later(minutes=1))
    assert await told(desk) == ["ready"]
    assert (await desk.order(order)).ready_at == desk.now - timedelta(minutes=1)
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, clerk, "n", desk.now)
    assert await desk.see(ticket_lists.tickets, menu.shop.merchant) == []
    with pytest.raises(OrderMoved):
        await desk.do(tickets.ready, order, clerk, desk.now)


async def test_a_later_time_is_told_and_moves_all_that_depends_on_it(
    desk: Desk, menu: Menu
) -> None:
    order, clerk = await bought(desk, menu), menu.shop.clerk
    before = await desk.order(order)
    assert before.starts_at is not None
    later = before.starts_at + timedelta(minutes=20)
    await desk.do(tickets.accept, order, clerk, later, desk.now)
    await desk.do(tickets.accept, order, clerk, later, desk.now)
    view = await desk.order(order)
    assert (view.starts_at, view.ends_at) == (later, later + timedelta(minutes=10))
    assert (view.state, await told(desk)) == (OrderState.CONFIRMED, []), (
        "that it was taken on says when"
    )
    later += timedelta(minutes=5)
    await desk.do(tickets.accept, order, clerk, later, desk.now)
    assert await told(desk) == ["later"]
    for bad in (later + timedelta(days=1), later + timedelta(hours=4)):
        with pytest.raises(PromiseRefused):
            await desk.do(tickets.accept, order, clerk, bad, desk.now)


async def test_ready_before_it_was_taken_on_is_both(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await desk.do(tickets.ready, order, menu.shop.clerk, desk.now)
    view = await desk.order(order)
    assert (view.state, view.ready_at) == (OrderState.CONFIRMED, desk.now)


async def test_what_is_ready_was_made_for_its_guest(desk: Desk, menu: Menu) -> None:
    first, second = await bought(desk, menu), await bought(desk, menu)
    await desk.do(tickets.ready, second, menu.shop.clerk, desk.now)
    for order, back in ((first, 700), (second, 0)):
        view = await desk.order(order)
        assert cancelling.quote(view, desk.now).refund == back
        await desk.do(cancelling.cancel_by_guest, order, view.guest_id, desk.now)
        assert sum(each.amount for each in (await desk.order(order)).refunds) == back


async def test_others_and_other_orders_have_none(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    stranger = await desk.make(lambda m: m.merchant())
    for use_case in (
        lambda who, which: (tickets.accept, which, who, None, desk.now),
        lambda who, which: (tickets.ready, which, who, desk.now),
    ):
        with pytest.raises(NotYourMerchant):
            await desk.do(*use_case(stranger.clerk, order))
    service = await desk.make(lambda m: m.service(menu.shop))
    visit = await desk.place(await desk.make(lambda m: m.guest()), service, desk.start())
    with pytest.raises(NotATicket):
        await desk.do(tickets.ready, visit, menu.shop.clerk, desk.now)
