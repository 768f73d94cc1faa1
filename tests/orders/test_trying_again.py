"""Money that could not be recorded or applied has its turn, and its effect once."""

from datetime import datetime
from io import StringIO
from typing import Any

import pytest

from bot.logs import make_log
from bot.workers import timekeeping
from orders.models import OrderState
from orders.money import capturing, paying
from payments.models import payment_events
from tests.making import Market
from tests.orders.conftest import Desk


async def aside(desk: Desk, **other: Any) -> tuple[int, int]:
    """(order, event) of money for a hold that a bug kept out of the books."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    paid = await desk.paid(await desk.request(order_id), **other)
    for _ in range(2):
        await desk.do(capturing.set_aside, paid, "a bug", desk.now)
    return order_id, 1


async def test_what_was_set_aside_is_recorded_and_applied_once(desk: Desk) -> None:
    order_id, event = await aside(desk)
    operator = await desk.make(lambda m: m.operator())
    assert await desk.do(paying.try_again, event, operator, desk.now)
    assert not await desk.do(paying.try_again, event, operator, desk.now)
    assert await desk.see(paying.waiting_events) == [event]
    for _ in range(2):
        await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED
    assert not await desk.do(paying.try_again, event, operator, desk.now)


async def test_what_was_set_aside_comes_late_and_goes_back(desk: Desk) -> None:
    order_id, event = await aside(desk)
    operator = await desk.make(lambda m: m.operator())
    other = await desk.make(lambda m: m.guest())
    desk.later(minutes=11)
    service = (await desk.order(order_id)).service_id
    await desk.hold(other, service, desk.start())
    assert await desk.do(paying.try_again, event, operator, desk.now)
    await desk.do(paying.apply, event, desk.now)
    assert [each.reason for each in (await desk.order(order_id)).refunds] == ["late"]


async def test_what_was_told_under_another_key_meanwhile_is_booked_once(desk: Desk) -> None:
    order_id, event = await aside(desk, event_key="lost", charge_id="charge-1")
    operator = await desk.make(lambda m: m.operator())
    view = await desk.order(order_id)
    await desk.settle(await desk.paid(view.payments[0].id, charge_id="charge-1"))
    assert await desk.do(paying.try_again, event, operator, desk.now)
    assert (await desk.payment_of(order_id)).captured == 2000


async def test_what_was_given_back_is_not_tried_again(desk: Desk) -> None:
    _, event = await aside(desk)
    operator = await desk.make(lambda m: m.operator())
    assert await desk.do(paying.given_back, event, operator, desk.now)
    assert not await desk.do(paying.try_again, event, operator, desk.now)


async def test_what_can_not_be_applied_gives_others_their_turn(desk: Desk) -> None:
    events = [await waiting(desk, number) for number in range(5)]
    turns = []
    for _ in range(4):
        turn = await desk.see(paying.waiting_events, 2)
        desk.later(seconds=1)
        await desk.do(paying.tried, turn, desk.now)
        turns.append(turn)
    assert turns == [events[:2], events[2:4], [events[4], events[0]], events[1:3]]
    desk.audited = False


async def waiting(desk: Desk, number: int) -> int:
    """An event that is never applied: it is about nothing."""

    def make(market: Market) -> int:
        return market.add(
            payment_events,
            provider="sandbox",
            event_key=str(number),
            kind="refunded",
            raw={},
            state="captured",
            attempts=0,
            received_at=market.now,
        )

    made: int = await desk.make(make)
    return made


class Deaf:
    """Applies nothing, and remembers what it was given; some of it makes it stumble."""

    def __init__(self, *stumbles: int) -> None:
        self.given: list[int] = []
        self.stumbles = stumbles
        self.log = make_log("json", StringIO())

    async def apply(self, event: int) -> None:
        self.given.append(event)
        if event in self.stumbles:
            raise ZeroDivisionError


class Stopped:
    """A clock that the desk sets."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def now(self) -> datetime:
        return self.desk.later(seconds=1)


async def test_the_worker_comes_round_to_all_of_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.audited = False
    monkeypatch.setattr(timekeeping, "EVENTS", 2)
    events = [await waiting(desk, number) for number in range(5)]
    deaf = Deaf(events[0])
    worker = timekeeping.Timekeeping(desk.database, Stopped(desk), deaf, None)  # type: ignore[arg-type]
    for _ in range(3):
        await worker.apply_payments()
    assert set(deaf.given) == set(events)
