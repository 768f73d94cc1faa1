"""Chairs, rooms and people have hours, breaks and days off; guests get who is there, or nobody."""

from datetime import date
from typing import Any

import pytest

from catalog import closing, equipping, keeping, services
from catalog.closing import Bookings, Closed
from catalog.errors import DetailRefused, LastGiver, NoDayLeft, TooManyResources
from catalog.typed_hours import spans_of
from catalog.weekly import Span
from catalog.whose import Whose
from orders.booking import availability, giving, rescheduling
from orders.course import clearing
from orders.errors import BookedWithoutResource, ResourceGone, SlotGone
from orders.models import OrderState
from people.errors import NoRight
from tests.orders.conftest import Desk

WEEK = range(7)


class Salon:
    """Two people give one service, from nine to nine."""

    def __init__(self, desk: Desk, made: Any) -> None:
        self.desk = desk
        self.shop, self.service, self.anna, self.ben, self.guest = made

    def whose(self, resource: int) -> Whose:
        return Whose(self.shop.location, resource)

    def day(self, ahead: int) -> date:
        return self.desk.start(days=ahead).date()

    async def week(self, resource: int, text: str) -> None:
        given = (self.whose(resource), WEEK, spans_of(text), self.shop.clerk, self.desk.now)
        await self.desk.do(keeping.set_days, *given)

    async def off(self, resource: int, ahead: int, times: Span | None = None) -> None:
        day = self.day(ahead)
        closed = Closed(self.whose(resource), day, day, times)
        number = await self.desk.see(clearing.count, closed, self.desk.now)
        given = (closed, Bookings.KEEP, number, self.shop.clerk, self.desk.now)
        await self.desk.do(clearing.close, *given)

    async def starts(self, ahead: int, resource: int | None = None) -> int:
        given = (self.service, self.day(ahead), 1, self.desk.now, resource)
        return len(await self.desk.see(availability.times, *given))


@pytest.fixture
async def salon(desk: Desk) -> Salon:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        anna, ben = (m.resource(shop, service, name=name) for name in ("Anna", "Ben"))
        return shop, service, anna, ben, m.guest()

    return Salon(desk, await desk.make(build))


async def test_a_week_with_a_break_is_shown_and_booked_by(salon: Salon) -> None:
    await salon.week(salon.anna, "9-12, 13-15")
    assert await salon.starts(2, salon.anna) == 5
    assert await salon.starts(2) == 12
    await salon.week(salon.ben, "10-12")
    assert await salon.starts(2) == 5
    start = salon.desk.start(days=2, hour=9)
    with pytest.raises(SlotGone):
        await salon.desk.hold(salon.guest, salon.service, start, with_=salon.ben)
    order = await salon.desk.place(salon.guest, salon.service, start)
    assert (await salon.desk.order(order)).resource_id == salon.anna
    with pytest.raises(SlotGone):
        await salon.desk.hold(salon.guest, salon.service, salon.desk.start(days=2, hour=12))


async def test_on_a_day_off_somebody_else_gives_it(salon: Salon) -> None:
    desk = salon.desk
    await salon.off(salon.anna, 2)
    assert (await salon.starts(2, salon.anna), await salon.starts(2)) == (0, 12)
    order = await desk.place(salon.guest, salon.service, desk.start(days=2))
    assert (await desk.order(order)).resource_id == salon.ben
    await salon.off(salon.ben, 2)
    assert await salon.starts(2) == 0
    with pytest.raises(SlotGone):
        await desk.hold(salon.guest, salon.service, desk.start(days=2, hour=15))
    assert (await desk.order(order)).state == OrderState.CONFIRMED


async def test_a_booking_moves_only_to_when_who_was_chosen_is_there(salon: Salon) -> None:
    desk, given = salon.desk, (salon.guest, salon.service)
    order = await desk.place(*given, desk.start(days=3), with_=salon.anna)
    await salon.off(salon.anna, 2, Span(12 * 60, 14 * 60))
    move = (order, salon.guest, desk.start(days=2, hour=13), desk.now)
    with pytest.raises(SlotGone):
        await desk.do(rescheduling.reschedule, *move)
    await desk.do(rescheduling.reschedule, *move, anyone=True)
    assert (await desk.order(order)).resource_id == salon.ben


@pytest.mark.both_engines
async def test_who_has_other_hours_on_a_day_has_them_on_that_day_only(salon: Salon) -> None:
    given = (salon.whose(salon.anna), salon.day(2), spans_of("18-20"))
    await salon.desk.do(closing.set_special, *given, salon.shop.clerk, salon.desk.now)
    assert (await salon.starts(2, salon.anna), await salon.starts(3, salon.anna)) == (2, 12)
    drop = given[:2]
    await salon.desk.do(closing.drop_special, *drop, salon.shop.clerk, salon.desk.now)
    assert await salon.starts(2, salon.anna) == 12


