"""A merchant closes a time in which bookings stand: kept, asked to move, or cancelled in batches."""

from datetime import date, timedelta
from typing import Any

import pytest

from catalog import closing, keeping
from catalog.changes import history
from catalog.closing import Bookings, Closed
from catalog.typed_hours import spans_of
from catalog.weekly import Span
from catalog.whose import Whose
from orders.booking import availability, rescheduling
from orders.course import cancelling, clearing, expiring
from orders.errors import BookingsThere, SlotGone
from orders.models import OrderState
from orders.money import paying
from people.errors import NoRight
from tests.orders.conftest import Desk

NOON = Span(12 * 60, 13 * 60)


class Salon:
    """A shop with bookings at noon of some days."""

    def __init__(self, desk: Desk, shop: Any, guest: int, service: int) -> None:
        self.desk, self.shop, self.guest, self.service = desk, shop, guest, service
        self.whose = Whose(shop.location)

    def day(self, ahead: int) -> date:
        return self.desk.start(days=ahead).date()

    def closed(self, first: int, last: int | None = None, times: Span | None = None) -> Closed:
        return Closed(self.whose, self.day(first), self.day(last or first), times)

    async def close(self, closed: Closed, bookings: Bookings, seen: int) -> int:
        given = (closed, bookings, seen, self.shop.clerk, self.desk.now)
        made: int = await self.desk.do(clearing.close, *given)
        return made

    async def starts(self, ahead: int) -> int:
        given = (self.service, self.day(ahead), 1, self.desk.now)
        return len(await self.desk.see(availability.times, *given))

    async def clear(self, limit: int = 2) -> list[int]:
        done = []
        while number := await self.desk.do(clearing.clear, self.desk.now, limit):
            done.append(number)
        return done


@pytest.fixture
async def salon(desk: Desk) -> Salon:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.guest(), m.service(shop, capacity=9)

    return Salon(desk, *await desk.make(build))


async def test_what_stands_is_told_before_and_closing_without_it_is_refused(salon: Salon) -> None:
    await salon.desk.place(salon.guest, salon.service, salon.desk.start(days=2))
    await salon.desk.hold(salon.guest, salon.service, salon.desk.start(days=2, hour=13))
    assert await salon.desk.see(clearing.count, salon.closed(2), salon.desk.now) == 2
    with pytest.raises(BookingsThere) as refused:
        await salon.close(salon.closed(2), Bookings.KEEP, 0)
    assert refused.value.number == 2
    assert await salon.starts(2) == 12


async def test_what_is_kept_stays_as_it_was_agreed_and_nothing_new_comes(salon: Salon) -> None:
    desk, guest, service = salon.desk, salon.guest, salon.service
    kept = await desk.place(guest, service, desk.start(days=2))
    await salon.close(salon.closed(2, 3), Bookings.KEEP, 1)
    assert (await salon.starts(1), await salon.starts(2), await salon.starts(3)) == (12, 0, 0)
    with pytest.raises(SlotGone):
        await desk.hold(guest, service, desk.start(days=3))
    assert await salon.clear() == []
    assert (await desk.order(kept)).state == OrderState.CONFIRMED
    moved = (kept, guest, desk.start(days=3), desk.now)
    with pytest.raises(SlotGone):
        await desk.do(rescheduling.reschedule, *moved)


async def test_what_is_cancelled_goes_in_batches_and_all_money_comes_back(salon: Salon) -> None:
    desk, guest, service = salon.desk, salon.guest, salon.service
    at = [desk.start(days=2, hour=hour) for hour in (10, 11, 12, 13, 14)]
    booked = [await desk.place(guest, service, start) for start in at]
    other = await desk.place(guest, service, desk.start(days=1))
    held = await desk.hold(guest, service, desk.start(days=2, hour=15))
    closure = await salon.close(salon.closed(2), Bookings.CANCEL, 6)
    assert await desk.do(clearing.clear, desk.now, 2) == 1  # the hold, so that nobody pays for it
    assert await desk.do(clearing.clear, desk.now, 2) == 2
    assert await desk.see(clearing.count, salon.closed(2), desk.now) == 3
    assert (await desk.see(closing.closure, closure)).clearing
    assert sum(await salon.clear()) == 3
    assert not (await desk.see(closing.closure, closure)).clearing
    for each in booked:
        view = await desk.order(each)
        assert view.state == OrderState.CANCELLED
        assert [refund.amount for refund in view.refunds] == [2000]
    assert (await desk.order(held)).state == OrderState.LAPSED
    assert (await desk.order(other)).state == OrderState.CONFIRMED


@pytest.mark.both_engines
async def test_guests_who_are_asked_move_or_leave_at_no_cost(salon: Salon) -> None:
    desk, service = salon.desk, salon.service
    moves, leaves, stays = await desk.make(lambda m: [m.guest() for _ in range(3)])
    start = desk.start(days=1, hour=12)
    made = [await desk.place(each, service, start) for each in (moves, leaves, stays)]
    desk.now = start - timedelta(hours=2)  # cancelling costs half by now
    closed = Closed(salon.whose, start.date(), start.date())
    await salon.close(closed, Bookings.ASK, 3)
    assert await salon.clear() == [2, 1]
    await desk.do(rescheduling.reschedule, made[0], moves, desk.start(days=2), desk.now)
    await desk.do(cancelling.cancel_by_guest, made[1], leaves, desk.now)
    desk.later(days=4)
    await desk.do(expiring.expire_unused, desk.now)
    views = [await desk.order(each) for each in made]
    assert [[refund.amount for refund in view.refunds] for view in views] == [[], [2000], [2000]]
    assert not views[0].terms.asked_to_move


