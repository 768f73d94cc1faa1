"""What frees up is the turn of those who wait: also whoever moves there, or holds a part of it, lets them by."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from orders import waits
from orders.booking import placing, rescheduling
from orders.booking.offers import Wish, offered
from orders.booking.starts import check_start
from orders.course import cancelling
from orders.errors import SoldOut, StillFree
from orders.waitlist import turns
from tests.bot.test_statements import listening
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.racing import race
from tests.orders.test_races import unit
from tests.orders.test_waitlist import Full, full_at


@pytest.fixture
async def full(desk: Desk) -> Full:
    return await full_at(desk)


async def booked(full: Full, seats: int, days: int = 1) -> tuple[int, int]:
    """A guest and their booking of that start, or of one on another day."""
    desk, guest = full.desk, await full.guest()
    booking = await desk.hold(guest, full.service, desk.start(days=days), seats)
    await desk.do(placing.place_free, booking, guest, desk.now)
    return guest, booking


async def given_by_one(desk: Desk, seats: int, **how: int) -> Full:
    """A start of a service that one chair, or room, gives: all its seats are booked."""

    def build(m: Market) -> tuple[int, int]:
        shop = m.merchant()
        service = m.service(shop, price=0, **how)
        m.resource(shop, service)
        return m.guest(), service

    owner, service = await desk.make(build)
    start = desk.start()
    booking = await desk.hold(owner, service, start, seats)
    await desk.do(placing.place_free, booking, owner, desk.now)
    return Full(desk, service, start, owner, booking)


async def test_a_booking_that_moves_comes_after_them(full: Full) -> None:
    desk = full.desk
    mover, booking = await booked(full, 2, days=2)
    wait = await full.waits(2)
    await full.frees_up()
    with pytest.raises(SoldOut):
        await desk.do(rescheduling.reschedule, booking, mover, full.start, desk.now)
    assert await full.offered() == [wait]
    await desk.do(rescheduling.reschedule, booking, mover, full.start, desk.now)


async def test_a_move_and_the_offer_at_once(full: Full) -> None:
    desk = full.desk
    mover, booking = await booked(full, 4, days=2)
    wait = await full.waits(4)
    await full.frees_up()
    moves = unit(rescheduling.reschedule, booking, mover, full.start, desk.now)
    offered, moved = await race(desk.database, [unit(*full.offer(wait)), moves])
    assert offered is True
    assert isinstance(moved, SoldOut)


@pytest.mark.control
async def test_without_the_guard_the_move_would_have_it(
    full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = full.desk
    mover, booking = await booked(full, 4, days=2)
    await full.waits(4)
    await full.frees_up()
    monkeypatch.setattr(turns, "is_of_others", lambda *_: False)
    await desk.do(rescheduling.reschedule, booking, mover, full.start, desk.now)
    assert (await desk.order(booking)).starts_at == full.start
    assert await full.offered() == []


async def test_a_hold_grows_after_them(full: Full) -> None:
    desk = full.desk
    await full.frees_up()
    owner, booking = await booked(full, 3)
    holder = await full.guest()
    held = await desk.hold(holder, full.service, full.start, 1)
    wait = await full.waits(2)
    await desk.do(cancelling.cancel_by_guest, booking, owner, desk.now)
    for ask in (
        desk.do(placing.change_seats, held, holder, 2, desk.now),
        desk.hold(holder, full.service, full.start, 2),
    ):
        with pytest.raises(SoldOut):
            await ask
    assert await full.offered() == [wait]
    await desk.do(placing.change_seats, held, holder, 2, desk.now)


async def test_who_wants_fewer_leaves_what_a_dead_hold_had_to_them(full: Full) -> None:
    desk = full.desk
    await full.frees_up()
    await booked(full, 2)
    stranger = await full.guest()
    await desk.hold(await full.guest(), full.service, full.start, 2)
    wait = await full.waits(2)
    desk.later(minutes=11)
    with pytest.raises(SoldOut):
        await desk.hold(stranger, full.service, full.start, 1)
    assert await full.offered() == [wait]


async def test_who_is_not_let_by_may_wait(full: Full) -> None:
    """One seat of two is free, and both are for a party of two."""
    desk = full.desk
    await full.waits(3)
    await full.frees_up()
    stranger = await full.guest()
    with pytest.raises(SoldOut):
        await desk.hold(stranger, full.service, full.start, 1)
    await full.waits_as(stranger, 1)
    assert len(await desk.see(waits.waits_of, stranger, desk.now)) == 1


async def test_a_chair_is_theirs_also_from_another_start_on(desk: Desk) -> None:
    full = await given_by_one(desk, 1, step_minutes=15)
    wait = await full.waits()
    await full.frees_up()
    stranger = await full.guest()
    for minutes in (-45, 30):
        with pytest.raises(SoldOut):
            await desk.hold(stranger, full.service, full.start + timedelta(minutes=minutes), 1)
    await desk.hold(stranger, full.service, full.start + timedelta(minutes=60), 1)
    assert await full.offered() == [wait]


async def test_however_many_starts_they_wait_for_are_read_at_once(desk: Desk) -> None:
    """A hold asks as much where its time meets three of them as where it meets one."""
    full = await given_by_one(desk, 1, step_minutes=15)
    wanted, said = full.start + timedelta(minutes=30), []
    for minutes in (0, 15, 45):
        await replace(full, start=full.start + timedelta(minutes=minutes)).waits()
        stranger = await full.guest()
        with pytest.raises(SoldOut), listening() as heard:
            await desk.hold(stranger, full.service, wanted, 1)
        said.append(len(heard))
    assert said[0] == said[2], said


async def test_a_room_is_theirs_as_well(desk: Desk) -> None:
    full = await given_by_one(desk, 4, capacity=4, max_seats=4)
    wait = await full.waits(4)
    await full.frees_up()
    with pytest.raises(SoldOut):
        await desk.hold(await full.guest(), full.service, full.start, 1)
    with pytest.raises(StillFree):
        await full.waits_as((await desk.see(waits.wait, wait)).guest_id, 4)
    assert await full.offered() == [wait]


async def test_nobody_joins_for_what_is_left_and_it_is_read_once(full: Full) -> None:
    """Two are left, of which a party of four has no use: how many there are is known by then."""
    await full.frees_up()
    await booked(full, 2)
    await full.waits(4)
    with listening() as said, pytest.raises(StillFree):
        await full.waits_as(await full.guest(), 1)
    assert reads(said) == 1


async def test_a_party_that_would_do_with_what_is_wanted_comes_first(full: Full) -> None:
    """Whatever is free, so that nothing is read of it; what is less is theirs once it would do for them."""
    wait = await full.waits(2)
    with listening() as said:
        assert await turn_of_others(full, 2)
        assert await turn_of_others(full, 3)
    assert reads(said) == 0
    assert not await turn_of_others(full, 1)
    found = await full.desk.see(waits.wait, wait)
    await full.desk.do(waits.leave, wait, found.guest_id)
    assert not await turn_of_others(full, 2)


async def test_for_another_start_in_the_same_time_they_come_first_once_it_is_free(
    desk: Desk,
) -> None:
    """Nobody waits for the start that is wanted, or not any more: then it depends on what is free."""
    full = await given_by_one(desk, 1, step_minutes=15)
    later = replace(full, start=full.start + timedelta(minutes=30))
    await full.waits()
    gone = await later.waits()
    found = await desk.see(waits.wait, gone)
    assert await turn_of_others(later, 1)
    await desk.do(waits.leave, gone, found.guest_id)
    assert not await turn_of_others(later, 1)
    await full.frees_up()
    assert await turn_of_others(later, 1)


async def turn_of_others(full: Full, seats: int) -> bool:
    """Whether a stranger who wants so many lets others by."""
    guest, now = await full.guest(), full.desk.now

    def ask(connection: Connection) -> bool:
        offer = offered(connection, full.service)
        when = check_start(connection, offer, full.start, now)
        assert when is not None
        return turns.is_of_others(connection, Wish(offer, when, seats), guest, now)

    found: bool = await full.desk.see(ask)
    return found


def reads(said: list[str]) -> int:
    """How often it was read what is taken of starts."""
    return sum("slots.held + slots.booked" in each for each in said)
