"""What a hold writes of what was ordered, what stays in it, and what the tables refuse."""

from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from catalog.models import services
from orders.booking import counter, placing
from orders.booking.counter import CounterGuest
from orders.line_models import order_adjustments
from orders.models import orders
from orders.pricing import AdjustmentKind, Funder, Line, LineKind
from tests.orders.conftest import Desk


def table(service: int, quantity: int, price: int = 2000) -> Line:
    return Line(LineKind.SERVICE, service, "Table for one", quantity, price)


@pytest.fixture
async def held(desk: Desk) -> tuple[int, int, int]:
    """(order, guest, service) of a hold of two seats."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=9)))
    return await desk.hold(guest, service, desk.start(), 2), guest, service


async def test_a_hold_has_its_line(desk: Desk, held: tuple[int, int, int]) -> None:
    order, _, service = held
    view = await desk.order(order)
    assert (view.lines, view.total) == ((table(service, 2),), 4000)


async def test_a_guest_who_asks_twice_has_it_once(desk: Desk, held: tuple[int, int, int]) -> None:
    order, guest, service = held
    assert await desk.hold(guest, service, desk.start(), 2) == order
    assert (await desk.order(order)).lines == (table(service, 2),)


async def test_more_seats_cost_what_was_agreed(desk: Desk, held: tuple[int, int, int]) -> None:
    order, guest, service = held
    dearer = update(services).values(price=9900, name="Big table")
    await desk.do(lambda c: c.execute(dearer))
    await desk.do(placing.change_seats, order, guest, 3, desk.now)
    view = await desk.order(order)
    assert (view.lines, view.total) == ((table(service, 3),), 6000)


async def test_more_of_what_has_no_slot(desk: Desk) -> None:
    guest, card = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), duration_minutes=None))
    )
    order = await desk.hold(guest, card, None, 1)
    assert await desk.hold(guest, card, None, 3) == order
    view = await desk.order(order)
    assert (view.lines, view.seats, view.total) == ((table(card, 3),), 3, 6000)


async def test_what_was_added_stays_when_seats_change(
    desk: Desk, held: tuple[int, int, int]
) -> None:
    order, guest, _ = held

    def add(connection: Any) -> None:
        fee = {"order_id": order, "position": 1, "kind": AdjustmentKind.FEE, "amount": 150}
        said = {"funder": Funder.MARKET, "reason": "Booking fee", "at": desk.now}
        connection.execute(insert(order_adjustments).values(**fee, **said))
        connection.execute(update(orders).values(total=4150))

    await desk.do(add)
    await desk.do(placing.change_seats, order, guest, 1, desk.now)
    assert (await desk.order(order)).total == 2150


async def test_whom_staff_wrote_in_pays_nothing_here(desk: Desk) -> None:
    shop = await desk.make(lambda m: m.merchant())
    service = await desk.make(lambda m: m.service(shop, capacity=9))
    guest = CounterGuest("Walk-in", "en")
    given = (shop.clerk, service, desk.start(), 3, guest, desk.now)
    view = await desk.order(await desk.do(counter.write_in, *given))
    assert (view.lines, view.total) == ((table(service, 3, 0),), 0)


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE order_lines SET quantity = 0, amount = 0",
        "UPDATE order_lines SET unit_price = -1, amount = -2",
        "UPDATE order_lines SET amount = 1",
        "UPDATE order_lines SET kind = 'item'",
        "UPDATE order_lines SET kind = 'item', service_id = NULL",
        "UPDATE orders SET service_id = NULL",
        "UPDATE orders SET fulfilment = 'by drone'",
        "UPDATE orders SET state = 'draft', held_until = NULL",
        "UPDATE order_lines SET kind = 'gift'",
        "UPDATE order_lines SET service_id = NULL",
        "UPDATE order_lines SET position = 0",
        "UPDATE orders SET total = -1",
        "INSERT INTO order_adjustments VALUES (1, 1, 'discount', 100, 'market', '', NULL, 1)",
        "INSERT INTO order_adjustments VALUES (1, 1, 'tip', -100, 'merchant', '', NULL, 1)",
        "INSERT INTO order_adjustments VALUES (1, 1, 'fee', 0, 'market', '', NULL, 1)",
        "INSERT INTO order_adjustments VALUES (1, 1, 'fee', 100, 'nobody', '', NULL, 1)",
    ],
)
async def test_it_is_refused(desk: Desk, held: tuple[int, int, int], change: str) -> None:
    assert held[0] == 1
    with pytest.raises(IntegrityError):
        await desk.do(lambda c: c.execute(text(change)))
