"""At the same moment, on both engines: one wins, the others hear so, and the books are right."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from catalog import suspending
from orders.booking import counter, placing, rescheduling
from orders.course import cancelling, confirming, expiring, redeeming
from orders.models import OrderState
from orders.money import goodwill, paying, refunding
from tests.orders.conftest import Desk
from tests.orders.racing import Unit, kinds, race


def unit(use_case: Any, *given: Any) -> Unit:
    return lambda connection: use_case(connection, *given)


async def test_the_last_seats(desk: Desk) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(12)], m.service(m.merchant(), capacity=3))
    )
    start = desk.start()
    results = await race(
        desk.database,
        [unit(placing.hold, guest, service, start, 1, None, desk.now) for guest in guests],
    )
    assert kinds(results) == {"ok": 3, "SoldOut": 9}


async def test_seats_of_dead_holds(desk: Desk) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(10)], m.service(m.merchant(), capacity=2))
    )
    start = desk.start()
    for guest in guests[:2]:
        await desk.hold(guest, service, start)
    desk.later(minutes=10)
    results = await race(
        desk.database,
        [unit(placing.hold, guest, service, start, 1, None, desk.now) for guest in guests[2:]],
    )
    assert kinds(results) == {"ok": 2, "SoldOut": 6}


async def test_the_last_chair(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        services = [
            m.service(shop, duration_minutes=minutes, step_minutes=30) for minutes in (30, 60, 90)
        ]
        for _ in range(2):
            m.resource(shop, *services)
        return [m.guest() for _ in range(12)], services

    guests, services = await desk.make(build)
    start = desk.start()
    results = await race(
        desk.database,
        [
            unit(placing.hold, guest, services[n % 3], start, 1, None, desk.now)
            for n, guest in enumerate(guests)
        ],
    )
    assert kinds(results) == {"ok": 2, "SoldOut": 10}


async def test_the_one_whom_all_of_them_chose(desk: Desk) -> None:
    """At starts that overlap; whoever else could give it is nobody's way out."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop, step_minutes=30)
        aarne, _otso = (m.resource(shop, service, name=name) for name in ("Aarne", "Otso"))
        return [m.guest() for _ in range(12)], service, aarne

    guests, service, aarne = await desk.make(build)
    starts = [desk.start(), desk.start(minute=30)]
    results = await race(
        desk.database,
        [
            partial(chosen, guest, service, starts[n % 2], aarne, desk)
            for n, guest in enumerate(guests)
        ],
    )
    assert kinds(results) == {"ok": 1, "ResourceTaken": 11}
    won = next(each for each in results if isinstance(each, int))
    assert (await desk.order(won)).resource_id == aarne


def chosen(  # noqa: PLR0917 - in the order in which one says it
    guest: int, service: int, start: datetime, who: int, desk: Desk, connection: Connection
) -> int:
    given = (guest, service, start, 1, None, desk.now)
    return placing.hold(connection, *given, resource_id=who)


async def test_one_guest_on_two_devices_has_one_hold(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=9)))
    hold = unit(placing.hold, guest, service, desk.start(), 1, None, desk.now)
    assert len(set(await race(desk.database, [hold] * 6))) == 1


async def test_one_code_on_two_devices(desk: Desk) -> None:
    shop, order_id = await bought(desk, uses=2)
    code = (await desk.order(order_id)).code
    results = await race(
        desk.database,
        [unit(redeeming.redeem, code, shop.clerk, f"n{n}", desk.now) for n in range(6)],
    )
    assert kinds(results) == {"ok": 2, "AlreadyRedeemed": 4}


async def test_one_press_that_arrives_twice(desk: Desk) -> None:
    shop, order_id = await bought(desk, uses=5)
    code = (await desk.order(order_id)).code
    press = unit(redeeming.redeem, code, shop.clerk, "same", desk.now)
    results = await race(desk.database, [press] * 4)
    assert {each.use for each in results} == {1}