async def test_money_that_comes_for_a_time_that_is_closed_goes_back(salon: Salon) -> None:
    desk = salon.desk
    order = await desk.hold(salon.guest, salon.service, desk.start(days=2))
    paid = await desk.paid(await desk.request(order))
    await salon.close(salon.closed(2), Bookings.CANCEL, 1)
    await salon.clear()
    await desk.do(paying.apply, await desk.do(paying.capture, paid, desk.now), desk.now)
    view = await desk.order(order)
    assert view.state == OrderState.LAPSED
    assert [refund.amount for refund in view.refunds] == [2000]


async def test_opening_again_ends_what_is_under_way(salon: Salon) -> None:
    desk, guest, service = salon.desk, salon.guest, salon.service
    booked = [await desk.place(guest, service, desk.start(days=2, hour=h)) for h in (10, 11, 12)]
    closure = await salon.close(salon.closed(2), Bookings.CANCEL, 3)
    await desk.do(clearing.clear, desk.now, 1)
    await desk.do(closing.reopen, closure, salon.shop.clerk, desk.now)
    await desk.do(closing.reopen, closure, salon.shop.clerk, desk.now)
    assert await salon.clear() == []
    states = [(await desk.order(each)).state for each in booked]
    assert states == [OrderState.CANCELLED, OrderState.CONFIRMED, OrderState.CONFIRMED]
    assert await salon.starts(2) == 12


async def test_a_blocked_hour_is_open_and_not_booked(salon: Salon) -> None:
    desk = salon.desk
    booked = await desk.place(salon.guest, salon.service, desk.start(days=2, hour=13))
    await salon.close(salon.closed(2, times=NOON), Bookings.KEEP, 0)
    assert await salon.starts(2) == 11
    with pytest.raises(SlotGone):
        await desk.hold(salon.guest, salon.service, desk.start(days=2, hour=12))
    await salon.close(salon.closed(2, times=Span(13 * 60, 14 * 60)), Bookings.CANCEL, 1)
    await salon.clear()
    assert (await desk.order(booked)).state == OrderState.CANCELLED


async def test_a_night_belongs_to_the_day_on_which_it_began(salon: Salon) -> None:
    desk = salon.desk
    week = (salon.whose, range(7), spans_of("18:00-02:00"), salon.shop.clerk, desk.now)
    await desk.do(keeping.set_days, *week)
    before, after = (desk.start(days=each, hour=1) for each in (2, 3))
    for start in (before, after):
        await desk.place(salon.guest, salon.service, start)
    await salon.close(salon.closed(2), Bookings.CANCEL, 1)
    await salon.clear()
    assert await desk.is_free(salon.service, before, 8)
    with pytest.raises(SlotGone):
        await desk.hold(salon.guest, salon.service, after)


async def test_only_who_keeps_the_shop_closes_it(salon: Salon) -> None:
    stranger = await salon.desk.make(lambda m: m.guest())
    given = (salon.closed(2), Bookings.KEEP, 0, stranger, salon.desk.now)
    with pytest.raises(NoRight):
        await salon.desk.do(clearing.close, *given)


async def test_the_same_closing_twice_is_one(salon: Salon) -> None:
    first = await salon.close(salon.closed(2), Bookings.KEEP, 0)
    assert await salon.close(salon.closed(2), Bookings.KEEP, 0) == first


async def test_other_hours_leave_what_is_booked_as_it_was_agreed(salon: Salon) -> None:
    desk = salon.desk
    order = await desk.place(salon.guest, salon.service, desk.start(days=3, hour=20))
    before = await desk.order(order)
    week = (salon.whose, range(7), spans_of("9-12"), salon.shop.clerk, desk.now)
    await desk.do(keeping.set_days, *week)
    day = salon.day(3)
    assert await desk.see(clearing.outside, salon.whose, day, desk.now) == 1
    after = await desk.order(order)
    assert (after.starts_at, after.terms, after.state) == (
        before.starts_at,
        before.terms,
        OrderState.CONFIRMED,
    )
    assert await salon.starts(3) == 3
    move = (order, salon.guest, desk.start(days=4, hour=10), desk.now)
    await desk.do(rescheduling.reschedule, *move)
    assert await desk.see(clearing.outside, salon.whose, day, desk.now) == 0


async def test_what_becomes_of_bookings_is_recorded_each_time_it_is_decided(salon: Salon) -> None:
    await salon.desk.place(salon.guest, salon.service, salon.desk.start(days=2))
    for bookings in (Bookings.KEEP, Bookings.KEEP, Bookings.ASK, Bookings.CANCEL):
        await salon.close(salon.closed(2), bookings, 1)
    found = await salon.desk.see(history, salon.shop.merchant, 9)
    assert [(each.before.get("bookings"), each.after["bookings"]) for each in found] == [
        ("ask", "cancel"),
        ("keep", "ask"),
        (None, "keep"),
    ]
