"""Counters are mended beside a market that goes on booking, and only counters."""

import asyncio
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Connection, select, text, update

from catalog.models import locations
from orders.auditing import recounting
from orders.auditing.recounting import RecountedSlot, Seats, Stars
from orders.booking import placing
from orders.models import slots, vouchers
from tests.orders.conftest import Desk
from tests.orders.racing import race
from tests.orders.swing import full_swing

SLOT_DIFFERS = "slot counters differ from a recount"


async def counted(desk: Desk, capacity: int = 9, guests: int = 6) -> tuple[list[int], int]:
    """(guests, service): the first guest has booked, the second holds, both of the same start."""
    people, service = await desk.make(
        lambda m: (
            [m.guest() for _ in range(guests)],
            m.service(m.merchant(), capacity=capacity),
        )
    )
    await desk.place(people[0], service, desk.start(), seats=2)
    await desk.hold(people[1], service, desk.start())
    return people, service


def drift(connection: Connection, **counters: int) -> None:
    connection.execute(update(slots).values(**counters))


def seats(connection: Connection) -> Seats:
    return Seats(*connection.execute(select(slots.c.held, slots.c.booked)).one())


async def repaired(desk: Desk) -> list[RecountedSlot]:
    wrong = await desk.see(recounting.wrong_slots)
    found = [await desk.do(recounting.recount_slot, slot) for slot in wrong]
    return [slot for slot in found if slot is not None]


@pytest.mark.parametrize("wrong", [Seats(0, 0), Seats(4, 5), Seats(1, 0), Seats(3, 2)])
async def test_a_slot_is_set_to_what_its_orders_say(desk: Desk, wrong: Seats) -> None:
    await counted(desk)
    await desk.do(drift, held=wrong.held, booked=wrong.booked)

    (slot,) = await repaired(desk)

    assert (slot.before, slot.after, slot.fits) == (wrong, Seats(1, 2), True)
    assert await desk.see(seats) == Seats(1, 2)
    assert await desk.do(recounting.recount_slot, slot.slot_id) is None


async def test_a_slot_without_room_for_its_orders_is_left_as_it_is(desk: Desk) -> None:
    await counted(desk)
    await desk.do(drift, held=0, booked=2, capacity=2)

    (slot,) = await repaired(desk)

    assert (slot.before, slot.after, slot.fits) == (Seats(0, 2), Seats(1, 2), False)
    assert await desk.see(seats) == Seats(0, 2)
    desk.audited = False
    assert {breach.name for breach in await desk.audit()} == {SLOT_DIFFERS}


async def test_stars_are_set_to_what_guests_rated(desk: Desk) -> None:
    await full_swing(desk)
    await desk.do(lambda c: c.execute(update(locations).values(rating_sum=1, rating_count=0)))

    wrong = await desk.see(recounting.wrong_locations)
    found = [await desk.do(recounting.recount_location, each) for each in wrong]

    assert {each.before for each in found} == {Stars(1, 0)}
    assert sorted((each.after.total, each.after.count) for each in found)[-2:] == [(0, 0), (5, 1)]
    assert await desk.see(recounting.wrong_locations) == []


async def test_how_often_a_code_was_used_is_money_and_stays(desk: Desk) -> None:
    await full_swing(desk)
    await desk.do(lambda c: c.execute(update(vouchers).values(used=0)))

    assert await repaired(desk) == []
    assert await desk.see(recounting.wrong_locations) == []
    desk.audited = False
    assert "a code used more or less often than redeemed" in {
        breach.name for breach in await desk.audit()
    }


async def test_a_hold_that_came_since_it_was_found_is_kept(desk: Desk) -> None:
    guests, service = await counted(desk)
    await desk.do(drift, held=4)
    (wrong,) = await desk.see(recounting.wrong_slots)

    await desk.hold(guests[2], service, desk.start())
    await desk.do(recounting.recount_slot, wrong)

    assert await desk.see(seats) == Seats(2, 2)


async def test_whoever_counts_before_would_undo_it(desk: Desk) -> None:
    guests, service = await counted(desk)
    await desk.do(drift, held=4)
    (wrong,) = await desk.see(recounting.wrong_slots)
    seen = await desk.see(recounting.seats_of_orders, wrong)

    await desk.hold(guests[2], service, desk.start())
    await desk.do(drift, held=seen.held, booked=seen.booked)

    desk.audited = False
    assert {breach.name for breach in await desk.audit()} == {SLOT_DIFFERS}


async def test_guests_hold_and_give_back_while_it_is_mended(desk: Desk) -> None:
    guests, service = await counted(desk, capacity=60, guests=30)
    await desk.do(drift, held=20, booked=0)
    (wrong,) = await desk.see(recounting.wrong_slots)
    held = [await desk.hold(guest, service, desk.start()) for guest in guests[2:12]]
    hold = [
        partial(hold_seat, desk=desk, guest=guest, service=service, starts_at=desk.start())
        for guest in guests[12:]
    ]
    release = [
        partial(placing.release, order_id=order, guest_id=guest, now=desk.now)
        for order, guest in zip(held, guests[2:12], strict=True)
    ]
    mend = partial(recounting.recount_slot, slot_id=wrong)

    await race(desk.database, [*hold[:9], *release[:5], mend, mend, *release[5:], *hold[9:]])

    assert await desk.see(seats) == Seats(19, 2)


def hold_seat(
    connection: Connection, desk: Desk, guest: int, service: int, starts_at: datetime
) -> int:
    return placing.hold(connection, guest, service, starts_at, 1, None, desk.now)


ONE_STATEMENT = text("""
    UPDATE slots SET held = (SELECT SUM(seats) FROM orders
        WHERE orders.slot_id = slots.id AND orders.state = 'held') WHERE id = :slot""")
"""How it is easily written: on PostgreSQL it counts what was there before it waited for the row."""

WAITED_FOR = "SELECT COUNT(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize("careful", [True, False])
async def test_a_hold_under_way_is_waited_for_and_counted(desk: Desk, *, careful: bool) -> None:
    guests, service = await counted(desk)
    await desk.do(drift, held=4)
    (wrong,) = await desk.see(recounting.wrong_slots)
    holding = asyncio.Event()

    def hold_until_somebody_waits(connection: Connection) -> None:
        hold_seat(connection, desk, guests[2], service, desk.start())
        holding.set()
        while not connection.exec_driver_sql(WAITED_FOR).scalar_one():
            pass

    def mend(connection: Connection) -> None:
        if careful:
            recounting.recount_slot(connection, wrong)
        else:
            connection.execute(ONE_STATEMENT, {"slot": wrong})

    async def mend_meanwhile() -> None:
        await holding.wait()
        await desk.do(mend)

    await asyncio.gather(desk.do(hold_until_somebody_waits), mend_meanwhile())

    desk.audited = careful
    differs = {breach.name for breach in await desk.audit()}
    assert differs == (set() if careful else {SLOT_DIFFERS})
