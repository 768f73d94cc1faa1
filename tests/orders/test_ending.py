"""Orders that end before their time: who gets what, and who hears of it."""

from datetime import timedelta
from typing import Any

import pytest

from database import outbox
from orders.booking import placing
from orders.course import cancelling, confirming, expiring
from orders.errors import NotYourMerchant, NotYourOrder, OrderMoved, RefundSettled
from orders.models import OrderState
from orders.money import paying, refunding
from orders.reading import reports
from tests.making import Shop
from tests.orders.conftest import Desk

ASKED = {"auto_confirm": False, "confirm_minutes": 60}


async def booked(desk: Desk, merchant: dict[str, Any], **service: Any) -> tuple[Shop, int, int]:
    """(shop, guest, order) of a paid booking tomorrow at noon."""

    def build(m: Any) -> tuple[Shop, int, int]:
        shop = m.merchant(**merchant)
        return shop, m.guest(), m.service(shop, **service)

    shop, guest, service_id = await desk.make(build)
    return shop, guest, await desk.place(guest, service_id, desk.start(days=3))


async def refunded(desk: Desk, order_id: int) -> list[tuple[int, str]]:
    return [(each.amount, each.reason) for each in (await desk.order(order_id)).refunds]


async def test_the_merchant_confirms_once_and_twice(desk: Desk) -> None:
    shop, _, order_id = await booked(desk, ASKED)
    for _ in range(2):
        await desk.do(confirming.confirm, order_id, shop.clerk, desk.now)
    view = await desk.order(order_id)
    assert view.state == OrderState.CONFIRMED
    assert view.last is not None
    assert view.last.actor == "Kim"


async def test_a_decline_refunds_all_and_frees_the_seats(desk: Desk) -> None:
    shop, guest, order_id = await booked(desk, ASKED)
    for _ in range(2):
        await desk.do(confirming.decline, order_id, shop.clerk, desk.now)
    assert await refunded(desk, order_id) == [(2000, "staff")]
    view = await desk.order(order_id)
    assert (view.state, view.voucher_state) == (OrderState.DECLINED, "void")
    await desk.hold(guest, view.service_id, view.starts_at)


async def test_a_confirmed_booking_can_not_be_declined(desk: Desk) -> None:
    shop, _, order_id = await booked(desk, {})
    with pytest.raises(OrderMoved) as refused:
        await desk.do(confirming.decline, order_id, shop.clerk, desk.now)
    assert refused.value.state == OrderState.CONFIRMED


@pytest.mark.both_engines
async def test_silence_is_a_no_at_the_deadline_and_not_before(desk: Desk) -> None:
    _, _, order_id = await booked(desk, ASKED)
    assert await desk.see(expiring.next_due) == desk.now + timedelta(hours=1)
    early = desk.now + timedelta(minutes=59)
    assert await desk.do(confirming.decline_unanswered, early) == 0
    desk.later(hours=1)
    assert await desk.do(confirming.decline_unanswered, desk.now) == 1
    assert await refunded(desk, order_id) == [(2000, "unanswered")]


async def test_only_the_merchants_own_staff_answer(desk: Desk) -> None:
    _, guest, order_id = await booked(desk, ASKED)
    with pytest.raises(NotYourMerchant):
        await desk.do(confirming.confirm, order_id, guest, desk.now)


async def test_cancelling_early_costs_nothing(desk: Desk) -> None:
    _, guest, order_id = await booked(desk, {})
    for _ in range(2):
        await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert await refunded(desk, order_id) == [(2000, "guest")]


@pytest.mark.parametrize(
    ("hours_before", "back"), [(24, 2001), (23.9, 1001), (0.1, 1001), (0, 401), (-1, 401)]
)
async def test_cancelling_late_costs_what_the_terms_say(
    desk: Desk, hours_before: float, back: int
) -> None:
    """The odd cent is the guest's, and the quote is what happens."""
    _, guest, order_id = await booked(desk, {}, price=2001, no_show_percent=80)
    desk.now = desk.start(days=3) - timedelta(hours=hours_before)
    quoted = cancelling.quote(await desk.order(order_id), desk.now)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert await refunded(desk, order_id) == [(back, "guest")]
    assert (quoted.refund, quoted.kept, quoted.currency) == (back, 2001 - back, "EUR")


async def test_nobody_cancels_somebody_elses_order(desk: Desk) -> None:
    shop, _, order_id = await booked(desk, {})
    with pytest.raises(NotYourOrder):
        await desk.do(cancelling.cancel_by_guest, order_id, shop.clerk, desk.now)


async def test_merchant_and_operator_cancel_at_no_cost_to_the_guest(desk: Desk) -> None:
    shop, _, order_id = await booked(desk, {})
    operator = await desk.make(lambda m: m.operator())
    desk.now = desk.start(days=3) - timedelta(minutes=5)
    await desk.do(cancelling.cancel_by_merchant, order_id, shop.clerk, desk.now)
    assert await refunded(desk, order_id) == [(2000, "merchant")]
    _, _, other = await booked(desk, {})
    await desk.do(cancelling.cancel_by_operator, other, operator, desk.now)
    assert await refunded(desk, other) == [(2000, "operator")]


