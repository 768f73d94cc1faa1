"""Waiting for a time that is sold out: who comes first, what is held, and when it is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from catalog.models import weekly_hours
from database.errors import Refusal
from database.outbox_table import outbox
from handlers.privacy_register import register
from orders import waitlist_offers as offers
from orders import waits
from orders.booking import placing
from orders.course import cancelling
from orders.errors import SoldOut, StillFree, TooLate, TooManyWaits, WaitUnknown
from orders.models import OrderState
from orders.waitlist.waitlist_models import WaitState, waitlist
from people import forgetting
from tests.bot.test_statements import listening
from tests.guards import SEATS_LEFT, WAIT_OPEN, without
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import race
from tests.orders.test_races import unit
from tests.overtaking import Unit, overtaken


@dataclass
class Full:
    """A start of four seats, all of which one guest has booked."""

    desk: Desk
    service: int
    start: datetime
    owner: int
    booking: int

    async def guest(self) -> int:
        return int(await self.desk.make(lambda m: m.guest()))

    async def waits(self, seats: int = 1) -> int:
        return await self.waits_as(await self.guest(), seats)

    async def waits_as(self, guest: int, seats: int = 1) -> int:
        given = (guest, self.service, self.start, seats, None, self.desk.now)
        return int(await self.desk.do(waits.join, *given))

    async def frees_up(self) -> None:
        await self.desk.do(cancelling.cancel_by_guest, self.booking, self.owner, self.desk.now)

    async def offered(self) -> list[int]:
        """All that the worker does in one look, by the waits that it did something about."""
        done: list[int] = []
        while found := await self.desk.see(offers.due, self.desk.now):
            held = [each for each in found if await self.desk.do(*self.offer(each))]
            if not held:
                break
            done += held
        return done

    def offer(self, wait: int) -> tuple[Any, ...]:
        return offers.offer, wait, self.desk.now, lambda _currency: None

    async def state(self, wait: int) -> WaitState:
        found = await self.desk.see(waits.wait, wait)
        return WaitState(found.state)


@pytest.fixture
async def full(desk: Desk) -> Full:
    return await full_at(desk)


async def full_at(desk: Desk) -> Full:
    owner, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), capacity=4, max_seats=4, price=0))
    )
    start = desk.start()
    booking = await desk.hold(owner, service, start, 4)
    await desk.do(placing.place_free, booking, owner, desk.now)
    return Full(desk, service, start, owner, booking)


@pytest.fixture
async def full_of_one(desk: Desk) -> Full:
    """Likewise with a chair that one guest has."""

    def build(m: Any) -> tuple[int, int]:
        shop = m.merchant()
        service = m.service(shop, price=0)
        m.resource(shop, service)
        return m.guest(), service

    owner, service = await desk.make(build)
    start = desk.start()
    booking = await desk.hold(owner, service, start, 1)
    await desk.do(placing.place_free, booking, owner, desk.now)
    return Full(desk, service, start, owner, booking)


async def test_what_frees_up_is_the_first_ones(full: Full) -> None:
    first, second = await full.waits(3), await full.waits(2)
    assert await full.offered() == []
    await full.frees_up()
    assert await full.offered() == [first]
    assert [await full.state(each) for each in (first, second)] == ["offered", "waiting"]
    one = await full.desk.see(waits.wait, first)
    order = await full.desk.order(one.order_id)
    assert (order.state, order.seats, order.starts_at) == (OrderState.HELD, 3, full.start)
    rows = await full.desk.see(lambda c: c.execute(select(outbox.c.payload)).scalars().all())
    assert [each["wait"] for each in rows if each.get("about") == "seats_freed"] == [first]


async def test_a_chair_is_the_first_ones_too(full_of_one: Full) -> None:
    first, second = await full_of_one.waits(), await full_of_one.waits()
    await full_of_one.frees_up()
    assert await full_of_one.offered() == [first]
    full_of_one.desk.later(minutes=11)
    assert await full_of_one.offered() == [second]


async def test_then_the_next_ones(full: Full) -> None:
    first, second = await full.waits(4), await full.waits(4)
    await full.frees_up()
    assert await full.offered() == [first]
    full.desk.later(minutes=9)
    assert await full.offered() == []
    full.desk.later(minutes=2)
    assert await full.offered() == [second]


async def test_also_who_waits_for_more_than_a_stranger_wants(full: Full) -> None:
    many = await full.waits(4)
    few = await full.waits(1)
    await full.frees_up()
    stranger = await full.guest()
    with pytest.raises(SoldOut):
        await full.desk.hold(stranger, full.service, full.start, 2)
    await full.desk.do(waits.leave, few, (await full.desk.see(waits.wait, few)).guest_id)
    assert await full.offered() == [many]


async def test_nobody_else_takes_it_before(full: Full) -> None:
    await full.waits(2)
    await full.frees_up()
    stranger = await full.guest()
    with pytest.raises(SoldOut):
        await full.desk.hold(stranger, full.service, full.start, 2)


async def test_nobody_waits_for_what_is_free(full: Full) -> None:
    await full.frees_up()
    with pytest.raises(StillFree):
        await full.waits(4)


async def test_asked_again_it_is_for_as_many_as_asked_last(full: Full) -> None:
    guest = await full.guest()
    assert await full.waits_as(guest, 1) == await full.waits_as(guest, 3)
    (one,) = await full.desk.see(waits.waits_of, guest, full.desk.now)
    assert one.seats == 3


async def test_one_waits_for_five_times_at_most(desk: Desk) -> None:
    def build(m: Any) -> tuple[int, int, list[int]]:
        shop = m.merchant()
        services = [m.service(shop, capacity=1, price=2000) for _ in range(6)]
        return m.guest(), m.guest(), services

    owner, guest, services = await desk.make(build)
    start = desk.start()
    for service in services[:5]:
        await desk.place(owner, service, start)
        await desk.do(waits.join, guest, service, start, 1, None, desk.now)
    await desk.place(owner, services[5], start)
    with pytest.raises(TooManyWaits):
        await desk.do(waits.join, guest, services[5], start, 1, None, desk.now)


async def test_who_left_is_offered_nothing(full: Full) -> None:
    guest, stranger = await full.guest(), await full.guest()
    wait = await full.waits_as(guest, 2)
    with pytest.raises(WaitUnknown):
        await full.desk.do(waits.leave, wait, stranger)
    for _press in range(2):
        await full.desk.do(waits.leave, wait, guest)
    await full.frees_up()
    assert await full.offered() == []
    await full.desk.hold(stranger, full.service, full.start, 4)


async def test_it_is_over_when_the_time_has_come(full: Full) -> None:
    wait = await full.waits(2)
    full.desk.now = full.start + timedelta(minutes=1)
    assert await full.desk.see(offers.is_past, full.desk.now)
    await full.desk.do(offers.end_past, full.desk.now)
    assert await full.state(wait) == "over"
    with pytest.raises(TooLate):
        await full.waits(2)


async def test_for_whom_nothing_can_be_held_has_missed_it(full: Full) -> None:
    guest = await full.guest()
    wait = await full.waits_as(guest, 2)

    def holds(m: Any) -> list[int]:
        shop = m.merchant("Other")
        return [m.service(shop, capacity=9, price=2000) for _ in range(5)]

    for service in await full.desk.make(holds):
        await full.desk.hold(guest, service, full.start)
    await full.frees_up()
    await full.offered()
    assert await full.state(wait) == "missed"


async def test_a_start_for_which_the_place_has_closed_is_over(full: Full) -> None:
    wait, day = await full.waits(2), full.start.date()

    def close(m: Any) -> None:
        m.connection.execute(delete(weekly_hours).where(weekly_hours.c.weekday == day.weekday()))

    await full.frees_up()
    await full.desk.make(close)
    assert await full.offered() == []
    assert await full.state(wait) == "over"
    rows = await full.desk.see(lambda c: c.execute(select(outbox.c.payload)).scalars().all())
    assert not [each for each in rows if each.get("about") == "seats_freed"]


async def test_whoever_is_forgotten_waits_no_more(full: Full) -> None:
    guest = await full.guest()
    await full.waits_as(guest, 2)
    await full.desk.do(forgetting.forget, guest, register(), full.desk.now)
    assert await full.desk.see(lambda c: c.execute(select(waitlist)).all()) == []


async def test_two_programs_offer_it_once(full: Full) -> None:
    wait = await full.waits(2)
    await full.frees_up()
    units = [unit(*full.offer(wait))] * 3
    assert sorted(map(bool, await race(full.desk.database, units))) == [False, False, True]


@pytest.mark.control
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)  # SQLite has one writer
async def test_without_the_guard_a_wait_would_be_offered_twice(full: Full) -> None:
    wait = await full.waits(1)
    await full.frees_up()
    offer = unit(*full.offer(wait))
    with without(WAIT_OPEN):
        first = await overtaken(full.desk.database, offer, offer, before="INSERT INTO slots")
    assert first is True


async def test_the_hold_and_a_stranger_at_once(full: Full) -> None:
    wait, stranger = await full.waits(4), await full.guest()
    await full.frees_up()
    given = (stranger, full.service, full.start, 4, None, full.desk.now)
    units = [unit(*full.offer(wait)), unit(placing.hold, *given)]
    offered, held = await race(full.desk.database, units)
    assert offered is True
    assert isinstance(held, SoldOut)


async def offered_and_over(full: Full) -> tuple[int, int, Unit, Unit]:
    """An offer that is taken as its time runs out, beside the next who waits: (order, next, ...)."""
    guest, second = await full.guest(), await full.guest()
    wait, following = await full.waits_as(guest, 4), await full.waits_as(second, 4)
    await full.frees_up()
    assert await full.offered() == [wait]
    found = await full.desk.see(waits.wait, wait)
    just_in_time = full.desk.now + timedelta(minutes=10, microseconds=-1)
    full.desk.later(minutes=10)
    takes = unit(placing.place_free, found.order_id, guest, just_in_time)
    return found.order_id, following, takes, unit(*full.offer(following))


async def test_what_is_taken_at_its_last_moment_is_offered_to_nobody_else(full: Full) -> None:
    order, following, takes, offers_next = await offered_and_over(full)
    taken, offered = await race(full.desk.database, [takes, offers_next])
    state = (await full.desk.order(order)).state
    has_it = state == OrderState.CONFIRMED
    assert isinstance(taken, Refusal) != has_it
    assert offered == (not has_it)
    assert await full.state(following) == (WaitState.WAITING if has_it else WaitState.OFFERED)


@pytest.mark.control
async def test_without_the_guard_it_is_taken_and_offered(lacking: Lacking) -> None:
    async with lacking("ck_slots_capacity") as desk:
        _, _, takes, offers_next = await offered_and_over(await full_at(desk))
        with without(SEATS_LEFT):
            await race(desk.database, [takes, offers_next])
        desk.audited = False
        found = {each.name for each in await desk.audit()}
        assert "more seats taken than a slot has" in found


async def test_a_look_at_a_full_start_reads_the_same_however_many_wait(full: Full) -> None:
    first = await full.waits(2)
    few = await looked(full)
    for _ in range(6):
        await full.waits(1)
    assert await looked(full) == few
    assert few[0] == []
    await full.frees_up()
    found, statements = await looked(full)
    assert found == [first]
    assert len(statements) == len(few[1]) + 1


async def looked(full: Full) -> tuple[list[int], list[str]]:
    """What one look finds, and what it asks of the waitlist: a row for each start, or so many at most."""
    with listening() as said:
        found = await full.desk.see(offers.due, full.desk.now)
    asked = [each for each in said if "FROM waitlist" in each]
    assert all("GROUP BY" in each or "LIMIT" in each for each in asked), asked
    return list(found), asked
