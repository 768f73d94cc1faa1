"""What was agreed when it was ordered stays, whatever service, merchant and place become afterwards."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from catalog.models import locations, merchants, services
from orders.booking import rescheduling
from orders.course import cancelling
from orders.models import OrderState
from orders.reading import lists, vouchers
from orders.rules import end_of_day
from tests.making import ZONE
from tests.orders.conftest import Desk

AFAR = "America/New_York"


async def changed(desk: Desk, table: Any, **values: Any) -> None:
    await desk.do(lambda c: c.execute(update(table).values(**values)).rowcount)


async def offer(desk: Desk, **service: Any) -> tuple[int, int]:
    """(guest, service) of a merchant that confirms by itself."""
    made: tuple[int, int] = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), **service))
    )
    return made


async def test_a_card_held_at_180_days_is_good_for_180(desk: Desk) -> None:
    guest, card = await offer(desk, duration_minutes=None, valid_days=180)
    order_id = await desk.hold(guest, card, None)
    await changed(desk, services, valid_days=1)
    await desk.pay(order_id)
    view = await desk.order(order_id)
    assert view.valid_until == end_of_day(desk.now + timedelta(days=180), ZONE)


async def test_late_money_places_on_the_terms_of_its_hold(desk: Desk) -> None:
    guest, card = await offer(desk, duration_minutes=None, valid_days=180)
    order_id = await desk.hold(guest, card, None)
    paid = await desk.paid(await desk.request(order_id))
    await changed(desk, services, valid_days=1)
    await changed(desk, merchants, auto_confirm=False)
    desk.later(hours=1)
    await desk.settle(paid)
    view = await desk.order(order_id)
    assert (view.state, view.confirm_by) == (OrderState.CONFIRMED, None)
    assert view.valid_until == end_of_day(desk.now + timedelta(days=180), ZONE)


async def test_who_confirms_and_how_soon_is_as_it_was_held(desk: Desk) -> None:
    guest, table = await offer(desk)
    first = await desk.hold(guest, table, desk.start(days=3))
    await changed(desk, merchants, auto_confirm=False, confirm_minutes=15)
    second = await desk.hold(guest, table, desk.start(days=4))
    await changed(desk, merchants, auto_confirm=True, confirm_minutes=60)
    for order_id in (first, second):
        await desk.pay(order_id)
    assert (await desk.order(first)).state == OrderState.CONFIRMED
    asked = await desk.order(second)
    soon = desk.now + timedelta(minutes=15)
    assert (asked.state, asked.confirm_by) == (OrderState.PLACED, soon)
    desk.later(hours=1)
    await desk.do(rescheduling.reschedule, second, guest, desk.start(days=5), desk.now)
    assert (await desk.order(second)).confirm_by == desk.now + timedelta(minutes=15)


async def test_the_clock_by_which_a_time_was_agreed_is_shown_everywhere(desk: Desk) -> None:
    guest, table = await offer(desk)
    order_id = await desk.hold(guest, table, desk.start(hour=18))
    await changed(desk, locations, zone=AFAR)
    await desk.pay(order_id)
    view = await desk.order(order_id)
    assert view.valid_until == end_of_day(desk.start(days=2, hour=18), ZONE)
    (line,) = await desk.see(lists.coming_of_guest, guest, desk.now)
    at_the_counter = await desk.see(vouchers.look, view.code)
    assert (view.zone, line.zone, at_the_counter.zone) == (ZONE, ZONE, ZONE)


async def test_a_new_time_is_one_of_the_places_clock_as_it_is_then(desk: Desk) -> None:
    guest, table = await offer(desk)
    order_id = await desk.place(guest, table, desk.start(days=3))
    await changed(desk, locations, zone=AFAR)
    await desk.do(rescheduling.reschedule, order_id, guest, desk.start(days=4, hour=18), desk.now)
    view = await desk.order(order_id)
    assert (view.zone, view.valid_until) == (AFAR, end_of_day(desk.start(days=5, hour=18), AFAR))


async def test_until_when_and_at_what_cost_one_can_cancel_is_as_it_was_held(desk: Desk) -> None:
    guest, table = await offer(desk)
    order_id = await desk.hold(guest, table, desk.start(days=2))
    await changed(desk, services, cancel_free_minutes=0, late_cancel_percent=0, no_show_percent=0)
    await desk.pay(order_id)
    desk.later(days=1, hours=12)
    quote = cancelling.quote(await desk.order(order_id), desk.now)
    assert (quote.refund, quote.kept) == (1000, 1000)


async def test_an_unused_code_that_is_not_refunded_is_not_cancelled_for_money_either(
    desk: Desk,
) -> None:
    guest, card = await offer(desk, duration_minutes=None, refund_unused=False)
    order_id = await desk.place(guest, card, None)
    await changed(desk, services, refund_unused=True)
    desk.later(days=29)
    assert cancelling.quote(await desk.order(order_id), desk.now).refund == 0
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert (await desk.order(order_id)).refunds == ()
