"""A day is closed while a guest books it: the booking is counted, or refused, on both engines."""

from datetime import date
from typing import Any

import pytest

from catalog import closing
from catalog.closing import Bookings, Closed
from catalog.whose import Whose
from orders.booking import placing, rescheduling
from orders.course import clearing
from orders.errors import BookingsThere
from orders.money import paying
from tests.orders.conftest import Desk
from tests.orders.racing import Unit, kinds, race
from tests.orders.test_races import unit
from tests.overtaking import behind, overtaken


async def shop_with(desk: Desk, guests: int) -> tuple[Any, list[int], int]:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, [m.guest() for _ in range(guests)], m.service(shop, capacity=9)

    made: tuple[Any, list[int], int] = await desk.make(build)
    return made


def closes(desk: Desk, shop: Any, day: date, seen: int) -> Unit:
    closed = Closed(Whose(shop.location), day, day)
    given = (closed, Bookings.CANCEL, seen, shop.clerk, desk.now)
    return unit(clearing.close, *given)


async def taken(desk: Desk, shop: Any, day: date) -> int:
    closed = Closed(Whose(shop.location), day, day)
    number: int = await desk.see(clearing.count, closed, desk.now)
    return number


async def cleared(desk: Desk) -> None:
    while await desk.do(clearing.clear, desk.now, 25):
        pass


async def test_guests_book_a_day_that_is_being_closed(desk: Desk) -> None:
    shop, guests, service = await shop_with(desk, 8)
    start = desk.start(days=3)
    holds = [unit(placing.hold, each, service, start, 1, None, desk.now) for each in guests]
    closed = closes(desk, shop, start.date(), 0)
    results = await race(desk.database, [*holds[:4], closed, *holds[4:]])
    refused = isinstance(results[4], BookingsThere)
    number = kinds(results)["ok"] - (0 if refused else 1)
    assert await taken(desk, shop, start.date()) == number
    assert number == 0 or refused


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_whoever_closes_waits_for_a_guest_who_is_booking(desk: Desk) -> None:
    shop, (guest,), service = await shop_with(desk, 1)
    start = desk.start(days=3)
    hold = unit(placing.hold, guest, service, start, 1, None, desk.now)
    results = await behind(desk.database, hold, closes(desk, shop, start.date(), 1))
    assert kinds(results) == {"ok": 2}
    await cleared(desk)
    assert await taken(desk, shop, start.date()) == 0


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_a_guest_waits_for_whoever_is_closing(desk: Desk) -> None:
    shop, (guest,), service = await shop_with(desk, 1)
    start = desk.start(days=3)
    hold = unit(placing.hold, guest, service, start, 1, None, desk.now)
    results = await behind(desk.database, closes(desk, shop, start.date(), 0), hold)
    assert kinds(results) == {"ok": 1, "SlotGone": 1}


async def test_a_booking_moves_to_a_day_that_is_being_closed(desk: Desk) -> None:
    shop, (guest,), service = await shop_with(desk, 1)
    order, goal = await desk.place(guest, service, desk.start(days=3)), desk.start(days=4)
    move = unit(rescheduling.reschedule, order, guest, goal, desk.now)
    results = await race(desk.database, [move, closes(desk, shop, goal.date(), 0)])
    moved, shut = (not isinstance(each, Exception) for each in results)
    assert moved != shut
    assert await taken(desk, shop, goal.date()) == int(moved)


async def test_a_guest_pays_while_the_day_is_being_cleared(desk: Desk) -> None:
    shop, (guest,), service = await shop_with(desk, 1)
    start = desk.start(days=3)
    order = await desk.hold(guest, service, start)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(order)), desk.now)
    await desk.do(closes(desk, shop, start.date(), 1))
    steps = [unit(paying.apply, event, desk.now), unit(clearing.clear, desk.now, 25)]
    await race(desk.database, steps)
    await cleared(desk)
    view = await desk.order(order)
    assert not view.is_live()
    assert [each.amount for each in view.refunds] == [2000]


async def test_a_day_is_opened_again_while_it_is_cleared(desk: Desk) -> None:
    shop, guests, service = await shop_with(desk, 4)
    start = desk.start(days=3)
    for each in guests:
        await desk.place(each, service, start)
    closure = await desk.do(closes(desk, shop, start.date(), 4))
    steps = [unit(clearing.clear, desk.now, 1)] * 3
    again = unit(closing.reopen, closure, shop.clerk, desk.now)
    await race(desk.database, [*steps[:2], again, *steps[2:]])
    left = await taken(desk, shop, start.date())
    await cleared(desk)
    assert await taken(desk, shop, start.date()) == left


@pytest.mark.control
async def test_without_the_lock_a_booking_stands_that_nobody_counted(desk: Desk) -> None:
    """The control: a guest has read the hours, then the day is closed, then the seat is taken."""
    shop, (guest,), service = await shop_with(desk, 1)
    start = desk.start(days=3)
    slow = unit(placing.hold, guest, service, start, 1, None, desk.now)
    fast = closes(desk, shop, start.date(), 0)
    result = await overtaken(desk.database, slow, fast, before="INSERT INTO slots")
    assert isinstance(result, int)
    assert await taken(desk, shop, start.date()) == 1
