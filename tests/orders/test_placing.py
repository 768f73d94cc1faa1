"""Holding seats: taken at once, given back in time, once a guest and start."""

from datetime import timedelta

import pytest

from orders.booking import placing
from orders.course import expiring
from orders.errors import (
    HoldLapsed,
    NotBookable,
    PaymentNeeded,
    SlotGone,
    SoldOut,
    TooLate,
    TooManyHolds,
    TooManySeats,
)
from orders.models import OrderState
from tests.orders.conftest import Desk


async def test_a_hold_takes_its_seats_for_ten_minutes(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=2)))
    order_id = await desk.hold(guest, service, desk.start(), seats=2)
    view = await desk.order(order_id)
    assert (view.state, view.seats, view.total) == (OrderState.HELD, 2, 4000)
    assert view.held_until == desk.now + timedelta(minutes=10)


async def test_the_last_seat_goes_to_the_first_who_holds_it(desk: Desk) -> None:
    first, second, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant()))
    )
    await desk.hold(first, service, desk.start())
    with pytest.raises(SoldOut):
        await desk.hold(second, service, desk.start())


async def test_a_dead_hold_frees_its_seats_without_a_reaper(desk: Desk) -> None:
    first, second, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant()))
    )
    start = desk.start()
    dead = await desk.hold(first, service, start)
    desk.later(minutes=10)
    await desk.hold(second, service, start)
    assert (await desk.order(dead)).state == OrderState.LAPSED


async def test_holding_twice_is_one_hold_with_the_seats_asked_for_last(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=5)))
    first = await desk.hold(guest, service, desk.start(), seats=2)
    second = await desk.hold(guest, service, desk.start(), seats=3)
    view = await desk.order(second)
    assert first == second
    assert (view.seats, view.total) == (3, 6000)


async def test_a_voucher_that_is_held_again_has_no_time_either(desk: Desk) -> None:
    guest, voucher = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), duration_minutes=None))
    )
    held = await desk.hold(guest, voucher, None, seats=2)
    assert await desk.hold(guest, voucher, None, seats=1) == held
    await desk.do(placing.change_seats, held, guest, 3, desk.now)
    view = await desk.order(held)
    assert (view.seats, view.total, view.starts_at) == (3, 6000, None)


async def test_a_guest_may_hold_again_what_lapsed(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    start = desk.start()
    first = await desk.hold(guest, service, start)
    desk.later(minutes=11)
    assert await desk.hold(guest, service, start) != first


async def test_more_seats_than_are_left_are_refused_and_the_hold_stays(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=2)))
    other = await desk.make(lambda m: m.guest())
    mine = await desk.hold(guest, service, desk.start())
    await desk.hold(other, service, desk.start())
    with pytest.raises(SoldOut):
        await desk.do(placing.change_seats, mine, guest, 2, desk.now)
    assert (await desk.order(mine)).seats == 1


@pytest.mark.parametrize("seats", [-1, 0, 3])
async def test_an_order_takes_one_to_the_most_seats(desk: Desk, seats: int) -> None:
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), capacity=9, max_seats=2))
    )
    with pytest.raises(TooManySeats) as refused:
        await desk.hold(guest, service, desk.start(), seats)
    assert refused.value.most == 2


async def test_only_real_starts_can_be_held(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    for wrong in (desk.start(hour=12, minute=17), desk.start(hour=3), desk.start(days=99), None):
        with pytest.raises(SlotGone):
            await desk.hold(guest, service, wrong)


async def test_a_start_closer_than_the_lead_is_too_late(desk: Desk) -> None:
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), lead_minutes=180))
    )
    with pytest.raises(TooLate):
        await desk.hold(guest, service, desk.start(days=0, hour=16))


async def test_a_suspended_merchant_and_a_service_switched_off_take_no_orders(desk: Desk) -> None:
    guest, suspended, off = await desk.make(
        lambda m: (
            m.guest(),
            m.service(m.merchant(state="suspended")),
            m.service(m.merchant(), active=False),
        )
    )
    for service in (suspended, off, 999):
        with pytest.raises(NotBookable):
            await desk.hold(guest, service, desk.start())


async def test_nobody_keeps_the_whole_market_from_others(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    for hour in range(10, 15):
        await desk.hold(guest, service, desk.start(hour=hour))
    with pytest.raises(TooManyHolds):
        await desk.hold(guest, service, desk.start(hour=15))
    desk.later(minutes=10)
    await desk.hold(guest, service, desk.start(hour=15))


async def test_a_released_hold_is_free_at_once_and_releasing_twice_is_nothing(desk: Desk) -> None:
    guest, other, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant()))
    )
    mine = await desk.hold(guest, service, desk.start())
    for _ in range(2):
        await desk.do(placing.release, mine, guest, desk.now)
    await desk.hold(other, service, desk.start())


async def test_a_lapsed_hold_can_not_be_changed(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=3)))
    mine = await desk.hold(guest, service, desk.start())
    desk.later(minutes=10)
    with pytest.raises(HoldLapsed):
        await desk.do(placing.change_seats, mine, guest, 2, desk.now)


async def test_what_costs_nothing_is_placed_without_paying(desk: Desk) -> None:
    guest, free, dear = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), price=0), m.service(m.merchant()))
    )
    mine = await desk.hold(guest, free, desk.start())
    for _ in range(2):
        await desk.do(placing.place_free, mine, guest, desk.now)
    view = await desk.order(mine)
    assert (view.state, len(view.code or "")) == (OrderState.CONFIRMED, 11)
    unpaid = await desk.hold(guest, dear, desk.start())
    with pytest.raises(PaymentNeeded):
        await desk.do(placing.place_free, unpaid, guest, desk.now)


async def test_the_reaper_leaves_living_holds_alone(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    dead = await desk.hold(guest, service, desk.start(hour=10))
    desk.later(minutes=5)
    alive = await desk.hold(guest, service, desk.start(hour=11))
    desk.later(minutes=5)
    assert await desk.do(expiring.lapse_holds, desk.now) == 1
    states = [(await desk.order(each)).state for each in (dead, alive)]
    assert states == [OrderState.LAPSED, OrderState.HELD]
    assert await desk.see(expiring.next_due) == desk.now + timedelta(minutes=5)
