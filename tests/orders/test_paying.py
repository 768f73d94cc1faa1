"""Money is recorded first, then applied; what pays for nothing goes back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from catalog.models import merchants
from database.outbox_table import outbox
from orders.booking import placing
from orders.course import cancelling, expiring
from orders.errors import (
    AlreadyPlaced,
    HoldLapsed,
    NotBookable,
    NothingToPay,
    PaymentMismatch,
    PaymentUnknown,
)
from orders.models import OrderState
from orders.money import paying
from payments.models import payment_events
from tests.orders.conftest import Desk, payment


def about(connection: Any) -> list[str]:
    """What the outbox has news about, oldest first."""
    rows = connection.execute(select(outbox.c.kind, outbox.c.payload).order_by(outbox.c.id))
    return [row.payload.get("about", row.kind) for row in rows]


def event_state(connection: Any, event_id: int) -> str:
    query = select(payment_events.c.state).where(payment_events.c.id == event_id)
    return str(connection.execute(query).scalar_one())


async def held(desk: Desk, **values: Any) -> tuple[int, int]:
    """(guest, order) of a hold."""
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(**values), capacity=2))
    )
    return guest, await desk.hold(guest, service, desk.start())


async def test_a_paid_order_is_placed_confirmed_and_told_of(desk: Desk) -> None:
    _, order_id = await held(desk)
    await desk.pay(order_id)
    view = await desk.order(order_id)
    assert view.state == OrderState.CONFIRMED
    assert view.code is not None
    assert view.last is not None
    assert view.last.reason == "automatic"
    assert await desk.see(about) == ["voucher", "booking", "retract"]


async def test_a_merchant_that_confirms_by_hand_is_asked_until_a_deadline(desk: Desk) -> None:
    _, order_id = await held(desk, auto_confirm=False, confirm_minutes=45)
    await desk.pay(order_id)
    view = await desk.order(order_id)
    assert (view.state, view.confirm_by) == (
        OrderState.PLACED,
        desk.now + timedelta(minutes=45),
    )


async def test_asking_again_gives_the_same_request_until_the_amount_changes(desk: Desk) -> None:
    guest, order_id = await held(desk)
    first = await desk.request(order_id)
    assert await desk.request(order_id) == first
    await desk.do(placing.change_seats, order_id, guest, 2, desk.now)
    assert "retract" in await desk.see(about)
    second = await desk.request(order_id)
    assert second != first
    stale = await desk.paid(first)
    with pytest.raises(PaymentMismatch):
        await desk.do(paying.check, stale.payload, guest, 2000, "EUR", desk.now)


async def test_going_to_pay_keeps_the_seats_within_a_bound(desk: Desk) -> None:
    _, order_id = await held(desk)
    began = desk.now
    for _ in range(3):
        desk.later(minutes=9)
        await desk.request(order_id)
    assert (await desk.order(order_id)).held_until == began + timedelta(minutes=30)
    desk.later(minutes=3)
    with pytest.raises(HoldLapsed):
        await desk.request(order_id)


async def test_the_providers_last_question_keeps_the_seats_a_little_longer(desk: Desk) -> None:
    guest, order_id = await held(desk)
    payload = (await desk.paid(await desk.request(order_id))).payload
    desk.later(minutes=9, seconds=59)
    assert await desk.do(paying.check, payload, guest, 2000, "EUR", desk.now) == order_id
    assert (await desk.order(order_id)).held_until == desk.now + timedelta(minutes=2)


async def test_the_last_question_is_answered_no_when_anything_is_wrong(desk: Desk) -> None:
    guest, order_id = await held(desk)
    payload = (await desk.paid(await desk.request(order_id))).payload
    for wrong in ((guest + 1, 2000, "EUR"), (guest, 1999, "EUR"), (guest, 2000, "USD")):
        with pytest.raises(PaymentMismatch):
            await desk.do(paying.check, payload, *wrong, desk.now)
    with pytest.raises(PaymentUnknown):
        await desk.do(paying.check, "nonsense", guest, 2000, "EUR", desk.now)
    desk.later(minutes=10)
    with pytest.raises(HoldLapsed):
        await desk.do(paying.check, payload, guest, 2000, "EUR", desk.now)


async def test_nobody_pays_a_merchant_that_was_suspended(desk: Desk) -> None:
    guest, order_id = await held(desk)
    paid = await desk.paid(await desk.request(order_id))
    await desk.do(lambda c: c.execute(merchants.update().values(state="suspended")))
    with pytest.raises(NotBookable):
        await desk.do(paying.check, paid.payload, guest, 2000, "EUR", desk.now)
    await desk.settle(paid)
    assert [each.reason for each in (await desk.order(order_id)).refunds] == ["closed"]


async def test_what_is_paid_is_not_paid_again(desk: Desk) -> None:
    guest, order_id = await held(desk)
    await desk.pay(order_id)
    payload = (await desk.paid((await desk.payment_of(order_id)).id)).payload
    with pytest.raises(AlreadyPlaced):
        await desk.do(paying.check, payload, guest, 2000, "EUR", desk.now)
    with pytest.raises(AlreadyPlaced):
        await desk.request(order_id)


async def test_a_free_order_has_nothing_to_pay(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), price=0)))
    order_id = await desk.hold(guest, service, desk.start())
    with pytest.raises(NothingToPay):
        await desk.request(order_id)


async def test_the_same_event_is_one_event_however_often_it_comes(desk: Desk) -> None:
    _, order_id = await held(desk)
    paid = await desk.paid(await desk.request(order_id))
    events = [await desk.settle(paid) for _ in range(3)]
    assert len(set(events)) == 1
    assert await desk.see(about) == ["voucher", "booking", "retract"]


async def test_one_charge_told_of_under_two_keys_is_booked_once(desk: Desk) -> None:
    _, order_id = await held(desk)
    payment_id = await desk.request(order_id)
    await desk.settle(await desk.paid(payment_id, "one", charge_id="same"))
    again = await desk.settle(await desk.paid(payment_id, "two", charge_id="same"))
    assert await desk.see(event_state, again) == "ignored"
    assert (await desk.order(order_id)).refunds == ()


async def test_a_second_charge_goes_back_whole(desk: Desk) -> None:
    _, order_id = await held(desk)
    payment_id = await desk.request(order_id)
    await desk.settle(await desk.paid(payment_id, "one"))
    await desk.settle(await desk.paid(payment_id, "two"))
    view = await desk.order(order_id)
    assert [(each.amount, each.reason) for each in view.refunds] == [(2000, "duplicate")]
    assert view.state == OrderState.CONFIRMED


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"amount": 1999}, "wrong_amount"),
        ({"amount": 2001}, "wrong_amount"),
        ({"currency": "USD"}, "wrong_currency"),
        ({"provider": "telegram"}, "wrong_provider"),
    ],
)
async def test_money_that_does_not_fit_goes_back_and_places_nothing(
    desk: Desk, said: dict[str, Any], reason: str
) -> None:
    _, order_id = await held(desk)
    payment_id = await desk.request(order_id)
    paid = await desk.paid(payment_id, "wrong", **said)
    await desk.settle(paid)
    view = await desk.order(order_id)
    assert view.state == OrderState.HELD
    refund = view.refunds[0]
    assert (refund.amount, refund.currency, refund.reason) == (paid.amount, paid.currency, reason)
    assert await desk.see(about) == ["refund", "late_payment"]
    await desk.settle(await desk.paid(payment_id, "right"))
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED


async def test_somebody_elses_money_goes_back_to_them(desk: Desk) -> None:
    _, order_id = await held(desk)
    other = await desk.make(lambda m: m.guest("Eero"))
    await desk.settle(await desk.paid(await desk.request(order_id), guest_id=other))
    view = await desk.order(order_id)
    refunded = await desk.see(payment, view.refunds[0].payment_id)
    assert (refunded["guest_id"], view.refunds[0].reason) == (other, "wrong_payer")


async def test_money_that_nobody_asked_for_is_kept_on_record_for_an_operator(desk: Desk) -> None:
    _, order_id = await held(desk)
    await desk.make(lambda m: m.operator())
    event = await desk.settle(await desk.paid(await desk.request(order_id), payload="unknown"))
    assert await desk.see(event_state, event) == "parked"
    assert await desk.see(about) == ["payment_parked", "money_for_nothing"]
    assert [breach.name for breach in await desk.audit()] == [
        "a payment event that a person must look at"
    ]
    desk.audited = False


async def test_money_that_went_back_by_hand_is_looked_at_no_more(desk: Desk) -> None:
    _, order_id = await held(desk)
    operator = await desk.make(lambda m: m.operator())
    event = await desk.settle(await desk.paid(await desk.request(order_id), payload="unknown"))
    assert await desk.do(paying.given_back, event, operator, desk.now)
    assert not await desk.do(paying.given_back, event, operator, desk.now)
    assert not await desk.do(paying.unpark, event)
    assert await desk.see(event_state, event) == "ignored"


async def test_a_word_that_nothing_was_paid_places_nothing_when_tried_again(desk: Desk) -> None:
    _, order_id = await held(desk)
    operator = await desk.make(lambda m: m.operator())
    event = await desk.settle(await desk.paid(await desk.request(order_id), amount=0))
    assert not await desk.do(paying.unpark, event)
    assert (await desk.order(order_id)).state == OrderState.HELD
    assert await desk.see(about) == ["payment_parked"]
    assert await desk.do(paying.given_back, event, operator, desk.now)


async def test_late_money_gets_the_seats_again_when_they_are_free(desk: Desk) -> None:
    _, order_id = await held(desk)
    paid = await desk.paid(await desk.request(order_id))
    desk.later(minutes=30)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.settle(paid)
    view = await desk.order(order_id)
    assert view.state == OrderState.CONFIRMED
    assert await desk.see(about) == ["hold_lapsed", "retract", "voucher", "booking", "retract"]


async def test_late_money_goes_back_when_the_seats_are_gone(desk: Desk) -> None:
    guest, other, service = await desk.make(
        lambda m: (m.guest(), m.guest(), m.service(m.merchant()))
    )
    start = desk.start()
    late = await desk.hold(guest, service, start)
    paid = await desk.paid(await desk.request(late))
    desk.later(minutes=10)
    await desk.place(other, service, start)
    await desk.settle(paid)
    view = await desk.order(late)
    assert view.state == OrderState.LAPSED
    assert [(each.amount, each.reason) for each in view.refunds] == [(2000, "late")]
    assert "late_payment" in await desk.see(about)


async def test_money_that_comes_after_the_visit_goes_back_before_the_hold_is_cleared(
    desk: Desk,
) -> None:
    """Nobody is sold a visit that went by, and then told that they did not come."""
    _, order_id = await held(desk)
    paid = await desk.paid(await desk.request(order_id))
    desk.later(days=30)
    await desk.settle(paid)
    assert [each.reason for each in (await desk.order(order_id)).refunds] == ["late"]
    await desk.do(expiring.lapse_holds, desk.now)
    assert (await desk.order(order_id)).state == OrderState.LAPSED
    assert await desk.audit() == []


async def test_late_money_is_not_a_second_booking_of_who_booked_again(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=5)))
    start = desk.start()
    first = await desk.hold(guest, service, start)
    paid = await desk.paid(await desk.request(first))
    desk.later(minutes=10)
    await desk.place(guest, service, start)
    await desk.settle(paid)
    assert (await desk.order(first)).state == OrderState.LAPSED


async def test_money_for_a_cancelled_order_goes_back(desk: Desk) -> None:
    guest, order_id = await held(desk)
    payment_id = await desk.request(order_id)
    await desk.settle(await desk.paid(payment_id, "one"))
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    await desk.settle(await desk.paid(payment_id, "two"))
    assert (await desk.order(order_id)).state == OrderState.CANCELLED


async def test_captured_money_waits_for_its_second_transaction(desk: Desk) -> None:
    _, order_id = await held(desk)
    paid = await desk.paid(await desk.request(order_id))
    event = await desk.do(paying.capture, paid, desk.now)
    assert await desk.see(paying.waiting_events) == [event]
    assert await desk.audit() == []
    desk.later(minutes=11)
    assert [breach.name for breach in await desk.audit()] == ["a payment event that was forgotten"]
    await desk.do(paying.apply, event, desk.now)
    assert await desk.see(paying.waiting_events) == []


async def test_a_parked_event_is_tried_again_when_the_bug_is_gone(desk: Desk) -> None:
    _, order_id = await held(desk)
    paid = await desk.paid(await desk.request(order_id))
    event = await desk.do(paying.capture, paid, desk.now)
    await desk.do(paying.park, event, "a bug", desk.now)
    await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(order_id)).state == OrderState.HELD
    assert await desk.do(paying.unpark, event)
    await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED
