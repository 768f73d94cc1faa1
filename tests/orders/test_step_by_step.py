"""Two open transactions on PostgreSQL, stepped: the second begins before the first has committed.

SQLite lets in one writer at a time, so a unit there never sees another one half done.
"""

from typing import Any

import pytest

from orders.booking import placing, rescheduling
from orders.course import cancelling, confirming, expiring, redeeming
from orders.errors import AlreadyRedeemed, OrderMoved, RefundSettled, SoldOut, VoucherVoid
from orders.models import OrderState
from orders.money import paying, refunding
from orders.transitions import RefundReason
from tests.guards import STILL_DEAD, without
from tests.orders.conftest import Desk
from tests.orders.test_races import bought, unit
from tests.orders.test_races_without_guards import GAP, captured, found
from tests.overtaking import Crashed, Unit, behind, without_row_locks

CONFIRMED, LAPSED = OrderState.CONFIRMED, OrderState.LAPSED

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


async def paid_at_the_end(desk: Desk, **service: Any) -> Any:
    """(order, pays, lapses): money came for a hold whose time is just over."""
    guest, table = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), **service)))
    order_id = await desk.hold(guest, table, desk.start())
    event = await captured(desk, order_id)
    desk.later(minutes=10)
    return order_id, unit(paying.apply, event, desk.now), unit(expiring.lapse_holds, desk.now)


async def test_the_worker_passes_by_a_hold_that_is_being_paid(desk: Desk) -> None:
    order_id, pays, lapses = await paid_at_the_end(desk)
    assert await behind(desk.database, pays, lapses) == [None, 0]
    assert (await desk.order(order_id)).state == CONFIRMED


async def test_without_locks_it_waits_and_looks_again(desk: Desk) -> None:
    order_id, pays, lapses = await paid_at_the_end(desk)
    with without_row_locks():
        assert await behind(desk.database, pays, lapses) == [None, 0]
    assert (await desk.order(order_id)).state == CONFIRMED


async def test_if_it_did_not_look_again_it_would_lapse_a_paid_order(desk: Desk) -> None:
    order_id, pays, lapses = await paid_at_the_end(desk, capacity=2)
    other = await desk.make(lambda m: m.guest())
    await desk.hold(other, (await desk.order(order_id)).service_id, desk.start())
    with without_row_locks(), without(STILL_DEAD):
        assert await behind(desk.database, pays, lapses) == [None, 1]
    assert GAP in await found(desk)


async def test_who_pays_while_the_hold_lapses_gets_the_seat_again(desk: Desk) -> None:
    order_id, pays, lapses = await paid_at_the_end(desk)
    assert await behind(desk.database, lapses, pays) == [1, None]
    assert (await desk.order(order_id)).state == CONFIRMED


async def test_a_crash_in_the_middle_of_lapsing_leaves_the_hold_to_its_payer(desk: Desk) -> None:
    order_id, pays, lapses = await paid_at_the_end(desk)
    lapsed, _ = await behind(desk.database, lapses, pays, crash=True)
    assert isinstance(lapsed, Crashed)
    assert (await desk.order(order_id)).state == CONFIRMED


@pytest.mark.parametrize("crash", [False, True])
async def test_whoever_wants_a_chair_waits_for_its_payer(desk: Desk, crash: bool) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        m.resource(shop, service)
        return m.guest(), m.guest(), service

    guest, other, service = await desk.make(build)
    order_id = await desk.hold(guest, service, desk.start())
    event = await captured(desk, order_id)
    desk.later(minutes=10)
    pays = unit(paying.apply, event, desk.now)
    wants = unit(placing.hold, other, service, desk.start(), 1, None, desk.now)
    _, held = await behind(desk.database, pays, wants, crash=crash)
    assert isinstance(held, SoldOut) != crash
    assert (await desk.order(order_id)).state == (LAPSED if crash else CONFIRMED)
    await desk.do(paying.apply, event, desk.now)
    assert len((await desk.order(order_id)).refunds) == crash


async def test_two_workers_that_free_the_same_dead_holds(desk: Desk) -> None:
    _, _, lapses = await paid_at_the_end(desk)
    assert await behind(desk.database, lapses, lapses) == [1, 0]
    desk.audited = False  # the money that came has not been applied


async def test_without_looking_again_they_free_the_seats_twice(desk: Desk) -> None:
    guest, other, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant(), capacity=2))
    )
    await desk.hold(guest, service, desk.start())
    desk.later(minutes=5)
    await desk.hold(other, service, desk.start())
    lapses = unit(expiring.lapse_holds, desk.later(minutes=5))
    with without_row_locks(), without(STILL_DEAD):
        assert await behind(desk.database, lapses, lapses) == [1, 1]
    assert "slot counters differ from a recount" in await found(desk)


async def two_late(desk: Desk) -> Any:
    """(orders, events): both payers are late, and one seat is left."""
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(3)], m.service(m.merchant(), capacity=2))
    )
    orders = [await desk.hold(guest, service, desk.start()) for guest in guests[:2]]
    events = [await captured(desk, order_id) for order_id in orders]
    desk.later(minutes=10)
    await desk.place(guests[2], service, desk.start())
    await desk.do(expiring.lapse_holds, desk.now)
    return orders, events


