"""Bookings at another time, reminders, ratings, and what is free when."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from catalog.models import locations
from database.outbox_table import outbox
from orders.booking import availability, rescheduling
from orders.course import cancelling, rating, redeeming, reminding
from orders.errors import NotRateable, NotReschedulable, OwnPlace, SoldOut
from orders.models import OrderState
from orders.rules import end_of_day
from people import joining
from people.joining import Membership
from people.rights import Role
from tests.making import ZONE, Shop
from tests.orders.conftest import Desk


async def booked(desk: Desk, days: int = 3, **merchant: Any) -> tuple[Shop, int, int, int]:
    """(shop, guest, service, order) of a paid booking at noon."""

    def build(m: Any) -> tuple[Shop, int, int]:
        shop = m.merchant(**merchant)
        return shop, m.guest(), m.service(shop)

    shop, guest, service = await desk.make(build)
    return shop, guest, service, await desk.place(guest, service, desk.start(days=days))


async def move(desk: Desk, order_id: int, guest: int, **to: int) -> None:
    await desk.do(rescheduling.reschedule, order_id, guest, desk.start(**to), desk.now)


def reminders(connection: Any) -> list[str]:
    query = select(outbox.c.payload).where(outbox.c.key.like("reminder:%")).order_by(outbox.c.id)
    return [payload["kind"] for payload in connection.execute(query).scalars()]


async def test_a_booking_moves_and_its_old_seat_is_free(desk: Desk) -> None:
    _, guest, service, order_id = await booked(desk)
    await move(desk, order_id, guest, days=4)
    view = await desk.order(order_id)
    assert (view.starts_at, view.state) == (desk.start(days=4), OrderState.CONFIRMED)
    assert view.valid_until == end_of_day(desk.start(days=5), ZONE)
    assert await desk.is_free(service, desk.start(days=3), 1)
    assert not await desk.is_free(service, desk.start(days=4), 1)


async def test_a_booking_that_can_not_move_stays_where_it_is(desk: Desk) -> None:
    _, guest, service, order_id = await booked(desk)
    other = await desk.make(lambda m: m.guest())
    await desk.place(other, service, desk.start(days=2))
    for _ in range(2):
        with pytest.raises(SoldOut):
            await move(desk, order_id, guest, days=2)
    assert (await desk.order(order_id)).starts_at == desk.start(days=3)


async def test_a_merchant_that_confirms_by_hand_is_asked_again(desk: Desk) -> None:
    _, guest, _, order_id = await booked(desk, auto_confirm=False)
    await move(desk, order_id, guest, days=4)
    view = await desk.order(order_id)
    assert (view.state, view.confirm_by) == (OrderState.PLACED, desk.now + timedelta(hours=1))


async def test_moving_to_the_same_start_changes_nothing(desk: Desk) -> None:
    _, guest, _, order_id = await booked(desk)
    before = await desk.order(order_id)
    await move(desk, order_id, guest, days=3)
    assert await desk.order(order_id) == before


async def test_a_booking_moves_only_while_cancelling_is_free(desk: Desk) -> None:
    _, guest, _, order_id = await booked(desk)
    desk.later(days=2, hours=1)
    with pytest.raises(NotReschedulable):
        await move(desk, order_id, guest, days=4)


async def test_guests_are_reminded_a_day_and_an_hour_before_once(desk: Desk) -> None:
    await booked(desk)
    start = desk.start(days=3)
    for before, put in ((25, 0), (24, 1), (23, 0), (1, 1), (0.5, 0)):
        desk.now = start - timedelta(hours=before)
        assert await desk.do(reminding.remind_due, desk.now) == put
    assert await desk.see(reminders) == ["day", "hour"]
    assert await desk.see(reminding.next_reminder) is None


async def test_the_next_reminder_is_known(desk: Desk) -> None:
    await booked(desk)
    assert await desk.see(reminding.next_reminder) == desk.start(days=2)


async def test_who_books_for_soon_needs_no_reminder(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    await desk.place(guest, service, desk.now + timedelta(hours=1))
    assert await desk.see(reminding.next_reminder) == desk.now
    assert await desk.do(reminding.remind_due, desk.now) == 1
    assert await desk.see(reminders) == ["hour"]


async def test_a_reminder_that_comes_too_late_is_not_sent(desk: Desk) -> None:
    await booked(desk)
    desk.now = desk.start(days=3) - timedelta(minutes=30)
    assert await desk.do(reminding.remind_due, desk.now) == 2
    assert await desk.see(reminders) == ["hour"]


async def test_a_moved_booking_is_reminded_of_its_new_time(desk: Desk) -> None:
    _, guest, _, order_id = await booked(desk, days=4)
    desk.later(days=2, hours=12)
    await move(desk, order_id, guest, days=2)
    assert await desk.see(reminding.next_reminder) == desk.start(days=1)


async def test_a_cancelled_booking_is_not_reminded_of(desk: Desk) -> None:
    _, guest, _, order_id = await booked(desk)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    desk.later(days=2, hours=12)
    assert await desk.do(reminding.remind_due, desk.now) == 0


async def test_a_guest_rates_once_what_was_given(desk: Desk) -> None:
    shop, guest, _, order_id = await booked(desk)
    with pytest.raises(NotRateable):
        await desk.do(rating.rate, order_id, guest, 5, desk.now)
    code = (await desk.order(order_id)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    for _ in range(2):
        await desk.do(rating.rate, order_id, guest, 4, desk.now)
    for person, stars in ((guest, 5), (shop.clerk, 4), (guest, 6)):
        with pytest.raises(NotRateable):
            await desk.do(rating.rate, order_id, person, stars, desk.now)
    await desk.do(rating.comment, order_id, guest, "Lovely", desk.now)
    view = await desk.order(order_id)
    assert (view.stars, view.words) == (4, "Lovely")
    summed = select(locations.c.rating_sum, locations.c.rating_count)
    assert await desk.see(lambda c: tuple(c.execute(summed).one())) == (4, 1)


async def test_nobody_gives_stars_where_they_work(desk: Desk) -> None:
    """Neither as somebody who works there, nor by changing the words they gave as a guest."""
    shop, guest, _, order_id = await booked(desk)
    code = (await desk.order(order_id)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    await desk.do(joining.join, guest, Membership(Role.OWNER, shop.merchant), desk.now)
    with pytest.raises(OwnPlace):
        await desk.do(rating.rate, order_id, guest, 5, desk.now)
    await desk.do(joining.dismiss, shop.merchant, guest, desk.now)
    await desk.do(rating.rate, order_id, guest, 4, desk.now)
    await desk.do(joining.join, guest, Membership(Role.OWNER, shop.merchant), desk.now)
    with pytest.raises(OwnPlace):
        await desk.do(rating.comment, order_id, guest, "Best place in town", desk.now)


async def test_days_count_the_free_starts_and_times_list_them(desk: Desk) -> None:
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), capacity=3, horizon_days=7))
    )
    start = desk.start(days=1, hour=12)
    await desk.hold(guest, service, start, seats=2)
    day = start.date()
    free = await desk.see(availability.times, service, day, 1, desk.now)
    assert (len(free), {each.starts_at: each.seats_left for each in free}[start]) == (12, 1)
    for_two = await desk.see(availability.days, service, 2, desk.now)
    assert (len(for_two), for_two[1].day, for_two[1].free) == (8, day, 11)
    desk.later(minutes=10)
    assert await desk.is_free(service, start, 3)
