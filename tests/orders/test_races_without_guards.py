"""Negative controls: each race with its guards taken out, and what they prevent shows.

The code is the real one. What makes the others wait, a row lock or SQLite's one transaction, is
out where a unit is overtaken; conditions and constraints behind it are taken out by name.
"""

import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from orders.booking import counter, placing, rescheduling, resourcing
from orders.booking.offers import Wish
from orders.course import cancelling, closing, confirming, expiring, redeeming
from orders.models import OrderState, orders, redemptions
from orders.money import goodwill, paying, refunding
from tests.guards import (
    CODE_VALID,
    EVENT_OPEN,
    LEFT_TO_REFUND,
    ORDER_UNMOVED,
    REFUND_FITS,
    REFUND_OPEN,
    REQUEST_OPEN,
    SEATS_LEFT,
    USES_LEFT,
    without,
)
from tests.orders import test_races
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import kinds, race
from tests.orders.test_races import bought, call_off, unit
from tests.overtaking import Unit, overtaken

pytestmark = pytest.mark.control

OVERSOLD = "more seats taken than a slot has"
GAP = "a history with a gap"
MISCOUNTED = "slot counters differ from a recount"
GIVEN_BACK_TWICE = "refunds of a payment that do not add up"
UNEARNED = "an order that gave back more than was earned by it"
ESCROW = "escrow does not hold what an order still owes"

ELSEWHERE = {
    "test_seats_of_dead_holds": "test_step_by_step.py",
    "test_two_bookings_change_places": "test_changing_places.py",
}
"""Only PostgreSQL can show them: a statement of SQLite is never in the middle of another one."""


def test_every_race_has_its_control() -> None:
    controls = names_in(Path(__file__))
    alone = names_in(Path(test_races.__file__)) - controls
    assert alone == set(ELSEWHERE)


def names_in(path: Path) -> set[str]:
    return set(re.findall(r"^async def (test_\w+)", path.read_text(), re.MULTILINE))


async def found(desk: Desk) -> set[str]:
    desk.audited = False
    return {breach.name for breach in await desk.audit()}


async def test_the_last_seats(lacking: Lacking) -> None:
    async with lacking("ck_slots_capacity") as desk:
        guests, service = await desk.make(
            lambda m: ([m.guest() for _ in range(4)], m.service(m.merchant(), capacity=2))
        )
        holds = [
            unit(placing.hold, each, service, desk.start(), 1, None, desk.now) for each in guests
        ]
        with without(SEATS_LEFT):
            assert kinds(await race(desk.database, holds)) == {"ok": 4}
        assert OVERSOLD in await found(desk)


async def test_many_move_to_the_last_seat(lacking: Lacking) -> None:
    async with lacking("ck_slots_capacity") as desk:
        guests, service = await desk.make(
            lambda m: ([m.guest() for _ in range(3)], m.service(m.merchant(), capacity=1))
        )
        goal = desk.start(days=5)
        moves = []
        for n, guest in enumerate(guests):
            order_id = await desk.place(guest, service, desk.start(days=3, hour=10 + n))
            moves.append(unit(rescheduling.reschedule, order_id, guest, goal, desk.now))
        with without(SEATS_LEFT):
            assert kinds(await race(desk.database, moves)) == {"ok": 3}
        assert OVERSOLD in await found(desk)


async def test_two_late_payers_and_one_seat(lacking: Lacking) -> None:
    async with lacking("ck_slots_capacity") as desk:
        guests, service = await desk.make(
            lambda m: ([m.guest() for _ in range(2)], m.service(m.merchant(), capacity=2))
        )
        other = await desk.make(lambda m: m.guest())
        held = [await desk.hold(guest, service, desk.start()) for guest in guests]
        events = [await captured(desk, order_id) for order_id in held]
        desk.later(minutes=10)
        await desk.place(other, service, desk.start())
        await desk.do(expiring.lapse_holds, desk.now)
        with without(SEATS_LEFT):
            await race(desk.database, [unit(paying.apply, each, desk.now) for each in events])
        assert {(await desk.order(each)).state for each in held} == {OrderState.CONFIRMED}
        assert OVERSOLD in await found(desk)


async def captured(desk: Desk, order_id: int) -> int:
    """The event of money that came for a hold."""
    paid = await desk.paid(await desk.request(order_id))
    event: int = await desk.do(paying.capture, paid, desk.now)
    return event


