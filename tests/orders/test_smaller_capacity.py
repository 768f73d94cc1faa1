"""A place makes a service smaller than what is taken: nothing more is given, and all that is stays good."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update

from catalog.models import services
from orders.booking import placing, rescheduling
from orders.course import cancelling, expiring
from orders.errors import SoldOut, TooManySeats
from orders.models import OrderState
from tests.orders.conftest import Desk


async def made_smaller(desk: Desk, service: int, capacity: int) -> None:
    smaller = update(services).where(services.c.id == service).values(capacity=capacity)
    await desk.do(lambda c: c.execute(smaller).rowcount)


@pytest.fixture(params=["of plain capacity", "on a resource"])
async def shared(desk: Desk, request: pytest.FixtureRequest) -> tuple[list[int], int]:
    """(guests, a service for five that is not full yet)."""

    def build(m: Any) -> tuple[list[int], int]:
        shop = m.merchant()
        service = m.service(shop, capacity=5)
        if request.param == "on a resource":
            m.resource(shop, service, name="Room")
        return [m.guest() for _ in range(3)], service

    made: tuple[list[int], int] = await desk.make(build)
    return made


async def move(desk: Desk, order_id: int, guest: int, to: datetime) -> None:
    await desk.do(rescheduling.reschedule, order_id, guest, to, desk.now)


Shared = tuple[list[int], int]


@pytest.mark.parametrize("taken", [0, 1])
async def test_a_party_that_is_too_large_by_now_does_not_move(
    desk: Desk, shared: Shared, taken: int
) -> None:
    guests, service = shared
    order_id = await desk.place(guests[0], service, desk.start(days=3), seats=3)
    if taken:
        await desk.place(guests[1], service, desk.start(days=4))
    await made_smaller(desk, service, 2)
    with pytest.raises(SoldOut):
        await move(desk, order_id, guests[0], desk.start(days=4))
    view = await desk.order(order_id)
    assert (view.starts_at, view.state) == (desk.start(days=3), OrderState.CONFIRMED)


async def test_late_money_of_a_party_that_is_too_large_by_now_goes_back(
    desk: Desk, shared: Shared
) -> None:
    guests, service = shared
    order_id = await desk.hold(guests[0], service, desk.start(), seats=3)
    paid = await desk.paid(await desk.request(order_id))
    desk.later(minutes=11)
    await desk.do(expiring.lapse_holds, desk.now)
    await made_smaller(desk, service, 2)
    await desk.settle(paid)
    view = await desk.order(order_id)
    assert (view.state, [each.reason for each in view.refunds]) == (OrderState.LAPSED, ["late"])


async def test_money_in_time_places_what_was_held_before(desk: Desk, shared: Shared) -> None:
    guests, service = shared
    order_id = await desk.hold(guests[0], service, desk.start(), seats=3)
    await made_smaller(desk, service, 2)
    await desk.pay(order_id)
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED


async def test_what_is_taken_is_sold_out_and_can_be_left(desk: Desk, shared: Shared) -> None:
    guests, service = shared
    first = await desk.place(guests[0], service, desk.start(days=3), seats=2)
    second = await desk.place(guests[1], service, desk.start(days=3), seats=2)
    await made_smaller(desk, service, 2)
    assert await desk.audit() == []
    with pytest.raises(SoldOut):
        await desk.hold(guests[2], service, desk.start(days=3))
    for days in (4, 2):
        await move(desk, first, guests[0], desk.start(days=days))
    with pytest.raises(SoldOut):
        await desk.hold(guests[2], service, desk.start(days=3))
    await desk.do(cancelling.cancel_by_guest, second, guests[1], desk.now)
    await desk.hold(guests[2], service, desk.start(days=3), seats=2)


async def test_a_hold_gives_seats_back_and_takes_none(desk: Desk, shared: Shared) -> None:
    guests, service = shared
    start = desk.start()
    await desk.place(guests[1], service, start, seats=2)
    held = await desk.hold(guests[0], service, start, seats=3)
    await made_smaller(desk, service, 3)
    await desk.do(placing.change_seats, held, guests[0], 2, desk.now)
    with pytest.raises(SoldOut):
        await desk.do(placing.change_seats, held, guests[0], 3, desk.now)
    with pytest.raises(TooManySeats):
        await desk.do(placing.change_seats, held, guests[0], 4, desk.now)
    await desk.do(placing.release, held, guests[0], desk.now)
    await desk.hold(guests[0], service, start)