async def test_the_same_payment_event_twice(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    paid = await desk.paid(await desk.request(order_id))
    events = await race(desk.database, [unit(paying.capture, paid, desk.now)] * 4)
    assert len(set(events)) == 1
    await race(desk.database, [unit(paying.apply, events[0], desk.now)] * 4)
    view = await desk.order(order_id)
    assert (view.state, view.refunds) == (OrderState.CONFIRMED, ())


async def test_two_late_payers_and_one_seat(desk: Desk) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(2)], m.service(m.merchant(), capacity=2))
    )
    other = await desk.make(lambda m: m.guest())
    start = desk.start()
    orders = [await desk.hold(guest, service, start) for guest in guests]
    words = [await desk.paid(await desk.request(each)) for each in orders]
    desk.later(minutes=10)
    await desk.place(other, service, start)
    await desk.do(expiring.lapse_holds, desk.now)
    events = [await desk.do(paying.capture, paid, desk.now) for paid in words]
    await race(desk.database, [unit(paying.apply, event, desk.now) for event in events])
    views = [await desk.order(each) for each in orders]
    assert sorted(view.state for view in views) == [OrderState.CONFIRMED, OrderState.LAPSED]
    assert sorted(len(view.refunds) for view in views) == [0, 1]


async def test_a_payer_and_another_guest_at_the_end_of_a_hold(desk: Desk) -> None:
    guest, other, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant()))
    )
    start = desk.start()
    mine = await desk.hold(guest, service, start)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(mine)), desk.now)
    desk.later(minutes=10)
    await race(
        desk.database,
        [
            unit(paying.apply, event, desk.now),
            unit(placing.hold, other, service, start, 1, None, desk.now),
        ],
    )
    view = await desk.order(mine)
    assert (view.state == OrderState.CONFIRMED) != (len(view.refunds) == 1)


async def test_money_comes_while_the_merchant_is_suspended(desk: Desk) -> None:
    shop, service = await desk.make(lambda m: (shop := m.merchant(), m.service(shop, capacity=9)))
    operator = await desk.make(lambda m: m.operator())
    for n in range(4):
        guest = await desk.make(lambda m: m.guest())
        order_id = await desk.hold(guest, service, desk.start(hour=10 + n))
        paid = await desk.paid(await desk.request(order_id))
        event = await desk.do(paying.capture, paid, desk.now)
        await race(
            desk.database,
            [unit(paying.apply, event, desk.now), lambda c: call_off(c, shop.merchant, desk)],
        )
        view = await desk.order(order_id)
        assert view.state in (OrderState.CANCELLED, OrderState.HELD)
        assert [each.amount for each in view.refunds] == [2000]
        await desk.do(suspending.reinstate, shop.merchant, operator, desk.now)


def call_off(connection: Connection, merchant: int, desk: Desk) -> None:
    suspending.suspend(connection, merchant, desk.now)
    cancelling.cancel_all_of(connection, merchant, None, desk.now)


async def test_redeem_or_refund(desk: Desk) -> None:
    for n in range(5):
        shop, order_id = await bought(desk)
        view = await desk.order(order_id)
        results = await race(
            desk.database,
            [
                unit(redeeming.redeem, view.code, shop.clerk, f"n{n}", desk.now),
                unit(cancelling.cancel_by_guest, order_id, view.guest_id, desk.now),
            ],
        )
        assert kinds(results)["ok"] == 1
        after = await desk.order(order_id)
        assert (after.state == OrderState.REDEEMED) == (after.refunds == ())


async def test_confirm_or_decline_or_cancel(desk: Desk) -> None:
    for _ in range(5):
        shop, order_id = await bought(desk, auto_confirm=False)
        guest = (await desk.order(order_id)).guest_id
        results = await race(
            desk.database,
            [
                unit(confirming.confirm, order_id, shop.clerk, desk.now),
                unit(confirming.decline, order_id, shop.clerk, desk.now),
                unit(cancelling.cancel_by_guest, order_id, guest, desk.now),
                unit(confirming.decline_unanswered, desk.now.replace(year=2027)),
            ],
        )
        view = await desk.order(order_id)
        assert len(view.refunds) == (view.state != OrderState.CONFIRMED)
        assert kinds(results)["ok"] >= 2