@pytest.mark.parametrize("crash", [False, True])
async def test_two_late_payers_and_one_seat(desk: Desk, crash: bool) -> None:
    """Who waits gets the seat if the other's program crashes; a worker finishes what that began."""
    orders, events = await two_late(desk)
    first, second = (unit(paying.apply, event, desk.now) for event in events)
    await behind(desk.database, first, second, crash=crash)
    waiting = await desk.see(paying.waiting_events)
    assert waiting == (events[:1] if crash else [])
    for event in waiting:
        await desk.do(paying.apply, event, desk.now)

    views = [await desk.order(each) for each in orders]
    seated, late = reversed(views) if crash else views
    assert (seated.state, seated.refunds) == (CONFIRMED, ())
    assert (late.state, [each.reason for each in late.refunds]) == (LAPSED, [RefundReason.LATE])


async def test_of_two_who_apply_the_same_event_the_second_does_nothing(desk: Desk) -> None:
    order_id, pays, _ = await paid_at_the_end(desk)
    await behind(desk.database, pays, pays)
    assert (await desk.order(order_id)).refunds == ()


async def test_the_same_word_of_a_provider_heard_by_two(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    hears = unit(paying.capture, await desk.paid(await desk.request(order_id)), desk.now)
    first, second = await behind(desk.database, hears, hears)
    assert first == second
    await desk.do(paying.apply, first, desk.now)


async def test_one_guest_on_two_devices_has_one_hold(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=9)))
    hold = unit(placing.hold, guest, service, desk.start(), 1, None, desk.now)
    first, second = await behind(desk.database, hold, hold)
    assert first == second


@pytest.mark.parametrize("crash", [False, True])
async def test_two_move_to_the_last_seat(desk: Desk, crash: bool) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(2)], m.service(m.merchant()))
    )
    goal, moves = desk.start(days=5), []
    for n, guest in enumerate(guests):
        order_id = await desk.place(guest, service, desk.start(days=3, hour=10 + n))
        moves.append(unit(rescheduling.reschedule, order_id, guest, goal, desk.now))
    _, second = await behind(desk.database, *moves, crash=crash)
    assert isinstance(second, SoldOut) != crash


async def test_two_operators_give_back_the_same_money(desk: Desk) -> None:
    _, order_id = await bought(desk)
    guest = (await desk.order(order_id)).guest_id
    operators = await desk.make(lambda m: [m.operator() for _ in range(2)])
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    refund = (await desk.order(order_id)).refunds[0].id
    await desk.do(refunding.mark_by_hand, refund, desk.now)
    done = [unit(refunding.done_by_hand, refund, each, desk.now) for each in operators]
    _, second = await behind(desk.database, *done)
    assert isinstance(second, RefundSettled)


async def deeds(desk: Desk, **merchant: Any) -> dict[str, Unit]:
    """What may be done to one order that is paid."""
    shop, order_id = await bought(desk, **merchant)
    view = await desk.order(order_id)
    code, clerk = view.code, shop.clerk
    return {
        "redeem": unit(redeeming.redeem, code, clerk, "a", desk.now),
        "redeem again": unit(redeeming.redeem, code, clerk, "b", desk.now),
        "cancel": unit(cancelling.cancel_by_guest, order_id, view.guest_id, desk.now),
        "confirm": unit(confirming.confirm, order_id, clerk, desk.now),
        "decline": unit(confirming.decline, order_id, clerk, desk.now),
    }


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        ("redeem", "redeem again", AlreadyRedeemed),
        ("redeem", "cancel", OrderMoved),
        ("cancel", "redeem", VoucherVoid),
        ("confirm", "decline", OrderMoved),
        ("decline", "confirm", OrderMoved),
        ("cancel", "decline", OrderMoved),
    ],
)
async def test_the_second_waits_and_is_refused(
    desk: Desk, first: str, second: str, refusal: type[Exception]
) -> None:
    known = await deeds(desk, auto_confirm=False)
    _, refused = await behind(desk.database, known[first], known[second])
    assert isinstance(refused, refusal)


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        ("redeem", "redeem again", AlreadyRedeemed),
        ("redeem", "cancel", OrderMoved),
        ("confirm", "decline", OrderMoved),
        ("decline", "confirm", OrderMoved),
        ("cancel", "decline", OrderMoved),
    ],
)
async def test_without_locks_the_condition_of_its_update_refuses_it(
    desk: Desk, first: str, second: str, refusal: type[Exception]
) -> None:
    known = await deeds(desk, auto_confirm=False)
    with without_row_locks():
        _, refused = await behind(desk.database, known[first], known[second])
    assert isinstance(refused, refusal)


async def test_the_same_press_twice_is_one_use(desk: Desk) -> None:
    press = (await deeds(desk, uses=5))["redeem"]
    first, second = await behind(desk.database, press, press)
    assert first == second
