"""A counter's day: what is left to be paid, the bills that were shown or paid on it, who pressed what, and the tips."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Select

from orders.bills import counter_lists, holding, recording, resting
from orders.bills.bill_models import BillKind, Means
from orders.bills.counter_lists import Taken
from orders.course import cancelling
from orders.errors import NotHadYet, NothingLeftToPay, NotYourMerchant
from orders.models import OrderState, orders
from orders.money import goodwill, paying
from orders.settlement import settling, statements
from tests.orders.conftest import Desk
from tests.orders.test_bills import cafe, hold, paid, shown, tipped
from tests.orders.test_payment_plans import booked, redeem

DAY = timedelta(days=1)


async def due(desk: Desk, merchant: int) -> list[tuple[int, int]]:
    found = await desk.see(
        counter_lists.due_at_counter, merchant, desk.now - DAY / 2, desk.now + DAY, 10
    )
    return [(each.order_id, each.left) for each in found]


@pytest.mark.both_engines
async def test_what_is_left_stands_there_until_it_is_paid(desk: Desk) -> None:
    shop, _, visit = await booked(desk, deposit=1000)
    start = (await desk.order(visit)).starts_at
    assert start is not None
    assert await due(desk, shop.merchant) == []
    desk.now = start
    assert await due(desk, shop.merchant) == [(visit, 3000)]
    await redeem(desk, shop, visit)
    desk.now = start + 6 * DAY
    assert await due(desk, shop.merchant) == [(visit, 3000)]
    await desk.do(recording.record, visit, shop.clerk, Means.CARD, desk.now)
    assert await due(desk, shop.merchant) == []

    here = (shop.merchant, desk.now, desk.now + DAY)
    (press,) = await desk.see(counter_lists.presses_of_merchant, *here, 10)
    assert (press.amount, press.means, press.by) == (3000, Means.CARD, "Kim")
    assert await desk.see(counter_lists.taken_at_counter, *here) == [
        Taken(Means.CARD, "EUR", 1, 3000)
    ]


async def test_what_was_called_off_is_not_left(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, pay_at_shop=True)
    desk.now = (await desk.order(visit)).starts_at or desk.now
    desk.now -= timedelta(minutes=1)
    await desk.do(cancelling.cancel_by_guest, visit, guest, desk.now)
    assert await due(desk, shop.merchant) == []


async def test_a_rest_in_the_chat_is_no_cash(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, deposit=1000)
    await desk.pay(await desk.do(resting.hold_rest, visit, guest, desk.now))
    here = (shop.merchant, desk.now, desk.now + DAY)
    assert await desk.see(counter_lists.taken_at_counter, *here) == [
        Taken(BillKind.REST, "EUR", 1, 3000)
    ]
    (press,) = await desk.see(counter_lists.presses_of_merchant, *here, 10)
    assert (press.means, press.by) == (Means.CHAT, None)


@pytest.mark.both_engines
async def test_bills_are_of_the_day_on_which_they_were_paid(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    open_one = await shown(desk, shop, 500)
    late = await hold(desk, guest, await shown(desk, shop))
    before = desk.now
    desk.later(minutes=5)
    await desk.pay(late)
    own = await paid(desk, shop, guest, 300)
    found = await desk.see(
        counter_lists.bills_of_merchant, shop.merchant, before, desk.now + DAY, 10
    )
    assert [(each.bill.amount, each.made_by) for each in found] == [
        (300, None),
        (1800, "Kim"),
        (500, "Kim"),
    ]
    after = (shop.merchant, desk.now, desk.now + DAY, 10)
    later = await desk.see(counter_lists.bills_of_merchant, *after)
    assert [each.bill.order_id for each in later] == [own, late]
    rest = await desk.see(
        counter_lists.bills_of_merchant,
        shop.merchant,
        before,
        desk.now + DAY,
        10,
        before=found[1].bill.id,
    )
    assert [each.bill.key for each in rest] == [open_one]


async def test_tips_of_a_time_stand_in_its_sums_and_its_settlement(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    order = await paid(desk, shop, guest)
    await tipped(desk, order, guest, 300)
    tip = await tipped(desk, order, guest, 200)
    await desk.do(goodwill.give_back, tip, shop.clerk, 50, 0, desk.now)
    here = (shop.merchant, desk.now, desk.now + DAY)
    assert await desk.see(counter_lists.taken_at_counter, *here) == [
        Taken(BillKind.BILL, "EUR", 1, 1620),
        Taken(BillKind.TIP, "EUR", 2, 500, 50),
    ]
    (unsettled,) = await desk.see(settling.unsettled)
    until = desk.now + timedelta(minutes=1)
    made = await desk.do(settling.settle, unsettled, until, desk.now)
    assert await desk.see(statements.tips_in, made) == 500


async def test_what_is_never_paid_stays_in_sight_until_it_is_written_off(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, deposit=1000)
    start = (await desk.order(visit)).starts_at
    assert start is not None
    desk.now = start
    with pytest.raises(NotHadYet):
        await desk.do(recording.write_off, visit, shop.clerk, desk.now)
    await redeem(desk, shop, visit)
    desk.now = start + 400 * DAY
    assert await due(desk, shop.merchant) == []
    found = await desk.see(counter_lists.due_before, shop.merchant, desk.now, 10)
    assert [(each.order_id, each.left) for each in found] == [(visit, 3000)]
    assert await desk.see(counter_lists.due_before, shop.merchant, desk.now, 10, 1) == []
    with pytest.raises(NotYourMerchant):
        await desk.do(recording.write_off, visit, guest, desk.now)
    await desk.do(recording.write_off, visit, shop.clerk, desk.now)
    assert await desk.see(counter_lists.due_before, shop.merchant, desk.now, 10) == []
    with pytest.raises(NothingLeftToPay):
        await desk.do(recording.record, visit, shop.clerk, Means.CASH, desk.now)
    with pytest.raises(NothingLeftToPay):
        await desk.do(resting.hold_rest, visit, guest, desk.now)
    assert (await desk.order(visit)).state == OrderState.REDEEMED


async def test_what_is_left_is_found_by_its_small_index(desk: Desk) -> None:
    shop, _, _ = await booked(desk, deposit=1000)
    statement = counter_lists.left(shop.merchant, orders.c.starts_at < desk.now)
    plan = await plan_of(desk, statement.order_by(orders.c.starts_at.desc()).limit(9))
    assert "ix_orders_left_at_counter" in plan, plan


async def plan_of(desk: Desk, statement: Select[Any]) -> str:
    """As the engine says it; PostgreSQL of a table that is larger than it is."""

    def explain(connection: Connection) -> str:
        on_sqlite = connection.dialect.name == "sqlite"
        text = str(statement.compile(connection, compile_kwargs={"literal_binds": True}))
        if not on_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        said = connection.exec_driver_sql(
            ("EXPLAIN QUERY PLAN " if on_sqlite else "EXPLAIN ") + text
        )
        return "\n".join(str(row) for row in said)

    found: str = await desk.see(explain)
    return found


@pytest.mark.both_engines
async def test_money_that_came_twice_is_not_what_a_place_gave_back(desk: Desk) -> None:
    """Its bill is paid; what the place gives of that is told."""
    shop, guest = await cafe(desk)
    order = await desk.do(holding.type_bill, guest, shop.merchant, 1800, "EUR", None, desk.now)
    word = await desk.paid(await desk.request(order))
    again = replace(word, event_key="again", charge_id="again")
    for each in (word, again):
        await desk.do(paying.apply, await desk.do(paying.capture, each, desk.now), desk.now)
    await desk.do(goodwill.give_back, order, shop.clerk, 500, 0, desk.now)

    here = (shop.merchant, desk.now - DAY, desk.now + DAY)
    (made,) = await desk.see(counter_lists.bills_of_merchant, *here, 10)
    assert made.given_back == 500
    assert await desk.see(counter_lists.taken_at_counter, *here) == [
        Taken(BillKind.BILL, "EUR", 1, 1620, 500)
    ]
