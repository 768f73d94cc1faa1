"""Chairs and people that several services share: never two things at once, buffers included."""

from typing import Any

import pytest
from sqlalchemy import select

from orders.booking import availability, placing, rescheduling
from orders.booking.resource_models import resource_days
from orders.errors import SoldOut
from tests.orders.conftest import Desk


async def salon(
    desk: Desk, chairs: int = 1, days: dict[str, int] | None = None, **long: Any
) -> tuple[list[int], int, int]:
    """(guests, service of an hour, service of two hours) that share chairs."""

    def build(m: Any) -> tuple[list[int], int, int]:
        shop = m.merchant()
        short = m.service(shop, step_minutes=15)
        longer = m.service(shop, **{"duration_minutes": 120, "step_minutes": 15} | long)
        for _ in range(chairs):
            m.resource(shop, short, longer)
        return [m.guest() for _ in range(4)], short, longer

    made: tuple[list[int], int, int] = await desk.make(build)
    return made


async def test_two_services_do_not_overlap_on_one_chair(desk: Desk) -> None:
    guests, short, longer = await salon(desk)
    await desk.hold(guests[0], longer, desk.start(hour=12))
    for hour, minute in ((11, 15), (12, 0), (13, 45)):
        with pytest.raises(SoldOut):
            await desk.hold(guests[1], short, desk.start(hour=hour, minute=minute))
    await desk.hold(guests[1], short, desk.start(hour=11))
    await desk.hold(guests[1], short, desk.start(hour=14))


async def test_a_second_chair_is_chosen_when_the_first_is_taken(desk: Desk) -> None:
    guests, short, longer = await salon(desk, chairs=2)
    await desk.hold(guests[0], longer, desk.start())
    await desk.hold(guests[1], short, desk.start())
    with pytest.raises(SoldOut):
        await desk.hold(guests[2], short, desk.start(minute=30))


async def test_buffers_keep_bookings_apart(desk: Desk) -> None:
    guests, short, longer = await salon(desk, buffer_before_minutes=15, buffer_after_minutes=30)
    await desk.hold(guests[0], longer, desk.start(hour=12))
    for hour, minute in ((11, 0), (14, 15)):
        with pytest.raises(SoldOut):
            await desk.hold(guests[1], short, desk.start(hour=hour, minute=minute))
    await desk.hold(guests[1], short, desk.start(hour=10, minute=45))
    await desk.hold(guests[1], short, desk.start(hour=14, minute=30))


async def test_across_midnight_both_days_are_taken_first(desk: Desk) -> None:
    guests, _, longer = await salon(desk, buffer_after_minutes=600)
    await desk.hold(guests[0], longer, desk.start(hour=19))
    days = await desk.see(lambda c: list(c.execute(select(resource_days.c.day)).scalars()))
    alone = desk.database.dialect == "sqlite"  # the transaction itself keeps others out
    assert sorted(days) == ([] if alone else ["2026-03-05", "2026-03-06"])


async def test_a_dead_hold_is_taken_over_and_stays_dead(desk: Desk) -> None:
    guests, short, longer = await salon(desk)
    dead = await desk.hold(guests[0], longer, desk.start())
    paid = await desk.paid(await desk.request(dead))
    desk.later(minutes=10)
    await desk.hold(guests[1], short, desk.start(minute=30))
    await desk.settle(paid)
    assert [each.reason for each in (await desk.order(dead)).refunds] == ["late"]


async def test_seats_share_a_room_at_the_same_start_only(desk: Desk) -> None:
    def build(m: Any) -> tuple[list[int], int]:
        shop = m.merchant()
        course = m.service(shop, capacity=3, step_minutes=30)
        m.resource(shop, course, name="Room")
        return [m.guest() for _ in range(3)], course

    guests, course = await desk.make(build)
    mine = await desk.hold(guests[0], course, desk.start(), seats=2)
    await desk.hold(guests[1], course, desk.start())
    with pytest.raises(SoldOut):
        await desk.hold(guests[2], course, desk.start())
    with pytest.raises(SoldOut):
        await desk.hold(guests[2], course, desk.start(minute=30))
    await desk.do(placing.change_seats, mine, guests[0], 1, desk.now)
    await desk.hold(guests[2], course, desk.start())


async def test_a_booking_may_move_into_time_that_it_takes_itself(desk: Desk) -> None:
    guests, _, longer = await salon(desk)
    order_id = await desk.place(guests[0], longer, desk.start(days=3, hour=12))
    to = desk.start(days=3, hour=13)
    await desk.do(rescheduling.reschedule, order_id, guests[0], to, desk.now)
    assert (await desk.order(order_id)).starts_at == to


async def test_free_times_are_those_that_can_be_held(desk: Desk) -> None:
    """What availability offers is exactly what a hold gets."""
    guests, short, longer = await salon(desk, chairs=2)
    await desk.hold(guests[0], longer, desk.start(hour=12))
    await desk.hold(guests[1], longer, desk.start(hour=13))
    day = desk.start().date()
    offered = {
        each.starts_at for each in await desk.see(availability.times, short, day, 1, desk.now)
    }
    held = set()
    for hour in range(11, 16):
        for minute in (0, 15, 30, 45):
            start = desk.start(hour=hour, minute=minute)
            try:
                order_id = await desk.hold(guests[2], short, start)
            except SoldOut:
                continue
            held.add(start)
            await desk.do(placing.release, order_id, guests[2], desk.now)
    window = {each for each in offered if desk.start(hour=11) <= each < desk.start(hour=16)}
    assert window == held
