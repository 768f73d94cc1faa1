"""Who waits for a visit to their home: any time of a day that somebody can reach, for the first, then for the next."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from catalog.models import services, weekly_hours
from catalog.visits.area_models import service_areas
from database.money import unlimited
from handlers.privacy_register import register
from orders import Wait, address_for, waits
from orders import waitlist_offers as offers
from orders.booking import placing
from orders.booking.availability import Availability
from orders.booking.offers import offered
from orders.booking.visiting import going_to
from orders.course import cancelling
from orders.errors import (
    AddressNeeded,
    NotBookable,
    OrderTooSmall,
    OutsideArea,
    SlotGone,
    SoldOut,
    StillFree,
    TooManyWaits,
)
from orders.models import OrderState
from orders.waitlist import days, turns
from orders.waitlist.waitlist_models import WaitState, waitlist
from people import exporting, forgetting
from tests.bot.test_statements import listening
from tests.orders.conftest import Desk
from tests.orders.racing import race
from tests.orders.test_races import unit
from tests.orders.test_visits import FAR, NEAR
from tests.orders.visits import Cleaning, cleaning, lives, moves_to, north

OPENS, SHUTS = 10 * 60, 13 * 60
"""Local minutes of the only hours: there is time for one visit, and no other."""


class Busy:
    """A day on which the only one who goes has a visit from ten on, and no time for another."""

    def __init__(self, desk: Desk, found: Cleaning, booking: int) -> None:
        self.desk, self.found, self.booking = desk, found, booking

    @property
    def day(self) -> date:
        return self.desk.start(days=2).date()

    @property
    def begin(self) -> datetime:
        return self.desk.start(days=2, hour=10)

    async def guest(self, kilometres: float) -> int:
        return int(await self.desk.make(lambda m: lives(m, kilometres)))

    async def waits(self, guest: int) -> int:
        given = (guest, self.found.service, self.day, 1, None, self.desk.now)
        return int(await self.desk.do(waits.join_day, *given))

    async def frees_up(self) -> None:
        owner = self.found.guests[0]
        await self.desk.do(cancelling.cancel_by_guest, self.booking, owner, self.desk.now)

    async def offered(self) -> list[int]:
        """All that the worker does in one look."""
        done: list[int] = []
        while found := await self.desk.see(offers.due, self.desk.now):
            held = [each for each in found if await self.desk.do(*self.offer(each))]
            if not held:
                break
            done += held
        return done

    def offer(self, wait: int) -> tuple[Any, ...]:
        return offers.offer, wait, self.desk.now, unlimited

    async def wait(self, wait: int) -> Wait:
        found: Wait = await self.desk.see(waits.wait, wait)
        return found


@pytest.fixture
async def busy(desk: Desk) -> Busy:
    found = await cleaning(desk, NEAR, duration_minutes=120)

    def short(connection: Connection) -> None:
        change = update(weekly_hours).values(opens=OPENS, closes=SHUTS)
        connection.execute(change)

    await desk.do(short)
    at = desk.start(days=2, hour=10)
    booking = await desk.place(found.guests[0], found.service, at)
    return Busy(desk, found, booking)


async def test_the_first_has_the_first_time_that_frees_up_then_the_next(busy: Busy) -> None:
    one, other = await busy.guest(FAR), await busy.guest(NEAR)
    first, second = await busy.waits(one), await busy.waits(other)
    assert await busy.offered() == []
    await busy.frees_up()
    assert await busy.offered() == [first]
    found = await busy.wait(first)
    assert (found.state, found.held, found.held_at) == (WaitState.OFFERED, True, busy.begin)
    assert found.order_id is not None
    order = await busy.desk.order(found.order_id)
    assert (order.state, order.total) == (OrderState.HELD, 2500)
    agreed = await busy.desk.see(address_for, one, order.id)
    assert (agreed.point, agreed.text) == (north(FAR), "Vaasankatu 4")
    busy.desk.later(minutes=9)
    assert await busy.offered() == []
    busy.desk.later(minutes=2)
    assert await busy.offered() == [second]


async def test_it_goes_to_the_address_for_which_one_waited(busy: Busy) -> None:
    """Whatever address was chosen since; when the wait is over it is kept no more."""
    guest = await busy.guest(FAR)
    wait = await busy.waits(guest)
    await busy.desk.do(moves_to, guest, north(NEAR), busy.desk.later(minutes=1))
    assert (await busy.wait(wait)).home == "Vaasankatu 4"
    await busy.frees_up()
    assert await busy.offered() == [wait]
    found = await busy.wait(wait)
    assert found.order_id is not None
    assert (await busy.desk.see(address_for, guest, found.order_id)).point == north(FAR)
    assert found.home == ""


@pytest.mark.both_engines
async def test_its_guest_reads_all_that_is_kept_of_where_they_wait(busy: Busy) -> None:
    guest = await busy.guest(FAR)
    await busy.waits(guest)
    told = await busy.desk.see(lambda c: exporting.export(c, guest, register()))
    [said] = told["waitlist"]
    kept = (said["latitude"], said["longitude"], said["address"])
    assert kept == (north(FAR).latitude, north(FAR).longitude, "Vaasankatu 4")


async def test_only_whom_somebody_can_reach(busy: Busy) -> None:
    """Half of what was booked frees up: time for who lives near by, not for who lives far away."""
    far, near = await busy.guest(FAR), await busy.guest(NEAR)
    first, second = await busy.waits(far), await busy.waits(near)
    await busy.frees_up()
    owner = busy.found.guests[0]
    inside = await busy.desk.make(lambda m: m.guest())
    with pytest.raises(SoldOut):
        await busy.desk.hold(owner, busy.found.service, busy.begin)
    await busy.desk.place(inside, busy.found.inside, busy.begin)
    assert await busy.offered() == []

    def longer(connection: Connection) -> None:
        connection.execute(update(weekly_hours).values(closes=SHUTS + 30))

    await busy.desk.do(longer)
    assert await busy.offered() == [second]
    assert (await busy.wait(first)).state is WaitState.WAITING


async def test_nobody_else_takes_what_one_who_waits_could_have(busy: Busy) -> None:
    wait = await busy.waits(await busy.guest(FAR))
    await busy.frees_up()
    stranger = await busy.guest(NEAR)
    with pytest.raises(SoldOut):
        await busy.desk.hold(stranger, busy.found.service, busy.begin)
    await busy.waits(stranger)
    assert await busy.offered() == [wait]


async def test_who_else_waits_is_read_once_however_many_times_are_free(busy: Busy) -> None:
    """All that day could be had by who waits already, and so by nobody else."""
    await busy.waits(await busy.guest(NEAR))
    await busy.frees_up()
    counts: list[int] = []
    for shuts in (SHUTS, SHUTS + 5 * 60):
        change = update(weekly_hours).values(closes=shuts)
        await busy.desk.do(lambda c, change=change: c.execute(change))
        stranger = await busy.guest(NEAR)
        with listening() as heard:
            await busy.waits(stranger)
        counts.append(len(heard))
    assert counts[0] == counts[1]


async def test_what_nobody_who_waits_can_have_is_anybodys(busy: Busy) -> None:
    """The only one who waits cannot be reached after what is left."""
    await busy.waits(await busy.guest(FAR))
    await busy.frees_up()
    inside = await busy.desk.make(lambda m: m.guest())

    def longer(connection: Connection) -> None:
        connection.execute(update(weekly_hours).values(closes=SHUTS + 30))

    await busy.desk.place(inside, busy.found.inside, busy.begin)
    await busy.desk.do(longer)
    stranger = await busy.guest(NEAR)
    await busy.desk.hold(stranger, busy.found.service, busy.begin + timedelta(minutes=75))


async def test_nobody_waits_for_what_can_be_had_or_never_could(busy: Busy) -> None:
    near = await busy.guest(NEAR)
    join = waits.join_day, near, busy.found.service
    ask = (1, None, busy.desk.now)
    with pytest.raises(StillFree):
        await busy.desk.do(*join, busy.day + timedelta(days=1), *ask)
    for never in (busy.day + timedelta(days=400), busy.day - timedelta(days=30)):
        with pytest.raises(SlotGone):
            await busy.desk.do(*join, never, *ask)
    with pytest.raises(NotBookable):
        await busy.desk.do(waits.join_day, near, busy.found.inside, busy.day, *ask)
    for kilometres, why in ((21.0, OutsideArea), (None, AddressNeeded)):
        guest = await (
            busy.desk.make(lambda m: m.guest()) if kilometres is None else busy.guest(kilometres)
        )
        with pytest.raises(why):
            await busy.waits(guest)

    def cheaper(connection: Connection) -> None:
        connection.execute(update(services).values(price=1000))

    await busy.desk.do(cheaper)
    with pytest.raises(OrderTooSmall):
        await busy.waits(await busy.guest(FAR))


async def test_asked_again_it_is_for_the_address_of_now_at_its_old_place(busy: Busy) -> None:
    guest = await busy.guest(FAR)
    first = await busy.waits(guest)
    later = await busy.waits(await busy.guest(FAR))
    await busy.desk.do(moves_to, guest, north(NEAR), busy.desk.later(minutes=1))
    assert await busy.waits(guest) == first < later
    await busy.frees_up()
    assert await busy.offered() == [first]
    found = await busy.wait(first)
    assert found.order_id is not None
    assert (await busy.desk.see(address_for, guest, found.order_id)).point == north(NEAR)


async def test_one_waits_for_so_many_at_once(busy: Busy) -> None:
    guest = await busy.guest(NEAR)
    fill = waitlist.insert().values(
        guest_id=guest, service_id=busy.found.inside, seats=1, state="waiting"
    )

    def others(connection: Connection) -> None:
        for each in range(5):
            at = busy.begin + timedelta(days=each)
            connection.execute(fill.values(starts_at=at, joined_at=busy.desk.now))

    await busy.desk.do(others)
    with pytest.raises(TooManyWaits):
        await busy.waits(guest)


async def test_it_is_over_with_the_day_or_when_its_guest_goes(busy: Busy) -> None:
    stays, leaves, goes = [await busy.guest(NEAR) for _ in range(3)]
    late, left, gone = [await busy.waits(each) for each in (stays, leaves, goes)]
    await busy.desk.do(waits.leave, left, leaves)
    assert (await busy.wait(left)).home == ""
    await busy.desk.do(forgetting.forget, goes, register(), busy.desk.now)
    assert await busy.desk.see(waits.wait, gone) is None
    busy.desk.now = busy.begin + timedelta(hours=1)
    assert not await busy.desk.see(offers.is_past, busy.desk.now)
    assert [each.id for each in await busy.desk.see(waits.waits_of, stays, busy.desk.now)] == [late]
    busy.desk.later(days=1)
    assert await busy.desk.see(offers.is_past, busy.desk.now)
    await busy.desk.do(offers.end_past, busy.desk.now)
    found = await busy.wait(late)
    assert (found.state, found.home) == (WaitState.OVER, "")


async def test_where_its_place_comes_no_more_it_is_missed_and_told(busy: Busy) -> None:
    wait = await busy.waits(await busy.guest(FAR))
    await busy.frees_up()

    def nearer(connection: Connection) -> None:
        connection.execute(delete(service_areas).where(service_areas.c.radius_metres > 3_000))

    await busy.desk.do(nearer)
    assert await busy.offered() == [wait]
    assert (await busy.wait(wait)).state is WaitState.MISSED


async def offered_twice(busy: Busy) -> tuple[Any, Any, int]:
    wait = await busy.waits(await busy.guest(FAR))
    await busy.frees_up()
    return unit(*busy.offer(wait)), unit(*busy.offer(wait)), wait


async def held_of(busy: Busy) -> int:
    return len(
        await busy.desk.see(
            lambda c: c.execute(select(waitlist.c.id).where(waitlist.c.state == "offered")).all()
        )
    )


async def test_two_programs_offer_it_once(busy: Busy) -> None:
    one, other, _wait = await offered_twice(busy)
    done = await race(busy.desk.database, [one, other])
    assert sorted(done) == [False, True]
    assert await held_of(busy) == 1


@pytest.mark.both_engines
async def test_who_leaves_meanwhile_is_offered_nothing(busy: Busy) -> None:
    guest = await busy.guest(FAR)
    wait = await busy.waits(guest)
    await busy.frees_up()
    done = await race(busy.desk.database, [unit(*busy.offer(wait)), unit(waits.leave, wait, guest)])
    found = await busy.wait(wait)
    assert (done[0] is True) == (found.state is WaitState.OFFERED)
    assert found.home == ""


async def at_once(busy: Busy) -> list[Any]:
    """What the first of those who wait is offered, and a stranger who was just faster."""
    wait, stranger = await busy.waits(await busy.guest(FAR)), await busy.guest(NEAR)
    await busy.frees_up()
    given = (stranger, busy.found.service, busy.begin, 1, None, busy.desk.now)
    return [unit(*busy.offer(wait)), unit(placing.hold, *given)]


async def test_the_offer_and_a_stranger_at_once(busy: Busy) -> None:
    offered, held = await race(busy.desk.database, await at_once(busy))
    assert offered is True
    assert isinstance(held, SoldOut)


@pytest.mark.control
async def test_without_the_guard_the_stranger_would_have_it(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "waited_for", lambda *_: False)
    _offer, strangers = await at_once(busy)
    assert isinstance(await busy.desk.database.write(strangers), int)


async def asked(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], int, int]:
    """What one look finds, for how many it asked whether somebody can reach them, and its statements."""
    reached: list[int] = []
    real = days._Reach.free

    def free(self: Any, wait: days.DayWait) -> Any:
        reached.append(wait.id)
        return real(self, wait)

    monkeypatch.setattr(days._Reach, "free", free)
    with listening() as said:
        found = await busy.desk.see(offers.due, busy.desk.now)
    return list(found), len(reached), len([each for each in said if "SELECT" in each])


async def test_a_look_at_a_full_day_costs_the_same_however_many_wait(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orders.waitlist.days.PAGE", 4)
    one = await busy.waits(await busy.guest(FAR))
    few = await asked(busy, monkeypatch)
    for _ in range(9):
        await busy.waits(await busy.guest(NEAR))
    assert await asked(busy, monkeypatch) == few
    assert few[:2] == ([], 0)
    await busy.frees_up()
    found, reached, statements = await asked(busy, monkeypatch)
    assert (found, reached) == ([one], 1), (
        "the first can be reached, and nobody asks for the others"
    )
    assert statements == few[2] + 1


async def longer(busy: Busy) -> None:
    """There is time for a second visit on that day, after the one that there is, to who is not too far away."""

    def open_longer(connection: Connection) -> None:
        connection.execute(update(weekly_hours).values(closes=15 * 60))

    await busy.desk.do(open_longer)


async def waits_far_away(busy: Busy) -> int:
    wait = await busy.waits(await busy.guest(FAR))
    far = update(waitlist).where(waitlist.c.id == wait).values(latitude=north(90).latitude)
    await busy.desk.do(lambda c: c.execute(far))
    return wait


async def test_whoever_is_far_down_the_list_is_found_where_those_before_cannot_be_reached(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orders.waitlist.days.PAGE", 2)
    for _ in range(5):
        await waits_far_away(busy)
    near = await busy.waits(await busy.guest(NEAR))
    await longer(busy)
    assert (await asked(busy, monkeypatch))[:2] == ([near], 6)


async def test_where_very_many_wait_whoever_comes_now_waits_too(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for a time that none of them could have, which is offered to them within a look."""
    monkeypatch.setattr("orders.waitlist.days.VERY_MANY", 3)
    for _ in range(3):
        await waits_far_away(busy)
    guest = await busy.guest(NEAR)
    await longer(busy)
    offer = await busy.desk.see(offered, busy.found.service)
    there = await busy.desk.see(going_to, offer, north(NEAR))
    known = await busy.desk.see(Availability.of, there, 1, busy.desk.now)
    starts = known.free_starts(busy.day)
    assert starts
    given = (offer, guest, starts, busy.desk.now)
    assert await busy.desk.see(days.to_spare, *given) is None
    monkeypatch.setattr("orders.waitlist.days.VERY_MANY", 4)
    assert await busy.desk.see(days.to_spare, *given) == starts[0]
    monkeypatch.setattr("orders.waitlist.days.VERY_MANY", 3)
    wait = int(
        await busy.desk.do(
            waits.join_day, guest, busy.found.service, busy.day, 1, None, busy.desk.now
        )
    )
    assert await busy.offered() == [wait]
