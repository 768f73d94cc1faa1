"""Whom staff write in: seats as any other's, no money, no account, and a name that can go."""

from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from handlers.privacy_register import register
from orders.booking import counter, limits, placing
from orders.booking.counter import CounterGuest
from orders.course import attending, cancelling
from orders.errors import NotWrittenIn, OrderMoved, SoldOut, TooLate, TooManyWrittenIn
from orders.models import OrderState, ledger_postings
from orders.transitions import Reason
from payments.models import payments
from people.errors import NoRight
from people.models import identities, people, staff
from tests.orders.conftest import Desk

AINO = CounterGuest("Aino at the door", "en")


async def opened(desk: Desk, **service: Any) -> Any:
    def build(m: Any) -> Any:
        shop = m.merchant(auto_confirm=False)
        return shop, m.service(shop, **service), m.guest()

    return await desk.make(build)


async def refused(refusal: type[Exception], done: Awaitable[Any]) -> None:
    with pytest.raises(refusal):
        await done


def rows_of(connection: Connection, table: Any) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


async def test_it_is_confirmed_and_nothing_is_owed(desk: Desk) -> None:
    shop, service, _ = await opened(desk)
    before = await desk.see(rows_of, identities)
    order_id = await desk.do(counter.write_in, shop.clerk, service, desk.start(), 1, AINO, desk.now)
    order = await desk.order(order_id)
    assert (order.state, order.total, order.guest) == (OrderState.CONFIRMED, 0, AINO.name)
    assert order.last is not None
    assert (order.last.reason, order.last.actor_id) == (Reason.COUNTER, shop.clerk)
    assert await desk.see(rows_of, identities) == before
    assert [await desk.see(rows_of, each) for each in (payments, ledger_postings)] == [0, 0]