async def test_the_last_chair(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        m.resource(shop, service)
        return [m.guest() for _ in range(2)], service

    guests, service = await desk.make(build)
    slow, fast = (
        unit(placing.hold, each, service, desk.start(), 1, None, desk.now) for each in guests
    )
    monkeypatch.setattr(resourcing, "take_days", lambda *_: None)
    await overtaken(desk.database, slow, fast, before="INSERT INTO orders")
    assert "more seats taken than a resource has" in await found(desk)


@pytest.fixture
async def two_of_aarne(desk: Desk) -> tuple[Unit, Unit]:
    """Two guests who want the same of two people at the same time."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        aarne, _otso = (m.resource(shop, service, name=name) for name in ("Aarne", "Otso"))
        return [m.guest() for _ in range(2)], service, aarne

    guests, service, aarne = await desk.make(build)
    first, second = (
        partial(test_races.chosen, guest, service, desk.start(), aarne, desk) for guest in guests
    )
    return first, second


async def test_the_one_whom_all_of_them_chose(
    desk: Desk, two_of_aarne: tuple[Unit, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resourcing, "take_days", lambda *_: None)
    await overtaken(desk.database, *two_of_aarne, before="INSERT INTO orders")
    assert "more seats taken than a resource has" in await found(desk)


async def test_if_all_of_them_were_tried_somebody_else_would_get_it(
    desk: Desk, two_of_aarne: tuple[Unit, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    def everybody(connection: Connection, wish: Wish) -> list[int]:
        return resourcing.candidates(connection, wish.offer.service_id)

    monkeypatch.setattr(resourcing, "chosen", everybody)
    assert kinds(await race(desk.database, two_of_aarne)) == {"ok": 2}
    assert "somebody else than the guest chose" in await found(desk)


async def test_one_guest_on_two_devices_has_one_hold(lacking: Lacking) -> None:
    async with lacking("uq_orders_hold_of_slot") as desk:
        guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=9)))
        hold = unit(placing.hold, guest, service, desk.start(), 1, None, desk.now)
        await overtaken(desk.database, hold, hold, before="INSERT INTO slots")
        assert await desk.see(count, orders) == 2


def count(connection: Connection, table: Any) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


async def test_one_code_on_two_devices(lacking: Lacking) -> None:
    async with lacking("ck_vouchers_used") as desk:
        shop, order_id = await bought(desk)
        code = (await desk.order(order_id)).code
        slow, fast = (unit(redeeming.redeem, code, shop.clerk, nonce, desk.now) for nonce in "ab")
        with without(USES_LEFT, ORDER_UNMOVED):
            await overtaken(desk.database, slow, fast, before="UPDATE vouchers")
        assert ESCROW in await found(desk)


async def test_one_press_that_arrives_twice(lacking: Lacking) -> None:
    async with lacking("uq_redemptions_nonce") as desk:
        shop, order_id = await bought(desk, uses=5)
        code = (await desk.order(order_id)).code
        press = unit(redeeming.redeem, code, shop.clerk, "same", desk.now)
        await overtaken(desk.database, press, press, before="UPDATE vouchers")
        assert await desk.see(count, redemptions) == 2


async def test_the_same_payment_event_twice(lacking: Lacking) -> None:
    names = (
        "uq_payment_events_provider_event_key",
        "uq_payments_provider_charge_id",
        "uq_receipts_payment",
    )
    async with lacking(*names) as desk:
        guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
        order_id = await desk.hold(guest, service, desk.start())
        capture = unit(paying.capture, await desk.paid(await desk.request(order_id)), desk.now)
        with without(REQUEST_OPEN):
            await overtaken(desk.database, capture, capture, before="UPDATE payments")
        assert "captured money that the ledger does not know" in await found(desk)


async def test_the_same_payment_event_applied_twice(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    event = await captured(desk, order_id)
    with without(EVENT_OPEN):
        await race(desk.database, [unit(paying.apply, event, desk.now)] * 2)
    assert len((await desk.order(order_id)).refunds) == 1
    assert "an order that was not paid once" in await found(desk)


async def test_a_payer_and_another_guest_at_the_end_of_a_hold(desk: Desk) -> None:
    guest, other, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant()))
    )
    event = await captured(desk, await desk.hold(guest, service, desk.start()))
    desk.later(minutes=10)
    with without(ORDER_UNMOVED):
        await overtaken(
            desk.database,
            unit(paying.apply, event, desk.now),
            unit(placing.hold, other, service, desk.start(), 1, None, desk.now),
            before="UPDATE orders",
        )
    assert {GAP, MISCOUNTED} <= await found(desk)


async def test_money_comes_while_the_merchant_is_suspended(desk: Desk) -> None:
    shop, service = await desk.make(lambda m: (shop := m.merchant(), m.service(shop)))
    guest = await desk.make(lambda m: m.guest())
    order_id = await desk.hold(guest, service, desk.start())
    await overtaken(
        desk.database,
        unit(paying.apply, await captured(desk, order_id), desk.now),
        lambda c: call_off(c, shop.merchant, desk),
        before="UPDATE orders",
    )
    view = await desk.order(order_id)
    assert (view.state, view.refunds) == (OrderState.CONFIRMED, ())


@pytest.mark.parametrize("first", ["redeem", "refund"])
async def test_redeem_or_refund(lacking: Lacking, first: str) -> None:
    async with lacking("ck_vouchers_used") as desk:
        shop, order_id = await bought(desk)
        view = await desk.order(order_id)
        redeem = unit(redeeming.redeem, view.code, shop.clerk, "n", desk.now)
        refund = unit(cancelling.cancel_by_guest, order_id, view.guest_id, desk.now)
        if first == "refund":
            with without(CODE_VALID, ORDER_UNMOVED):
                await overtaken(desk.database, redeem, refund, before="UPDATE vouchers")
        else:
            with without(ORDER_UNMOVED):
                await overtaken(desk.database, refund, redeem, before="UPDATE orders")
        assert {GAP} <= await found(desk)


@pytest.mark.parametrize(
    ("slow", "fast"),
    [
        ("confirm", "decline"),
        ("confirm", "cancel"),
        ("decline", "confirm"),
        ("cancel", "confirm"),
        ("silence", "confirm"),
    ],
)
async def test_confirm_or_decline_or_cancel(desk: Desk, slow: str, fast: str) -> None:
    answers, _ = await waiting(desk)
    with without(ORDER_UNMOVED):
        await overtaken(desk.database, answers[slow], answers[fast], before="UPDATE orders")
    assert GAP in await found(desk)


@pytest.mark.parametrize(
    ("slow", "fast"), [("decline", "cancel"), ("cancel", "silence"), ("silence", "decline")]
)
async def test_what_ends_twice_is_given_back_twice(
    lacking: Lacking, monkeypatch: pytest.MonkeyPatch, slow: str, fast: str
) -> None:
    async with lacking("ck_payments_refunded") as desk:
        answers, order_id = await waiting(desk)
        monkeypatch.setattr(closing, "left_of", lambda payment: payment.captured)
        with without(ORDER_UNMOVED, CODE_VALID, LEFT_TO_REFUND, REFUND_FITS):
            await overtaken(desk.database, answers[slow], answers[fast], before="UPDATE orders")
        assert len((await desk.order(order_id)).refunds) == 2
        assert {GAP, ESCROW} <= await found(desk)


async def waiting(desk: Desk) -> tuple[dict[str, Unit], int]:
    """An order that waits for an answer, and what may become of it."""
    shop, order_id = await bought(desk, auto_confirm=False)
    guest = (await desk.order(order_id)).guest_id
    answers = {
        "confirm": unit(confirming.confirm, order_id, shop.clerk, desk.now),
        "decline": unit(confirming.decline, order_id, shop.clerk, desk.now),
        "cancel": unit(cancelling.cancel_by_guest, order_id, guest, desk.now),
        "silence": unit(confirming.decline_unanswered, desk.now.replace(year=2027)),
    }
    return answers, order_id


async def test_two_operators_give_back_the_same_money(desk: Desk) -> None:
    _, order_id = await bought(desk)
    guest = (await desk.order(order_id)).guest_id
    operators = await desk.make(lambda m: [m.operator() for _ in range(3)])
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    refund = (await desk.order(order_id)).refunds[0].id
    await desk.do(refunding.mark_by_hand, refund, desk.now)
    done = [unit(refunding.done_by_hand, refund, each, desk.now) for each in operators]
    with without(REFUND_OPEN):
        assert kinds(await race(desk.database, done)) == {"ok": 3}
    assert "a refund that the ledger does not know" in await found(desk)


async def test_two_refunds_that_together_are_more_than_was_paid(lacking: Lacking) -> None:
    async with lacking("ck_payments_refunded") as desk:
        shop, order_id = await bought(desk)
        code = (await desk.order(order_id)).code
        await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
        olli = await desk.make(lambda m: m.operator())
        slow, fast = (
            unit(goodwill.give_back, order_id, each, 1500, 0, desk.now)
            for each in (shop.clerk, olli)
        )
        with without(REFUND_FITS):
            await overtaken(desk.database, slow, fast, before="UPDATE payments")
        assert [each.amount for each in (await desk.order(order_id)).refunds] == [1500, 1500]
        assert {GIVEN_BACK_TWICE, UNEARNED} <= await found(desk)


async def test_a_walk_in_and_a_guest_want_the_last_seat(lacking: Lacking) -> None:
    async with lacking("ck_slots_capacity") as desk:

        def build(m: Any) -> Any:
            shop = m.merchant()
            return shop, m.service(shop), m.guest()

        shop, service, guest = await desk.make(build)
        start, aino = desk.start(), counter.CounterGuest("Aino", "en")
        both = [
            unit(placing.hold, guest, service, start, 1, None, desk.now),
            unit(counter.write_in, shop.clerk, service, start, 1, aino, desk.now),
        ]
        with without(SEATS_LEFT):
            assert kinds(await race(desk.database, both)) == {"ok": 2}
        assert OVERSOLD in await found(desk)
