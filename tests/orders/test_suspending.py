"""A suspended merchant takes no orders at once; what it has is called off little by little."""

from typing import Any

import pytest
from sqlalchemy import select

from catalog import suspending as catalog
from catalog.errors import StillCancelling
from catalog.models import merchants
from orders.course import cancelling, suspending
from orders.errors import NotBookable
from orders.models import OrderState, order_history
from orders.reading import lists
from orders.transitions import Reason
from tests.orders.conftest import Desk


async def booked(desk: Desk, count: int) -> tuple[Any, int, int, int, list[int]]:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.operator(), m.guest(), m.service(shop, capacity=99, max_seats=1)

    shop, operator, guest, service = await desk.make(build)
    made = [await desk.place(guest, service, desk.start(days=n + 1)) for n in range(count)]
    return shop, operator, guest, service, made


async def test_it_is_called_off_in_parts_and_only_then_let_back_in(desk: Desk) -> None:
    shop, operator, guest, service, made = await booked(desk, 5)
    assert await desk.do(suspending.suspend, shop.merchant, operator, desk.now)
    assert await desk.see(lists.count_living_of_merchant, shop.merchant) == 5
    with pytest.raises(NotBookable):
        await desk.hold(guest, service, desk.start(days=20))
    for left in (3, 1):
        assert await desk.do(suspending.call_off, desk.now, 2) == 2
        assert await desk.see(lists.count_living_of_merchant, shop.merchant) == left
        with pytest.raises(StillCancelling):
            await desk.do(catalog.reinstate, shop.merchant, operator, desk.now)
    assert await desk.do(suspending.call_off, desk.now, 2) == 1
    assert await desk.do(suspending.call_off, desk.now, 2) == 0
    assert await desk.do(catalog.reinstate, shop.merchant, operator, desk.now)
    for order in made:
        view = await desk.order(order)
        assert view.state == OrderState.CANCELLED
        assert [(each.amount, each.reason) for each in view.refunds] == [(2000, "suspended")]
        query = select(order_history.c.actor_id).where(
            order_history.c.order_id == order, order_history.c.reason == Reason.SUSPENDED
        )
        assert await desk.see(lambda c, query=query: c.execute(query).scalars().all()) == [operator]


async def test_suspending_twice_goes_on_where_it_stood(desk: Desk) -> None:
    shop, operator, _, _, _ = await booked(desk, 3)
    assert await desk.do(suspending.suspend, shop.merchant, operator, desk.now)
    assert await desk.do(suspending.call_off, desk.now, 1) == 1
    assert not await desk.do(suspending.suspend, shop.merchant, operator, desk.now)
    while await desk.do(suspending.call_off, desk.now, 1):
        pass
    marked = select(merchants.c.id).where(merchants.c.cancelling_since.is_not(None))
    assert await desk.see(lambda c: c.execute(marked).scalars().all()) == []
    assert await desk.see(lists.count_living_of_merchant, shop.merchant) == 0


async def test_what_a_guest_cancels_meanwhile_is_refunded_once(desk: Desk) -> None:
    shop, operator, guest, _, made = await booked(desk, 2)
    await desk.do(suspending.suspend, shop.merchant, operator, desk.now)
    await desk.do(cancelling.cancel_by_guest, made[0], guest, desk.now)
    while await desk.do(suspending.call_off, desk.now, 25):
        pass
    assert len((await desk.order(made[0])).refunds) == 1
    assert len((await desk.order(made[1])).refunds) == 1
