"""Visits whose code nobody used: the staff is asked, and only the guest's own word moves money."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from database.outbox_table import outbox
from orders.course import attending, expiring, redeeming, reminding
from orders.course.daytime import after_visit, in_the_evening
from orders.errors import NotOver, NotYourMerchant, NotYourOrder, OrderMoved
from orders.models import OrderState
from tests.guards import ORDER_UNMOVED, USES_LEFT, without
from tests.making import ZONE, Shop
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.orders.test_races_without_guards import ESCROW, found
from tests.overtaking import overtaken


async def unused(desk: Desk, **service: Any) -> tuple[Shop, int, int]:
    """(shop, guest, order) of a booking that ended an hour ago, at noon, and was paid."""

    def build(m: Any) -> tuple[Shop, int, int]:
        shop = m.merchant()
        return shop, m.guest(), m.service(shop, **service)

    shop, guest, service_id = await desk.make(build)
    order = await desk.place(guest, service_id, desk.start(days=1))
    desk.now = desk.start(days=1) + timedelta(hours=2)
    return shop, guest, order


async def told(desk: Desk, about: str) -> list[dict[str, Any]]:
    query = select(outbox.c.payload).where(outbox.c.key.like(f"{about}:%")).order_by(outbox.c.id)
    return list(await desk.see(lambda c: c.execute(query).scalars().all()))


def at(hour: int, minute: int = 0, day: int = 4) -> datetime:
    """A time in Helsinki in the winter."""
    return datetime(2026, 3, day, hour - 2, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ends", "asked"),
    [
        (at(12), at(20)),
        (at(19), at(20)),
        (at(20, 30), at(21, 30)),
        (at(21, 30), at(9, day=5)),
        (at(2), at(9)),
    ],
)
def test_the_staff_is_asked_in_the_evening_and_never_at_night(
    ends: datetime, asked: datetime
) -> None:
    assert in_the_evening(ends, ZONE) == asked


@pytest.mark.parametrize(
    ("ends", "redeemed", "asked"),
    [
        (at(14), at(12, 58), at(14, 30)),
        (at(14), at(18), at(18)),
        (at(21, 45), at(21), at(9, day=5)),
        (None, at(12), at(13)),
        (None, at(21, 30), at(9, day=5)),
    ],
)
def test_a_guest_is_asked_when_it_is_over(
    ends: datetime | None, redeemed: datetime, asked: datetime
) -> None:
    assert after_visit(ends, redeemed, ZONE) == asked


async def test_how_it_was_is_asked_after_the_slot_and_once(desk: Desk) -> None:
    shop, guest, order_id = await unused(desk)
    desk.now = desk.start(days=0) - timedelta(minutes=2)
    code = (await desk.order(order_id)).code
    for nonce in ("n", "n"):
        await desk.do(redeeming.redeem, code, shop.clerk, nonce, desk.now)
    query = select(outbox.c.due_at).where(outbox.c.key.like("how_was_it:%"))
    due = await desk.see(lambda c: c.execute(query).scalars().all())
    assert due == [desk.start(days=0) + timedelta(minutes=90)]
    assert [each["person"] for each in await told(desk, "how_was_it")] == [guest]


async def test_nothing_ends_before_the_staff_was_asked_and_had_a_day(desk: Desk) -> None:
    shop, _, order_id = await unused(desk)
    evening, midnight = at(20, day=5), at(2, day=6) - timedelta(hours=2)
    await desk.do(reminding.remind_due, desk.now)
    assert await desk.see(expiring.next_due) == evening
    assert await desk.do(attending.ask_staff, evening - timedelta(seconds=1)) == 0
    assert await desk.do(attending.ask_staff, evening) == 1
    assert await desk.do(attending.ask_staff, evening) == 0
    (asked,) = [each for each in await told(desk, "booking") if each["news"] == "unused"]
    assert (asked["person"], asked["quiet"]) == (shop.clerk, False)
    assert await desk.do(expiring.expire_unused, midnight) == 0
    code = (await desk.order(order_id)).code
    desk.now = midnight + timedelta(hours=9)
    await desk.do(redeeming.redeem, code, shop.clerk, "next day", desk.now)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED


async def test_what_was_used_is_not_asked_of(desk: Desk) -> None:
    shop, _, order_id = await unused(desk, uses=2)
    code = (await desk.order(order_id)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    assert await desk.do(attending.ask_staff, at(20, day=5)) == 1
    assert not [each for each in await told(desk, "booking") if each["news"] == "unused"]
    with pytest.raises(NotOver):
        await desk.do(attending.came, order_id, shop.clerk, desk.now)


async def test_a_clerks_word_alone_earns_nothing(desk: Desk) -> None:
    shop, guest, order_id = await unused(desk, no_show_percent=50)
    for _ in range(2):
        await desk.do(attending.came, order_id, shop.clerk, desk.now)
    assert [each["person"] for each in await told(desk, "were_you_there")] == [guest]
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED
    end = (await desk.order(order_id)).valid_until
    assert await desk.do(expiring.expire_unused, end) == 1
    assert [each.amount for each in (await desk.order(order_id)).refunds] == [1000]


async def test_the_guests_own_yes_redeems(desk: Desk) -> None:
    shop, guest, order_id = await unused(desk)
    await desk.do(attending.came, order_id, shop.clerk, desk.now)
    for _ in range(2):
        await desk.do(attending.was_there, order_id, guest, desk.now)
    order = await desk.order(order_id)
    assert (order.state, order.used) == (OrderState.REDEEMED, 1)
    assert order.last is not None
    assert order.last.actor_id == guest
    assert [each.staff_id for each in order.redemptions] == [shop.clerk]
    assert await told(desk, "how_was_it") == []
    with pytest.raises(OrderMoved):
        await desk.do(attending.was_not_there, order_id, guest, desk.now)


async def test_the_guests_no_leaves_it_to_the_terms(desk: Desk) -> None:
    shop, guest, order_id = await unused(desk, no_show_percent=0)
    await desk.do(attending.came, order_id, shop.clerk, desk.now)
    for _ in range(2):
        await desk.do(attending.was_not_there, order_id, guest, desk.now)
    with pytest.raises(OrderMoved):
        await desk.do(attending.was_there, order_id, guest, desk.now)
    await desk.do(expiring.expire_unused, (await desk.order(order_id)).valid_until)
    assert [each.amount for each in (await desk.order(order_id)).refunds] == [2000]


async def test_a_late_word_leaves_a_day_for_the_answer(desk: Desk) -> None:
    shop, _, order_id = await unused(desk)
    desk.now = (await desk.order(order_id)).valid_until - timedelta(hours=1)
    await desk.do(attending.came, order_id, shop.clerk, desk.now)
    assert (await desk.order(order_id)).valid_until == desk.now + timedelta(hours=24)


async def test_nobody_came_ends_it_by_the_terms_at_once(desk: Desk) -> None:
    shop, _, order_id = await unused(desk, no_show_percent=60)
    await desk.do(attending.nobody_came, order_id, shop.clerk, desk.now)
    order = await desk.order(order_id)
    assert (order.state, [each.amount for each in order.refunds]) == (OrderState.EXPIRED, [800])
    assert order.last is not None
    assert order.last.actor == "Kim"
    with pytest.raises(OrderMoved):
        await desk.do(attending.nobody_came, order_id, shop.clerk, desk.now)


async def test_only_its_staff_says_so_only_when_it_is_over_and_only_its_guest_answers(
    desk: Desk,
) -> None:
    shop, guest, order_id = await unused(desk)
    early = desk.now - timedelta(hours=1, minutes=1)
    for say in (attending.came, attending.nobody_came):
        with pytest.raises(NotYourMerchant):
            await desk.do(say, order_id, guest, desk.now)
        with pytest.raises(NotOver):
            await desk.do(say, order_id, shop.clerk, early)
    with pytest.raises(OrderMoved):
        await desk.do(attending.was_there, order_id, guest, desk.now)
    await desk.do(attending.came, order_id, shop.clerk, desk.now)
    with pytest.raises(NotYourOrder):
        await desk.do(attending.was_there, order_id, shop.clerk, desk.now)


@pytest.mark.both_engines
async def test_the_guests_yes_and_the_counter_at_once(desk: Desk) -> None:
    shop, guest, order_id = await unused(desk)
    await desk.do(attending.came, order_id, shop.clerk, desk.now)
    code = (await desk.order(order_id)).code
    results = await race(
        desk.database,
        [
            *(lambda c: attending.was_there(c, order_id, guest, desk.now) for _ in range(3)),
            lambda c: redeeming.redeem(c, code or "", shop.clerk, "n", desk.now),
            lambda c: attending.nobody_came(c, order_id, shop.clerk, desk.now),
        ],
    )
    order = await desk.order(order_id)
    assert order.state in (OrderState.REDEEMED, OrderState.EXPIRED)
    assert order.used == len(order.redemptions) == int(order.state == OrderState.REDEEMED)
    assert set(kinds(results)) <= {
        *("ok", "OrderMoved", "AlreadyRedeemed", "VoucherVoid", "VoucherExpired", "NotOver")
    }


@pytest.mark.control
async def test_without_the_guards_the_guests_yes_and_the_counter_are_both_paid(
    lacking: Lacking,
) -> None:
    async with lacking("ck_vouchers_used") as desk:
        shop, guest, order_id = await unused(desk)
        await desk.do(attending.came, order_id, shop.clerk, desk.now)
        code = (await desk.order(order_id)).code
        slow = unit(redeeming.redeem, code, shop.clerk, "n", desk.now)
        fast = unit(attending.was_there, order_id, guest, desk.now)
        with without(USES_LEFT, ORDER_UNMOVED):
            await overtaken(desk.database, slow, fast, before="UPDATE vouchers")
        assert ESCROW in await found(desk)
