"""One guest cannot keep everything from the others: not by pressing fast, often or at once."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from database.errors import Refusal
from orders.booking import placing, rescheduling
from orders.booking.limits import (
    FREE_A_DAY,
    FREE_AT_A_MERCHANT,
    FREE_AT_ONCE,
    FREE_OF_A_START,
    MOVES_A_DAY,
)
from orders.course import cancelling
from orders.errors import (
    HoldLapsed,
    MovedTooOften,
    TooManyFree,
    TooManyFreeHere,
    TooManyFreeThen,
    TooManyFreeToday,
    TooManyHolds,
)
from orders.money import paying
from orders.rules import CHARGE, HOLDS_AT_ONCE, LONGEST_HOLD
from tests.orders.conftest import Desk, payment
from tests.orders.test_races import unit
from tests.overtaking import Unit, behind, without_row_locks


async def tables(desk: Desk, number: int = 1, **more: Any) -> tuple[int, list[int]]:
    """A guest, and free tables of so many merchants."""

    def build(m: Any) -> tuple[int, list[int]]:
        free = {"price": 0, "capacity": 50, "max_seats": 8, **more}
        return m.guest(), [m.service(m.merchant(), **free) for _ in range(number)]

    made: tuple[int, list[int]] = await desk.make(build)
    return made


async def book(desk: Desk, guest: int, service: int, starts_at: datetime | None) -> int:
    order = int(await desk.do(placing.hold, guest, service, starts_at, 1, None, desk.now))
    await desk.do(placing.place_free, order, guest, desk.now)
    return order


async def booked(desk: Desk, guest: int, services: list[int], starts: list[datetime]) -> int:
    """How many of these many tries end in a booking."""
    done = 0
    for starts_at in starts:
        for service in services:
            try:
                await book(desk, guest, service, starts_at)
            except Refusal:
                continue
            done += 1
    return done


async def test_a_free_table_is_not_taken_again_and_again_by_one_guest(desk: Desk) -> None:
    guest, (table,) = await tables(desk)

    assert await booked(desk, guest, [table], [desk.start()] * 96) == FREE_OF_A_START
    with pytest.raises(TooManyFreeThen):
        await book(desk, guest, table, desk.start())
    group = (await tables(desk))[0]
    order = await desk.do(placing.hold, group, table, desk.start(), 8, None, desk.now)
    await desk.do(placing.place_free, order, group, desk.now)


async def test_nor_are_all_times_of_a_place_nor_all_places(desk: Desk) -> None:
    guest, services = await tables(desk, 4)
    starts = [desk.start(days=day) for day in range(1, 8)]

    assert await booked(desk, guest, services[:1], starts) == FREE_AT_A_MERCHANT
    with pytest.raises(TooManyFreeHere):
        await book(desk, guest, services[0], desk.start(days=9))
    await booked(desk, guest, services[1:], starts)
    with pytest.raises((TooManyFree, TooManyFreeHere)):
        await book(desk, guest, services[3], desk.start(days=9))
    assert await booked(desk, (await tables(desk))[0], services[:1], starts) == FREE_AT_A_MERCHANT


async def test_no_more_than_so_many_live_free_bookings_over_all(desk: Desk) -> None:
    guest, services = await tables(desk, FREE_AT_ONCE + 1)

    assert await booked(desk, guest, services, [desk.start()]) == FREE_AT_ONCE
    with pytest.raises(TooManyFree) as refused:
        await book(desk, guest, services[-1], desk.start())
    assert refused.value.most == FREE_AT_ONCE


async def test_cancelling_makes_room_but_not_for_ever(desk: Desk) -> None:
    guest, (table,) = await tables(desk)
    for _ in range(FREE_A_DAY):
        order = await book(desk, guest, table, desk.start(days=3))
        await desk.do(cancelling.cancel_by_guest, order, guest, desk.now)

    with pytest.raises(TooManyFreeToday):
        await book(desk, guest, table, desk.start(days=3))
    desk.now += timedelta(days=1, seconds=1)
    await book(desk, guest, table, desk.start(days=3))


async def test_bookings_do_not_gather_at_one_start_by_moving(desk: Desk) -> None:
    guest, (table,) = await tables(desk)
    orders = [await book(desk, guest, table, desk.start(days=day)) for day in (3, 4, 5)]
    wanted = desk.start(days=6)

    for order in orders[:FREE_OF_A_START]:
        await desk.do(rescheduling.reschedule, order, guest, wanted, desk.now)
    with pytest.raises(TooManyFreeThen):
        await desk.do(rescheduling.reschedule, orders[-1], guest, wanted, desk.now)


async def test_a_booking_does_not_move_all_day(desk: Desk) -> None:
    guest, (table,) = await tables(desk)
    order = await book(desk, guest, table, desk.start(days=3))

    async def move(number: int) -> None:
        goal = desk.start(days=4 + number % 2)
        await desk.do(rescheduling.reschedule, order, guest, goal, desk.now)

    for number in range(MOVES_A_DAY):
        await move(number)
    with pytest.raises(MovedTooOften):
        await move(MOVES_A_DAY)
    desk.later(days=1, seconds=1)
    await move(MOVES_A_DAY)


async def test_presses_at_once_find_the_same_limits(desk: Desk) -> None:
    guest, services = await tables(desk, FREE_AT_ONCE + 3)
    results = await asyncio.gather(
        *(book(desk, guest, each, desk.start()) for each in services), return_exceptions=True
    )

    made = [each for each in results if isinstance(each, int)]
    refused = {type(each) for each in results if not isinstance(each, int)}
    assert len(made) <= FREE_AT_ONCE
    assert refused <= {TooManyFree, TooManyHolds}


async def test_holds_at_once_are_as_few_as_one_after_another(desk: Desk) -> None:
    guest, services = await tables(desk, HOLDS_AT_ONCE + 4, price=2000)
    tried = [
        desk.do(placing.hold, guest, each, desk.start(), 1, None, desk.now) for each in services
    ]
    results = await asyncio.gather(*tried, return_exceptions=True)

    assert sum(isinstance(each, int) for each in results) == HOLDS_AT_ONCE
    assert {type(each) for each in results} == {int, TooManyHolds}


async def test_a_hold_ends_however_often_its_payment_is_tried(desk: Desk) -> None:
    guest, (table,) = await tables(desk, price=2000)
    began = desk.now
    order = await desk.do(placing.hold, guest, table, desk.start(), 1, None, desk.now)
    number = await desk.request(order)
    payload = (await desk.see(payment, number))["payload"]

    async def tried() -> None:
        while desk.now < began + timedelta(hours=3):
            await desk.do(paying.check, payload, guest, 2000, "EUR", desk.now)
            desk.now += timedelta(minutes=1)

    with pytest.raises(HoldLapsed):
        await tried()
    assert desk.now <= began + LONGEST_HOLD + CHARGE


async def last_two(desk: Desk) -> list[Unit]:
    """Placing two held tables by a guest who may have one more of this merchant's."""
    guest, (table,) = await tables(desk)
    starts = [desk.start(days=day) for day in range(1, FREE_AT_A_MERCHANT + 2)]
    await booked(desk, guest, [table], starts[:-2])
    held = [await desk.hold(guest, table, starts_at) for starts_at in starts[-2:]]
    return [unit(placing.place_free, order, guest, desk.now) for order in held]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_who_presses_on_two_devices_is_counted_once_more(desk: Desk) -> None:
    first, second = await behind(desk.database, *await last_two(desk))
    assert (first, type(second)) == (None, TooManyFreeHere)


@pytest.mark.control
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_without_the_guests_lock_both_would_be_placed(desk: Desk) -> None:
    """The negative control of the test above."""
    units = await last_two(desk)
    with without_row_locks():
        assert await behind(desk.database, *units) == [None, None]
