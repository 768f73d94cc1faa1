"""Staff write in visits to homes: by the address they take down, with time for the way, and for nothing here."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

from database.point import Point
from handlers.privacy_register import register
from orders import address_for, agreed_addresses
from orders.booking import counter, placing, proposing, resourcing
from orders.booking.availability import Availability, Moving
from orders.booking.counter import CounterGuest
from orders.booking.proposing import Goal
from orders.course import cancelling
from orders.errors import AddressNeeded, OutsideArea, SoldOut, TooLate
from orders.line_models import order_adjustments
from orders.models import Fulfilment, OrderState
from people import addressing
from people.address_models import addresses
from people.errors import AddressGone, NoRight
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.orders.test_visits import FAR, NEAR, NO_WAY, OPPOSITE
from tests.orders.visits import Cleaning, cleaning, north
from tests.overtaking import overtaken

AINO = CounterGuest("Aino", "en")


async def taken_down(desk: Desk, clerk: int, point: Point | None, text: str = "Kylätie 12") -> int:
    made: int = await desk.do(
        addressing.begin, clerk, desk.now, point=point, text=text, for_guest=True
    )
    return made


async def written(desk: Desk, found: Cleaning, kilometres: float, minutes: int = 0) -> int:
    address = await taken_down(desk, found.clerk, north(kilometres))
    at = desk.start() + timedelta(minutes=minutes)
    order: int = await desk.do(
        counter.write_in, found.clerk, found.service, at, 1, AINO, desk.now, address_id=address
    )
    return order


async def test_it_has_its_address_its_way_and_nothing_to_pay_here(desk: Desk) -> None:
    found = await cleaning(desk, FAR)
    order = await written(desk, found, FAR)
    view = await desk.order(order)
    assert (view.fulfilment, view.state) == (Fulfilment.HOME, OrderState.CONFIRMED)
    assert view.total == 0
    agreed = await desk.see(address_for, found.clerk, order)
    assert (agreed.point, agreed.text) == (north(FAR), "Kylätie 12")
    assert await desk.see(lambda c: c.execute(select(order_adjustments)).all()) == []
    kept = select(addresses.c.id).where(addresses.c.for_guest)
    assert await desk.see(lambda c: c.execute(kept).all()) == []


async def test_guests_and_whom_staff_write_in_leave_each_other_room(desk: Desk) -> None:
    """Both ways, to the quarter of an hour."""
    found = await cleaning(desk, NEAR)
    await written(desk, found, FAR)
    with pytest.raises(SoldOut):
        await desk.hold(found.guests[0], found.service, desk.start() + timedelta(minutes=105))
    await desk.hold(found.guests[0], found.service, desk.start() + timedelta(minutes=120))
    with pytest.raises(SoldOut):
        await written(desk, found, FAR, 225)
    await written(desk, found, FAR, 240)


async def test_nobody_is_there_sooner_than_the_way_takes(desk: Desk) -> None:
    found = await cleaning(desk)
    at = desk.start()
    desk.now = at - timedelta(minutes=45)
    address = await taken_down(desk, found.clerk, north(FAR))
    write = partial(desk.do, counter.write_in, found.clerk, found.service)
    with pytest.raises(TooLate):
        await write(at, 1, AINO, desk.now, address_id=address)
    at += timedelta(minutes=15)
    await write(at, 1, AINO, desk.now, address_id=address)


async def test_it_goes_where_the_place_goes_to_an_address_of_its_own(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    with pytest.raises(OutsideArea):
        await written(desk, found, 30.0)
    write = partial(desk.do, counter.write_in, found.clerk, found.service, desk.start(), 1, AINO)
    with pytest.raises(AddressNeeded):
        await write(desk.now)
    half = await taken_down(desk, found.clerk, None)
    with pytest.raises(AddressGone):
        await write(desk.now, address_id=half)
    another = await taken_down(desk, found.clerk, north(NEAR))
    for gone in (half, another + 1):
        with pytest.raises(AddressGone):
            await write(desk.now, address_id=gone)
    order = await write(desk.now, address_id=another)
    with pytest.raises(AddressGone):
        await write(desk.now, address_id=another)
    assert (await desk.order(order)).guest == "Aino"


@pytest.mark.both_engines
async def test_what_staff_took_down_is_nobodys_own(desk: Desk) -> None:
    """Neither theirs to choose, nor for a colleague or a guest to use."""
    found = await cleaning(desk, NEAR)
    (guest,) = found.guests
    mine = await desk.see(addressing.current, guest)
    address = await taken_down(desk, found.clerk, north(NEAR))
    assert await desk.see(addressing.kept, found.clerk) == []
    with pytest.raises(AddressGone):
        await desk.do(addressing.choose, found.clerk, address, desk.now)
    for whose in (address, mine.id):
        with pytest.raises(AddressGone):
            await desk.do(addressing.hand_over, guest, whose)
    theirs = await taken_down(desk, guest, north(NEAR))
    with pytest.raises(NoRight):
        await desk.do(
            counter.write_in,
            guest,
            found.service,
            desk.start(),
            1,
            AINO,
            desk.now,
            address_id=theirs,
        )
    assert (await desk.see(addressing.current, guest)) == mine


async def test_it_is_moved_and_called_off_and_its_address_goes(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    order = await written(desk, found, FAR)
    await desk.place(found.guests[0], found.service, desk.start() + timedelta(minutes=120))
    move = partial(desk.do, proposing.move_by_staff, order, found.clerk)
    with pytest.raises(SoldOut):
        await move(Goal(desk.start() + timedelta(minutes=225)), desk.now)
    assert not await move(Goal(desk.start() + timedelta(minutes=240)), desk.now)
    assert (await desk.see(address_for, found.clerk, order)).point == north(FAR)
    await desk.do(cancelling.cancel_by_merchant, order, found.clerk, desk.now)
    assert await desk.see(address_for, found.clerk, order) is None
    later = desk.later(days=60)
    old = await desk.see(agreed_addresses.outdated, later, 10)
    assert old == [order]
    await desk.do(agreed_addresses.forget, old, later)
    await desk.do(counter.erase_guest, order, found.clerk, register(), desk.now)
    assert await desk.see(agreed_addresses.agreed_address, order) is None


@pytest.mark.both_engines
async def test_erasing_the_name_erases_where_they_live(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    order = await written(desk, found, FAR)
    await desk.do(cancelling.cancel_by_merchant, order, found.clerk, desk.now)
    await desk.do(counter.erase_guest, order, found.clerk, register(), desk.now)
    assert await desk.see(agreed_addresses.agreed_address, order) is None


@pytest.mark.both_engines
async def test_what_was_taken_down_for_nothing_goes_by_its_age(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    address = await taken_down(desk, found.clerk, north(NEAR))
    assert await desk.see(addressing.unfinished, desk.now, 10) == []
    later = desk.later(days=1)
    assert await desk.see(addressing.unfinished, later, 10) == [address]
    assert await desk.do(addressing.forget, [address], later) == 1
    assert len(await desk.see(addressing.kept, found.guests[0])) == 1


async def back_to_back(desk: Desk) -> Sequence[Callable[[Connection], Any]]:
    """A guest books, and another telephones, an hour apart and one right behind the other."""
    found = await cleaning(desk, OPPOSITE)
    address = await taken_down(desk, found.clerk, north(5.0))
    at = desk.start()
    wish = (found.service, at + timedelta(hours=1), 1)
    by_staff = partial(counter.write_in, address_id=address)
    return [
        unit(placing.hold, found.guests[0], found.service, at, 1, None, desk.now),
        unit(by_staff, found.clerk, *wish, AINO, desk.now),
    ]


async def test_two_homes_an_hour_apart_are_not_written_in_back_to_back(desk: Desk) -> None:
    assert kinds(await race(desk.database, await back_to_back(desk))) == {"ok": 1, "SoldOut": 1}


@pytest.mark.control
async def test_without_the_guard_they_would_be(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, fast = await back_to_back(desk)
    monkeypatch.setattr(resourcing, "take_days", lambda *_: None)
    await overtaken(desk.database, slow, fast, before="INSERT INTO orders")
    desk.audited = False
    assert NO_WAY in {breach.name for breach in await desk.audit()}


async def test_it_does_not_stand_in_its_own_way(desk: Desk) -> None:
    """The times that its staff are shown are those to which it can move, its own left out."""
    found = await cleaning(desk, NEAR)
    order = await written(desk, found, FAR)
    await desk.place(found.guests[0], found.service, desk.start() + timedelta(minutes=180))
    view = await desk.order(order)

    def shown(connection: Connection) -> list[datetime]:
        offer = proposing.offer_for_staff(connection, found.service, order)
        free = Availability.of(connection, offer, 1, desk.now, moving=Moving.of(view))
        return [each.starts_at for each in free.free(desk.start().date())]

    could = []
    for quarter in range(-3 * 4, 8 * 4):
        at = desk.start() + timedelta(minutes=15 * quarter)
        with suppress(SoldOut):
            await desk.do(tried, order, found.clerk, Goal(at), desk.now)
            could.append(at)
    could.remove(desk.start())
    listed = [each for each in await desk.see(shown) if could[0] <= each <= could[-1]]
    assert listed == could
    assert desk.start() + timedelta(minutes=15) in could


def tried(connection: Connection, order: int, clerk: int, goal: Goal, now: datetime) -> None:
    """Whether it could move, and it does not."""
    with suppress(Undone), connection.begin_nested():
        proposing.move_by_staff(connection, order, clerk, goal, now)
        raise Undone


class Undone(Exception):
    """So that nothing has changed."""