async def test_who_is_retired_gives_nothing_and_keeps_what_is_booked(salon: Salon) -> None:
    desk, clerk = salon.desk, salon.shop.clerk
    order = await desk.place(salon.guest, salon.service, desk.start(days=2), with_=salon.anna)
    await desk.do(equipping.retire, salon.anna, clerk, desk.now)
    assert await salon.starts(2) == 11 + 1  # Ben's day is free
    start = desk.start(days=3)
    with pytest.raises(ResourceGone):
        await desk.hold(salon.guest, salon.service, start, with_=salon.anna)
    await desk.do(equipping.retire, salon.ben, clerk, desk.now)
    assert await salon.starts(2) == 0
    assert (await desk.order(order)).state == OrderState.CONFIRMED
    await desk.do(equipping.bring_back, salon.anna, clerk, desk.now)
    assert await salon.starts(2) == 11


async def test_what_nobody_would_give_is_not_given_away(salon: Salon) -> None:
    desk, given = salon.desk, (salon.service, salon.shop.clerk, salon.desk.now)
    await desk.do(giving.give, salon.ben, *given, gives=False)
    assert await salon.starts(2, salon.ben) == 0
    with pytest.raises(LastGiver):
        await desk.do(giving.give, salon.anna, *given, gives=False)
    with pytest.raises(NoDayLeft):
        await salon.week(salon.anna, "off")


async def test_the_first_to_give_a_service_waits_for_what_is_booked(salon: Salon) -> None:
    desk = salon.desk
    plain = await desk.make(lambda m: m.service(salon.shop))
    await desk.place(salon.guest, plain, desk.start(days=2))
    give = (giving.give, salon.anna, plain, salon.shop.clerk)
    with pytest.raises(BookedWithoutResource):
        await desk.do(*give, desk.now, gives=True)
    desk.later(days=3)
    await desk.do(*give, desk.now, gives=True)
    order = await desk.hold(salon.guest, plain, desk.start(days=2))
    assert (await desk.order(order)).resource_id == salon.anna


async def test_only_who_keeps_the_shop_equips_it(salon: Salon) -> None:
    desk = salon.desk
    for use_case, *given in (
        (equipping.add, salon.shop.location, "Mia"),
        (equipping.rename, salon.anna, "Mia"),
        (equipping.retire, salon.anna),
        (equipping.bring_back, salon.anna),
    ):
        with pytest.raises(NoRight):
            await desk.do(use_case, *given, salon.guest, desk.now)
    named = await desk.do(
        equipping.add, salon.shop.location, " Mia  Lind ", salon.shop.clerk, desk.now
    )
    assert (await desk.see(equipping.resource, named)).name == "Mia Lind"


async def test_who_left_takes_no_room_from_who_comes(
    salon: Salon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(equipping, "MOST", 2)
    by, now = salon.shop.clerk, salon.desk.now
    with pytest.raises(TooManyResources):
        await salon.desk.do(equipping.add, salon.shop.location, "Cleo", by, now)
    await salon.desk.do(equipping.retire, salon.ben, by, now)
    await salon.desk.do(equipping.add, salon.shop.location, "Cleo", by, now)
    with pytest.raises(TooManyResources):
        await salon.desk.do(equipping.bring_back, salon.ben, by, now)


async def test_who_gives_it_is_said_before_it_is_offered(salon: Salon) -> None:
    by, now = salon.shop.clerk, salon.desk.now
    await salon.desk.do(services.set_active, salon.service, by, now, active=False)
    anna = await salon.desk.see(equipping.resource, salon.anna)
    found = await salon.desk.see(equipping.services_for, anna)
    assert [(each.id, each.given) for each in found] == [(salon.service, True)]
    await salon.desk.do(services.take_off, salon.service, by, now)
    assert not await salon.desk.see(equipping.services_for, anna)


@pytest.mark.parametrize("name", ["", "\x00", "\u202e\u200f", "x" * 61])
async def test_a_chair_has_a_name_that_can_be_read(salon: Salon, name: str) -> None:
    by, now = salon.shop.clerk, salon.desk.now
    with pytest.raises(DetailRefused):
        await salon.desk.do(equipping.add, salon.shop.location, name, by, now)
    with pytest.raises(DetailRefused):
        await salon.desk.do(equipping.rename, salon.anna, name, by, now)
    await salon.desk.do(equipping.rename, salon.anna, f"Anna\x00 {name}"[:60], by, now)
