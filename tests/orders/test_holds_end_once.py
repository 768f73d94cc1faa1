"""However a hold ends, it ends once, and whoever is late changes nothing."""

from itertools import permutations
from typing import Any

from sqlalchemy import Connection, func, select, update

from orders import expiring, paying, placing
from orders.models import OrderState, order_history, orders
from tests.orders.conftest import Desk
from tests.orders.racing import look_then_leap, race
from tests.orders.test_races import unit


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


async def test_a_worker_that_trusted_what_it_saw_would_lapse_a_paid_order(desk: Desk) -> None:
    _, order_id = await held(desk)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(order_id)), desk.now)
    desk.later(minutes=10)

    def careless(connection: Connection, seen: str) -> None:
        assert seen == OrderState.HELD
        paying.apply(connection, event, desk.now)
        lapsed = update(orders).where(orders.c.id == order_id)
        connection.execute(lapsed.values(state=OrderState.LAPSED))

    state = select(orders.c.state).where(orders.c.id == order_id)
    await look_then_leap(desk.database, lambda c: c.execute(state).scalar_one(), [careless])

    desk.audited = False
    found = {breach.name for breach in await desk.audit()}
    assert "an order is not where its history ends" in found


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
