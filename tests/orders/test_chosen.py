"""Whom the guest chose gives it, and nobody else: from the hold to the last move."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from catalog.models import service_resources
from orders.booking import availability, placing, rescheduling
from orders.booking.lapsing import lapse
from orders.errors import ResourceGone, ResourceTaken, SoldOut
from orders.models import OrderState, orders
from tests.orders.conftest import Desk


@dataclass(frozen=True, slots=True)
class Barbers:
    """Two people who both cut; a trim is Otso's alone."""

    guests: list[int]
    cut: int
    trim: int
    aarne: int
    otso: int


@pytest.fixture
async def barbers(desk: Desk) -> Barbers:
    def build(m: Any) -> Barbers:
        shop = m.merchant()
        cut, trim = m.service(shop), m.service(shop, duration_minutes=30, step_minutes=30)
        aarne = m.resource(shop, cut, name="Aarne")
        otso = m.resource(shop, cut, trim, name="Otso")
        return Barbers([m.guest() for _ in range(4)], cut, trim, aarne, otso)

    made: Barbers = await desk.make(build)
    return made


async def who(desk: Desk, order_id: int) -> tuple[int | None, int | None]:
    """Whom it fell to, and who was asked for."""
    view = await desk.order(order_id)
    return view.resource_id, view.chosen_resource_id


def gone(connection: Connection, service: int, resource: int) -> None:
    connection.execute(
        delete(service_resources).where(
            service_resources.c.service_id == service,
            service_resources.c.resource_id == resource,
        )
    )


async def test_a_hold_sits_on_the_chosen_one_and_on_no_other(desk: Desk, barbers: Barbers) -> None:
    first, second, third, _ = barbers.guests
    mine = await desk.hold(first, barbers.cut, desk.start(), with_=barbers.otso)
    assert await who(desk, mine) == (barbers.otso, barbers.otso)
    with pytest.raises(ResourceTaken) as taken:
        await desk.hold(second, barbers.cut, desk.start(), with_=barbers.otso)
    assert (taken.value.resource_id, taken.value.seats) == (barbers.otso, 1)
    anyone = await desk.hold(second, barbers.cut, desk.start())
    assert await who(desk, anyone) == (barbers.aarne, None)
    with pytest.raises(SoldOut) as full:
        await desk.hold(third, barbers.cut, desk.start())
    assert type(full.value) is SoldOut


async def test_another_service_of_the_same_person_stands_in_the_way(
    desk: Desk, barbers: Barbers
) -> None:
    await desk.hold(barbers.guests[0], barbers.trim, desk.start(minute=30))
    with pytest.raises(ResourceTaken):
        await desk.hold(barbers.guests[1], barbers.cut, desk.start(), with_=barbers.otso)
    await desk.hold(barbers.guests[1], barbers.cut, desk.start(), with_=barbers.aarne)


async def test_whoever_asks_again_gets_whom_they_asked_for_last(
    desk: Desk, barbers: Barbers
) -> None:
    guest, start = barbers.guests[0], desk.start()
    order_id = await desk.hold(guest, barbers.cut, start)
    assert await who(desk, order_id) == (barbers.aarne, None)
    for wanted, found in (
        (barbers.otso, (barbers.otso, barbers.otso)),
        (barbers.otso, (barbers.otso, barbers.otso)),
        (None, (barbers.otso, None)),
        (barbers.aarne, (barbers.aarne, barbers.aarne)),
    ):
        assert await desk.hold(guest, barbers.cut, start, with_=wanted) == order_id
        assert await who(desk, order_id) == found
    await desk.hold(barbers.guests[1], barbers.cut, start, with_=barbers.otso)
    with pytest.raises(ResourceTaken):
        await desk.hold(guest, barbers.cut, start, with_=barbers.otso)
    assert await who(desk, order_id) == (barbers.aarne, barbers.aarne)


async def test_an_invoice_that_names_another_person_is_taken_away(
    desk: Desk, barbers: Barbers
) -> None:
    order_id = await desk.hold(barbers.guests[0], barbers.cut, desk.start(), with_=barbers.aarne)
    await desk.request(order_id)
    await desk.hold(barbers.guests[0], barbers.cut, desk.start(), with_=barbers.otso)
    keys = "SELECT COUNT(*) FROM outbox WHERE key LIKE 'retract%'"
    assert await desk.see(lambda c: c.exec_driver_sql(keys).scalar_one()) == 1