async def test_a_suspended_merchants_orders_are_all_called_off(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.operator(), m.guest(), m.service(shop, capacity=9)

    shop, operator, guest, service = await desk.make(build)
    for hour in (10, 11, 12):
        await desk.place(guest, service, desk.start(hour=hour))
    all_of = (cancelling.cancel_all_of, shop.merchant, operator)
    assert [await desk.do(*all_of, desk.now, limit=2) for _ in range(3)] == [2, 1, 0]


async def test_who_does_not_come_pays_what_the_terms_say(desk: Desk) -> None:
    _, _, order_id = await booked(desk, {}, no_show_percent=25)
    until = (await desk.order(order_id)).valid_until
    assert until is not None
    assert await desk.do(expiring.expire_unused, until - timedelta(seconds=1)) == 0
    assert await desk.do(expiring.expire_unused, until) == 1
    assert await refunded(desk, order_id) == [(1500, "unused")]
    assert (await desk.order(order_id)).state == OrderState.EXPIRED


@pytest.mark.parametrize(("refund_unused", "back"), [(True, [(2000, "unused")]), (False, [])])
async def test_an_unused_voucher_is_refunded_on_its_last_day_by_its_terms(
    desk: Desk, refund_unused: bool, back: list[tuple[int, str]]
) -> None:
    guest, service = await desk.make(
        lambda m: (
            m.guest(),
            m.service(m.merchant(), duration_minutes=None, refund_unused=refund_unused),
        )
    )
    order_id = await desk.place(guest, service, None)
    desk.later(days=31)
    assert await desk.do(expiring.expire_unused, desk.now) == 1
    assert await refunded(desk, order_id) == back


async def test_terms_are_those_of_the_day_it_was_ordered(desk: Desk) -> None:
    from catalog.models import services

    _, guest, order_id = await booked(desk, {})
    await desk.do(lambda c: c.execute(services.update().values(late_cancel_percent=100)))
    desk.now = desk.start(days=3) - timedelta(hours=1)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert await refunded(desk, order_id) == [(1000, "guest")]


async def test_a_refund_by_hand_is_done_by_one_operator(desk: Desk) -> None:
    _, guest, order_id = await booked(desk, {})
    first, second = await desk.make(lambda m: (m.operator(), m.operator("Outi")))
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    refund = (await desk.order(order_id)).refunds[0]
    assert await desk.do(refunding.mark_by_hand, refund.id, desk.now, "no way")
    assert not await desk.do(refunding.mark_by_hand, refund.id, desk.now)
    waiting = await desk.see(reports.refunds_to_do)
    assert [(each.refund_id, each.amount, each.error) for each in waiting] == [
        (refund.id, 2000, "no way")
    ]
    await desk.do(refunding.done_by_hand, refund.id, first, desk.now)
    with pytest.raises(RefundSettled) as refused:
        await desk.do(refunding.done_by_hand, refund.id, second, desk.now)
    assert refused.value.by == first
    assert await desk.see(reports.refunds_to_do) == []


async def test_the_providers_refund_is_booked_once(desk: Desk) -> None:
    _, guest, order_id = await booked(desk, {})
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    refund = (await desk.order(order_id)).refunds[0]
    told = [await desk.do(refunding.provider_refunded, refund.id, desk.now) for _ in range(2)]
    assert told == [True, False]
    day = await desk.see(reports.sales_of_market, desk.now, desk.now + timedelta(microseconds=1))
    assert [(each.placed, each.paid, each.refunded) for each in day] == [(1, 2000, 2000)]


@pytest.mark.parametrize(("percent", "back"), [(20, 2000), (100, 0)])
async def test_stars_go_back_whole_or_not_at_all(desk: Desk, percent: int, back: int) -> None:
    _, guest, order_id = await booked(
        desk, {}, currency="XTR", cancel_free_minutes=9999, late_cancel_percent=percent
    )
    order = await desk.order(order_id)
    assert cancelling.quote(order, desk.now).refund == back
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert sum(amount for amount, _ in await refunded(desk, order_id)) == back


async def test_a_refund_that_was_refused_is_asked_for_again(desk: Desk) -> None:
    _, guest, order_id = await booked(desk, {})
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    (refund,) = (await desk.order(order_id)).refunds

    async def asked() -> int:
        claimed = await desk.do(outbox.claim, ["refund"], "worker", desk.now, 9)
        for each in claimed:
            await desk.do(refunding.mark_by_hand, refund.id, desk.now, "no money left")
            await desk.do(outbox.finish, each, desk.now)
        return len(claimed)

    assert [await asked(), await asked()] == [1, 0]
    operator = await desk.make(lambda m: m.operator())
    assert await desk.do(refunding.ask_again, refund.id, operator, desk.now)
    assert not await desk.do(refunding.ask_again, refund.id, operator, desk.now)
    assert [await asked(), await asked()] == [1, 0]
    assert (await desk.order(order_id)).refunds[0].state == "by_hand"


async def test_an_invoice_that_is_shown_again_is_taken_away_again(desk: Desk) -> None:
    """One seat, two, and one again: the first request is asked anew, and lapses with the hold."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=2)))
    order_id = await desk.hold(guest, service, desk.start())
    for seats in (2, 1):
        await desk.request(order_id)
        desk.later(seconds=1)
        await desk.do(placing.change_seats, order_id, guest, seats, desk.now)
    await desk.request(order_id)
    desk.later(minutes=40)
    await desk.do(expiring.lapse_holds, desk.now)
    retracted = [
        each.payload["subject"]
        for each in await desk.do(outbox.claim, ["retract"], "w", desk.now, 9)
    ]
    assert len(retracted) > len(set(retracted)) == 2


async def test_calling_off_does_not_stumble_over_money_that_is_not_decided_yet(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=2)))
    order_id = await desk.hold(guest, service, desk.start(days=3))
    old = await desk.paid(await desk.request(order_id))
    await desk.do(placing.change_seats, order_id, guest, 2, desk.now)
    await desk.settle(await desk.paid(await desk.request(order_id)))
    waiting = await desk.do(paying.capture, old, desk.now)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    await desk.do(paying.apply, waiting, desk.now)
    amounts = sorted(each.amount for each in (await desk.order(order_id)).refunds)
    assert amounts == [2000, 4000]