async def test_two_operators_give_back_the_same_money(desk: Desk) -> None:
    _, order_id = await bought(desk)
    view = await desk.order(order_id)
    operators = await desk.make(lambda m: [m.operator() for _ in range(4)])
    await desk.do(cancelling.cancel_by_guest, order_id, view.guest_id, desk.now)
    refund = (await desk.order(order_id)).refunds[0].id
    await desk.do(refunding.mark_by_hand, refund, desk.now)
    done = [unit(refunding.done_by_hand, refund, each, desk.now) for each in operators]
    assert kinds(await race(desk.database, done)) == {"ok": 1, "RefundSettled": 3}


async def test_two_refunds_that_together_are_more_than_was_paid(desk: Desk) -> None:
    """Whoever decided before the other one's refund is told to look again."""
    shop, order_id = await bought(desk)
    await desk.do(redeeming.redeem, (await desk.order(order_id)).code, shop.clerk, "n", desk.now)
    operators = await desk.make(lambda m: [m.operator() for _ in range(3)])
    gives = [
        unit(goodwill.give_back, order_id, each, 1500, 0, desk.now)
        for each in (shop.clerk, *operators)
    ]
    assert kinds(await race(desk.database, gives)) == {"ok": 1, "GivenBackMeanwhile": 3}
    assert [each.amount for each in (await desk.order(order_id)).refunds] == [1500]


async def test_two_bookings_change_places(desk: Desk) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(2)], m.service(m.merchant(), capacity=2))
    )
    starts = [desk.start(days=3), desk.start(days=4)]
    orders = [
        await desk.place(guest, service, start) for guest, start in zip(guests, starts, strict=True)
    ]
    swap = partial(unit, rescheduling.reschedule)
    results = await race(
        desk.database,
        [
            swap(orders[0], guests[0], starts[1], desk.now),
            swap(orders[1], guests[1], starts[0], desk.now),
        ],
    )
    assert kinds(results) == {"ok": 2}
    assert [(await desk.order(each)).starts_at for each in orders] == starts[::-1]


async def test_many_move_to_the_last_seat(desk: Desk) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(6)], m.service(m.merchant(), capacity=1))
    )
    orders = [
        await desk.place(guest, service, desk.start(days=3, hour=10 + n))
        for n, guest in enumerate(guests)
    ]
    goal = desk.start(days=5)
    results = await race(
        desk.database,
        [
            unit(rescheduling.reschedule, order_id, guest, goal, desk.now)
            for order_id, guest in zip(orders, guests, strict=True)
        ],
    )
    assert kinds(results) == {"ok": 1, "SoldOut": 5}


async def bought(desk: Desk, uses: int = 1, **merchant: Any) -> Any:
    """(shop, order) of a paid voucher without a slot."""

    def build(m: Any) -> Any:
        shop = m.merchant(**merchant)
        return shop, m.guest(), m.service(shop, duration_minutes=None, uses=uses)

    shop, guest, service = await desk.make(build)
    return shop, await desk.place(guest, service, None)


async def test_a_walk_in_and_a_guest_want_the_last_seat(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.service(shop, capacity=2), [m.guest() for _ in range(6)]

    shop, service, guests = await desk.make(build)
    start, aino = desk.start(), counter.CounterGuest("Aino", "en")
    results = await race(
        desk.database,
        [
            *(unit(placing.hold, each, service, start, 1, None, desk.now) for each in guests),
            *[unit(counter.write_in, shop.clerk, service, start, 1, aino, desk.now)] * 6,
        ],
    )
    assert kinds(results) == {"ok": 2, "SoldOut": 10}