async def test_seats_that_change_stay_with_the_chosen_one(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        course = m.service(shop, capacity=3)
        rooms = [m.resource(shop, course, name=name) for name in ("Hall", "Attic")]
        return [m.guest() for _ in range(2)], course, rooms

    guests, course, (hall, attic) = await desk.make(build)
    order_id = await desk.hold(guests[0], course, desk.start(), 2, with_=attic)
    for seats in (3, 1, 2):
        await desk.do(placing.change_seats, order_id, guests[0], seats, desk.now)
        assert await who(desk, order_id) == (attic, attic)
    await desk.hold(guests[1], course, desk.start(), with_=attic)
    with pytest.raises(ResourceTaken):
        await desk.do(placing.change_seats, order_id, guests[0], 3, desk.now)
    assert hall != attic


async def test_who_is_gone_or_never_did_it_is_refused(desk: Desk, barbers: Barbers) -> None:
    guest = barbers.guests[0]
    with pytest.raises(ResourceGone):
        await desk.hold(guest, barbers.trim, desk.start(), with_=barbers.aarne)
    table, card = await desk.make(
        lambda m: (
            m.service(shop := m.merchant("Table"), capacity=9),
            m.service(shop, duration_minutes=None),
        )
    )
    with pytest.raises(ResourceGone):
        await desk.hold(guest, table, desk.start(), with_=barbers.aarne)
    with pytest.raises(ResourceGone):
        await desk.hold(guest, card, None, with_=barbers.aarne)
    held = await desk.hold(guest, table, desk.start())
    with pytest.raises(ResourceGone):
        await desk.hold(guest, table, desk.start(), with_=barbers.aarne)
    assert await who(desk, held) == (None, None)
    await desk.do(gone, barbers.cut, barbers.aarne)
    with pytest.raises(ResourceGone):
        await desk.hold(guest, barbers.cut, desk.start(), with_=barbers.aarne)


async def test_a_move_keeps_the_chosen_one_unless_anyone_may(desk: Desk, barbers: Barbers) -> None:
    first, second = barbers.guests[:2]
    to = desk.start(days=4)
    order_id = await desk.place(first, barbers.cut, desk.start(days=3), with_=barbers.aarne)
    await desk.place(second, barbers.cut, to, with_=barbers.aarne)
    with pytest.raises(ResourceTaken):
        await desk.do(rescheduling.reschedule, order_id, first, to, desk.now)
    assert await who(desk, order_id) == (barbers.aarne, barbers.aarne)
    later = desk.start(days=4, hour=15)
    await desk.do(rescheduling.reschedule, order_id, first, later, desk.now)
    assert await who(desk, order_id) == (barbers.aarne, barbers.aarne)
    await desk.do(rescheduling.reschedule, order_id, first, to, desk.now, anyone=True)
    assert await who(desk, order_id) == (barbers.otso, None)


async def test_late_money_gets_the_chosen_one_or_goes_back(desk: Desk, barbers: Barbers) -> None:
    first, second, third, _ = barbers.guests
    back = await desk.hold(first, barbers.cut, desk.start(), with_=barbers.aarne)
    again = await desk.hold(second, barbers.cut, desk.start(hour=15), with_=barbers.otso)
    paid = [await desk.paid(await desk.request(each)) for each in (back, again)]
    desk.later(minutes=10)
    await desk.hold(third, barbers.cut, desk.start(), with_=barbers.aarne)
    for each in paid:
        await desk.settle(each)
    assert [refund.reason for refund in (await desk.order(back)).refunds] == ["late"]
    assert (await desk.order(again)).state == OrderState.CONFIRMED
    assert await who(desk, again) == (barbers.otso, barbers.otso)


@pytest.mark.both_engines
async def test_late_money_for_somebody_who_is_gone_goes_back(desk: Desk, barbers: Barbers) -> None:
    order_id = await desk.hold(barbers.guests[0], barbers.cut, desk.start(), with_=barbers.aarne)
    paid = await desk.paid(await desk.request(order_id))
    desk.later(minutes=10)
    await desk.do(lambda c: lapse(c, orders.c.id == order_id, desk.now))
    await desk.do(gone, barbers.cut, barbers.aarne)
    await desk.settle(paid)
    assert [refund.reason for refund in (await desk.order(order_id)).refunds] == ["late"]


async def test_free_times_are_those_of_the_chosen_one(desk: Desk, barbers: Barbers) -> None:
    await desk.hold(barbers.guests[0], barbers.cut, desk.start(hour=12), with_=barbers.aarne)
    day = desk.start().date()

    async def hours(resource: int | None) -> set[int]:
        free = await desk.see(availability.times, barbers.cut, day, 1, desk.now, resource)
        return {(each.starts_at - desk.start(hour=0)).seconds // 3600 for each in free}

    everything = set(range(9, 21))
    assert await hours(barbers.aarne) == everything - {12}
    assert await hours(barbers.otso) == await hours(None) == everything
    days = await desk.see(availability.days, barbers.cut, 1, desk.now, barbers.aarne)
    assert next(each.free for each in days if each.day == day) == len(everything) - 1
    await desk.do(gone, barbers.cut, barbers.aarne)
    assert await hours(barbers.aarne) == set()
