"""Two bookings that want each other's start: on PostgreSQL they must not wait for each other."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from orders.booking import allocating, rescheduling
from orders.booking.offers import Wish
from tests.orders.conftest import Desk
from tests.orders.test_races import unit
from tests.overtaking import Unit, behind

DEADLOCK = "40P01"

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def no_second_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("database.postgres_door.is_conflict", lambda _error: False)


async def two_that_change_places(desk: Desk) -> list[Unit]:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(2)], m.service(m.merchant(), capacity=2))
    )
    starts = [desk.start(days=3), desk.start(days=4)]
    orders = [await desk.place(*each) for each in zip(guests, [service] * 2, starts, strict=True)]
    return [
        unit(rescheduling.reschedule, order_id, guest, goal, desk.now)
        for order_id, guest, goal in zip(orders, guests, reversed(starts), strict=True)
    ]


async def test_they_wait_in_line(desk: Desk) -> None:
    swaps = await two_that_change_places(desk)
    assert await behind(desk.database, *swaps) == [None, None]


async def test_if_each_took_its_goal_first_they_would_wait_for_each_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    swaps = await two_that_change_places(desk)
    both_have_one = asyncio.Barrier(2)

    def goal_first(connection: Connection, wish: Wish, order: Any, now: datetime) -> Any:
        seat = allocating.take(connection, wish, now)
        allocating.book_held(connection, seat.slot_id, order.seats)
        await_only(both_have_one.wait())
        allocating.give_back_booked(connection, order.slot_id, order.seats)
        return seat

    monkeypatch.setattr(rescheduling, "swap_seats", goal_first)
    results = await asyncio.gather(*map(desk.database.write, swaps), return_exceptions=True)
    [lost] = [each for each in results if each is not None]
    assert getattr(lost.orig, "sqlstate", None) == DEADLOCK