async def test_a_place_writes_in_so_many_and_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that are still to come; who came, or was called off, makes room."""
    monkeypatch.setattr(limits, "WRITTEN_IN_AN_HOUR", 3)
    monkeypatch.setattr(limits, "WRITTEN_IN_A_DAY", 4)
    shop, service, _ = await opened(desk, capacity=9)
    write = (counter.write_in, shop.clerk, service, desk.start(days=2), 1, AINO)
    made = [await desk.do(*write, desk.now) for _ in range(3)]
    with pytest.raises(TooManyWrittenIn):
        await desk.do(*write, desk.now)
    await desk.do(cancelling.cancel_by_merchant, made[0], shop.clerk, desk.now)
    await desk.do(*write, desk.now)
    desk.later(hours=1)
    await desk.do(*write, desk.now)
    with pytest.raises(TooManyWrittenIn):
        await desk.do(*write, desk.now)


async def test_a_clerk_says_with_whom(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        return shop, service, [m.resource(shop, service, name=name) for name in "AB"]

    shop, service, (_, second) = await desk.make(build)
    given = (shop.clerk, service, desk.start(), 1, AINO, desk.now)
    order = await desk.do(counter.write_in, *given, resource_id=second)
    assert (await desk.order(order)).resource_id == second
    await refused(SoldOut, desk.do(counter.write_in, *given, resource_id=second))


async def test_the_seats_are_the_same_as_anybodys(desk: Desk) -> None:
    shop, service, guest = await opened(desk, capacity=2)
    await desk.do(counter.write_in, shop.clerk, service, desk.start(), 1, AINO, desk.now)
    await desk.place(guest, service, desk.start())
    written = counter.write_in, shop.clerk, service, desk.start(), 1, AINO, desk.now
    await refused(SoldOut, desk.do(*written))


async def test_a_start_that_is_just_past_can_be_had_at_the_counter(desk: Desk) -> None:
    shop, service, guest = await opened(desk)
    start = desk.start()
    desk.now = start
    desk.later(minutes=10)
    await refused(TooLate, desk.hold(guest, service, start))
    await desk.do(counter.write_in, shop.clerk, service, start, 1, AINO, desk.now)
    desk.later(minutes=10)
    await refused(TooLate, desk.do(counter.write_in, shop.clerk, service, start, 1, AINO, desk.now))


async def test_the_next_time_of_each_service_is_one_that_can_be_had(desk: Desk) -> None:
    shop, service, guest = await opened(desk)
    other = await desk.make(lambda m: m.service(shop, duration_minutes=None))
    paused = await desk.make(lambda m: m.service(shop, active=False))
    every = (service, other, paused)
    await desk.place(guest, service, desk.start(hour=9))
    desk.now = desk.start(hour=9)
    desk.later(minutes=5)
    found = await desk.see(counter.next_starts, every, desk.now)
    assert found == {service: desk.start(days=0, hour=10)}
    await desk.do(counter.write_in, shop.clerk, service, found[service], 1, AINO, desk.now)
    later = await desk.see(counter.next_starts, every, desk.now)
    assert later == {service: desk.start(days=0, hour=11)}


async def test_who_came_and_who_did_not(desk: Desk) -> None:
    shop, service, _ = await opened(desk, capacity=2)
    write = counter.write_in, shop.clerk, service, desk.start(), 1, AINO, desk.now
    came, never = await desk.do(*write), await desk.do(*write)
    await desk.do(attending.came, came, shop.clerk, desk.now)
    desk.later(days=1, hours=5)
    await desk.do(attending.nobody_came, never, shop.clerk, desk.now)
    states = [(await desk.order(each)).state for each in (came, never)]
    assert states == [OrderState.REDEEMED, OrderState.EXPIRED]


async def test_it_can_be_cancelled_and_the_seat_is_free(desk: Desk) -> None:
    shop, service, guest = await opened(desk)
    write = counter.write_in, shop.clerk, service, desk.start(), 1, AINO, desk.now
    order_id = await desk.do(*write)
    await desk.do(cancelling.cancel_by_merchant, order_id, shop.clerk, desk.now)
    await desk.place(guest, service, desk.start())


async def test_the_name_goes_when_it_is_over(desk: Desk) -> None:
    shop, service, _ = await opened(desk)
    write = counter.write_in, shop.clerk, service, desk.start(), 1, AINO, desk.now
    order_id = await desk.do(*write)
    erase = counter.erase_guest, order_id, shop.clerk, register(), desk.now
    await refused(OrderMoved, desk.do(*erase))
    await desk.do(attending.came, order_id, shop.clerk, desk.now)
    await desk.do(*erase)
    named = select(func.count()).where(people.c.name == AINO.name)
    assert await desk.see(lambda c: c.execute(named).scalar_one()) == 0


async def test_nobody_erases_a_guest_of_the_market(desk: Desk) -> None:
    shop, service, guest = await opened(desk)
    order_id = await desk.place(guest, service, desk.start())
    await desk.do(cancelling.cancel_by_merchant, order_id, shop.clerk, desk.now)
    await refused(
        NotWrittenIn, desk.do(counter.erase_guest, order_id, shop.clerk, register(), desk.now)
    )


async def test_only_who_sees_bookings_writes_in(desk: Desk) -> None:
    shop, service, guest = await opened(desk)
    provider = staff.update().where(staff.c.person_id == shop.clerk).values(role="provider")
    await desk.do(lambda c: c.execute(provider))
    for nobody in (guest, shop.clerk):
        write = counter.write_in, nobody, service, desk.start(), 1, AINO, desk.now
        await refused(NoRight, desk.do(*write))


async def test_a_hold_that_ran_out_gives_its_seat(desk: Desk) -> None:
    shop, service, guest = await opened(desk)
    await desk.do(placing.hold, guest, service, desk.start(), 1, None, desk.now)
    write = counter.write_in, shop.clerk, service, desk.start(), 1, AINO
    await refused(SoldOut, desk.do(*write, desk.now))
    await desk.do(*write, desk.later(minutes=11))
