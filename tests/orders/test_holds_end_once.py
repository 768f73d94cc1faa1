"""However a hold ends, it ends once, and whoever is late changes nothing."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from orders.booking import placing
from orders.course import expiring
from orders.models import OrderState, order_history
from orders.money import paying
from tests.guards import ORDER_UNMOVED, without
from tests.orders.conftest import Desk
from tests.orders.racing import race
from tests.orders.test_races import unit
from tests.orders.test_races_without_guards import GAP, MISCOUNTED, captured, found
from tests.overtaking import overtaken


async def held(desk: Desk) -> tuple[int, int]:
    """(guest, order) of the only seat there is."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    return guest, await desk.hold(guest, service, desk.start())


def endings(connection: Connection, order_id: int) -> int:
    """How often the order left the state of a hold."""
    left = (order_history.c.order_id == order_id, order_history.c.from_state == OrderState.HELD)
    return connection.execute(select(func.count()).where(*left)).scalar_one()


async def test_paid_or_given_back_or_lapsed(desk: Desk) -> None:
    for _ in range(5):
        guest, order_id = await held(desk)
        paid = await desk.paid(await desk.request(order_id))
        event = await desk.do(paying.capture, paid, desk.now)
        desk.later(minutes=10)
        await race(
            desk.database,
            [
                unit(paying.apply, event, desk.now),
                unit(placing.release, order_id, guest, desk.now),
                unit(expiring.lapse_holds, desk.now),
                unit(expiring.lapse_holds, desk.now),
            ],
        )
        assert await desk.see(endings, order_id) == 1
        view = await desk.order(order_id)
        assert (view.state == OrderState.CONFIRMED) != (len(view.refunds) == 1)


async def test_a_hold_that_is_just_prolonged_is_not_lapsed(desk: Desk) -> None:
    """Going to pay prolongs it while the worker's clock says that it is over."""
    for _ in range(5):
        guest, order_id = await held(desk)
        until = (await desk.order(order_id)).held_until
        before = desk.later(minutes=9)
        await race(
            desk.database,
            [
                unit(expiring.lapse_holds, until),
                unit(paying.request, order_id, guest, "sandbox", before),
            ],
        )
        view = await desk.order(order_id)
        asked = bool(view.payments)
        assert asked == (view.state == OrderState.HELD)
        assert asked == (await desk.see(endings, order_id) == 0)
        desk.later(minutes=1)


@pytest.mark.control
@pytest.mark.parametrize(
    ("slow", "fast"),
    [("pay", "release"), ("release", "pay"), ("pay", "lapse"), ("release", "lapse")],
)
async def test_without_guards_a_hold_ends_twice(desk: Desk, slow: str, fast: str) -> None:
    guest, other, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant(), capacity=2))
    )
    order_id = await desk.hold(guest, service, desk.start())
    event = await captured(desk, order_id)
    desk.later(minutes=5)
    await desk.hold(other, service, desk.start())
    desk.later(minutes=5)
    ends = {
        "pay": unit(paying.apply, event, desk.now),
        "release": unit(placing.release, order_id, guest, desk.now),
        "lapse": unit(expiring.lapse_holds, desk.now),
    }
    with without(ORDER_UNMOVED):
        await overtaken(desk.database, ends[slow], ends[fast], before="UPDATE orders")
    assert {GAP, MISCOUNTED} <= await found(desk)


async def test_without_locks_a_hold_lapses_while_it_is_prolonged(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    asks = unit(paying.request, order_id, guest, "sandbox", desk.now)
    lapses = unit(expiring.lapse_holds, desk.later(minutes=10))
    await overtaken(desk.database, asks, lapses, before="UPDATE orders")
    view = await desk.order(order_id)
    assert (view.state, len(view.payments)) == (OrderState.LAPSED, 1)


async def test_words_of_a_provider_in_any_order_have_one_outcome(desk: Desk) -> None:
    """One charge told of twice, and a second charge: one booking, the other money goes back."""
    for order_of_words in permutations(("first", "first", "second")):
        _, order_id = await held(desk)
        payment = await desk.request(order_id)
        told = [await desk.paid(payment, f"{word}-{order_id}") for word in order_of_words]
        events = [await desk.do(paying.capture, each, desk.now) for each in told]
        for event in (*reversed(events), *events):
            await desk.do(paying.apply, event, desk.now)
        assert await outcome(desk, order_id) == (OrderState.CONFIRMED, [(2000, "duplicate")])


async def outcome(desk: Desk, order_id: int) -> Any:
    view = await desk.order(order_id)
    return view.state, [(each.amount, each.reason) for each in view.refunds]
