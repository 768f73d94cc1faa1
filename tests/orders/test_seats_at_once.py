"""A guest wants other seats on several devices at the same moment: the price is that of the seats kept."""

from collections.abc import Callable

import pytest

from orders.booking import placing
from tests.orders.conftest import Desk
from tests.orders.racing import Unit, race
from tests.overtaking import overtaken


@pytest.fixture
async def change(desk: Desk) -> Callable[[int], Unit]:
    """What makes a hold of one seat one of so many."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=9)))
    order_id = await desk.hold(guest, service, desk.start())
    given = order_id, guest
    return lambda seats: lambda c: placing.change_seats(c, *given, seats, desk.now)


async def test_all_of_them_at_once(desk: Desk, change: Callable[[int], Unit]) -> None:
    await race(desk.database, [change(seats) for seats in (2, 5, 3, 4, 7, 6)])
    view = await desk.order(1)
    assert (view.lines[0].quantity, view.total) == (view.seats, 2000 * view.seats)


@pytest.mark.control
async def test_without_the_orders_lock_seats_are_lost(
    desk: Desk, change: Callable[[int], Unit]
) -> None:
    await overtaken(desk.database, change(2), change(5), before="INSERT INTO slots")
    assert "slot counters differ from a recount" in await found(desk)


async def test_without_one_transaction_the_total_is_not_that_of_the_lines(
    desk: Desk, change: Callable[[int], Unit]
) -> None:
    """On PostgreSQL what was changed first keeps the other one waiting."""
    if desk.database.dialect == "sqlite":
        await overtaken(desk.database, change(2), change(5), before="UPDATE order_lines")
        assert "an order that is not the sum of its lines and adjustments" in await found(desk)


async def found(desk: Desk) -> set[str]:
    desk.audited = False
    return {breach.name for breach in await desk.audit()}
