"""A provider's words after the payment: each in its time, and only about charges of ours."""

from orders.course import cancelling, expiring
from orders.models import OrderState
from orders.money import paying, refund_tasks, refunding
from payments.port import EventKind
from tests.orders.conftest import Desk
from tests.orders.test_reversing import PRICE, balances, bought, refund_rows, says


async def test_a_refund_that_never_reached_its_payer_is_owed_again(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    operator = await desk.make(lambda m: m.operator())
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    (refund,) = (await desk.order(order_id)).refunds
    key = (await desk.see(refund_tasks.task, refund.id)).key
    await desk.do(refunding.provider_refunded, refund.id, desk.now)
    for told in ("once", "again"):
        await says(desk, order_id, EventKind.UNREFUNDED, reference=key, event_key=told)
    assert await refund_rows(desk) == [(PRICE, "guest", "by_hand")]
    assert await balances(desk) == {"world": -PRICE, "refund_due": PRICE}
    desk.later(days=1)
    await desk.do(refunding.done_by_hand, refund.id, operator, desk.now)
    assert await balances(desk) == {}
    assert not await says(desk, order_id, EventKind.UNREFUNDED, reference=key, event_key="once")


async def test_words_about_charges_that_are_not_ours_are_passed_over(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    assert not await says(desk, order_id, EventKind.DISPUTED, charge_ids=("another's", ""))
    assert not await says(desk, order_id, EventKind.REFUNDED, provider="telegram")
    assert not await says(desk, order_id, EventKind.REFUNDED, 0)


async def test_what_follows_a_payment_waits_for_it(desk: Desk) -> None:
    """A refund that is heard of before the payment was applied has its effect after it."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start(days=3))
    paid = await desk.paid(await desk.request(order_id))
    event = await desk.do(paying.capture, paid, desk.now)
    refund = await says(desk, order_id, EventKind.REFUNDED)
    assert await desk.see(paying.waiting_events) == [event, refund]
    await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED
    await desk.do(paying.apply, refund, desk.now)
    assert (await desk.order(order_id)).state == OrderState.CANCELLED
    assert await balances(desk) == {}


async def test_a_code_that_ran_out_while_the_bank_decided_is_refunded_by_its_terms(
    desk: Desk,
) -> None:
    _, order_id, _ = await bought(desk, duration_minutes=None, valid_days=1)
    await says(desk, order_id, EventKind.DISPUTED)
    desk.later(days=3)
    await desk.do(expiring.expire_unused, desk.now)
    await says(desk, order_id, EventKind.DISPUTE_WON)
    assert await refund_rows(desk) == [(PRICE, "unused", "due")]
