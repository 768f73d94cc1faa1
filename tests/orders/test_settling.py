"""Each posting is settled once, each statement is the sum of its postings, no debt is forgotten."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from database.outbox_table import outbox
from orders.course import cancelling
from orders.models import Account, ledger_postings
from orders.money import ledger
from orders.money.ledger import Posting
from orders.settlement import settling
from orders.settlement.settlement_models import settlement_postings
from orders.settlement.settling import Unsettled
from orders.settlement.statements import statements_made, statements_of
from tests.orders.conftest import Desk
from tests.orders.settled import (
    COMMISSION,
    PRICE,
    post_earned,
    redeem,
    served,
    settle,
    settlements_hold,
    take_back,
)
from tests.orders.test_races import bought


async def test_what_was_given_is_paid_out_less_commission(desk: Desk) -> None:
    shop, _ = await served(desk)

    (made,) = await settle(desk)

    assert (made.merchant_id, made.currency, made.number) == (shop.merchant, "EUR", 1)
    assert (made.earned, made.commission, made.kept) == (PRICE, COMMISSION, 0)
    assert (made.payout, made.carried) == (PRICE - COMMISSION, 0)


async def test_what_is_not_redeemed_is_not_settled(desk: Desk) -> None:
    await bought(desk)

    assert await settle(desk) == []


async def test_a_second_run_finds_nothing(desk: Desk) -> None:
    await served(desk)

    assert len(await settle(desk)) == 1
    assert await settle(desk) == []


async def test_every_one_of_the_staff_is_told_once(desk: Desk) -> None:
    shop, _ = await served(desk)
    kim = await desk.make(lambda m: m.clerk(shop.merchant))

    (made,) = await settle(desk)
    await settle(desk)

    told = select(outbox.c.payload).where(outbox.c.key.startswith("settlement:"))
    payloads = await desk.see(lambda c: c.execute(told).scalars().all())
    assert {each["person"] for each in payloads} == {shop.clerk, kim}
    assert {each["settlement"] for each in payloads} == {made.id}


async def test_what_is_kept_of_a_late_cancellation_is_paid_out(desk: Desk) -> None:
    shop = await desk.make(lambda m: m.merchant())
    guest, service = await desk.make(lambda m: (m.guest(), m.service(shop)))
    order_id = await desk.place(guest, service, desk.start(hour=13))
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)

    (made,) = await settle(desk)

    assert (made.earned, made.kept, made.refunded) == (0, PRICE // 2, PRICE // 2)
    assert (made.commission, made.payout) == (COMMISSION // 2, (PRICE - COMMISSION) // 2)


async def test_a_refund_after_a_settlement_comes_into_the_next_one(desk: Desk) -> None:
    """By itself it changes nothing for the merchant, and waits for something that does."""
    shop, order_id = await served(desk, uses=4)
    (first,) = await settle(desk)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert await settle(desk) == []
    other = await desk.make(lambda m: m.service(shop, duration_minutes=None))
    await redeem(desk, shop.clerk, await desk.place(guest, other, None))

    (second,) = await settle(desk)

    assert (first.earned, first.refunded) == (PRICE // 4, 0)
    assert (second.number, second.earned, second.refunded) == (2, PRICE, PRICE * 3 // 4)
    assert second.payout == PRICE - COMMISSION


async def test_a_debt_is_carried_on_until_it_is_earned(desk: Desk) -> None:
    shop, order_id = await served(desk)
    owed = PRICE - COMMISSION
    await settle(desk)
    await take_back(desk, shop.merchant, order_id)
    (debt,) = await settle(desk)
    assert await settle(desk) == []
    await take_back(desk, shop.merchant, order_id)
    (deeper,) = await settle(desk)
    await desk.do(post_earned, shop.merchant, order_id, 5000, desk.now)

    (last,) = await settle(desk)

    assert (debt.returned, debt.commission) == (PRICE, -COMMISSION)
    assert (debt.payout, debt.carried) == (0, -owed)
    assert (deeper.brought, deeper.carried) == (-owed, -2 * owed)
    assert (last.brought, last.payout, last.carried) == (-2 * owed, 5000 - 2 * owed, 0)
    assert await settlements_hold(desk)


async def test_each_currency_has_its_own_settlements(desk: Desk) -> None:
    shop, _ = await served(desk)
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(shop, duration_minutes=None, currency="USD"))
    )
    order_id = await desk.place(guest, service, None)
    await redeem(desk, shop.clerk, order_id)

    made = await settle(desk)

    assert [(each.currency, each.number) for each in made] == [("EUR", 1), ("USD", 1)]


async def test_a_day_ends_where_the_merchant_is(desk: Desk) -> None:
    """22:30 UTC is half past midnight in Helsinki: the next day."""
    shop, order_id = await bought(desk, uses=2)
    desk.later(hours=9.5)
    await redeem(desk, shop.clerk, order_id, "today")
    desk.later(hours=1)
    await redeem(desk, shop.clerk, order_id, "tomorrow")

    (made,) = await settle(desk, date(2026, 3, 4))

    assert made.earned == PRICE // 2
    assert made.until.isoformat() == "2026-03-04T22:00:00+00:00"
    (rest,) = await settle(desk)
    assert rest.earned == PRICE // 2


async def test_a_day_that_is_not_over_is_settled_up_to_now(now: datetime) -> None:
    due = Unsettled(1, "EUR", now, "Europe/Helsinki")

    assert due.until(now.date(), now) == now


@pytest.mark.both_engines
async def test_more_than_one_settlement_takes_goes_into_several(desk: Desk) -> None:
    shop, order_id = await served(desk)
    desk.audited = False
    posting = Posting(
        Account.ESCROW, Account.PAYABLE, 1, "EUR", "redeemed", shop.merchant, order_id
    )
    for moment in range(4):
        desk.later(seconds=moment)
        await desk.do(ledger.post, [posting] * (settling.MOST // 2), desk.now)

    made = await settle(desk)

    assert [each.number for each in made] == [1, 2]
    assert sum(each.payout for each in made) == PRICE - COMMISSION + settling.MOST * 2
    assert await settlements_hold(desk)


@pytest.mark.both_engines
async def test_past_settlements_are_found_by_merchant_and_by_day(desk: Desk) -> None:
    shop, _ = await served(desk)
    (made,) = await settle(desk)
    hour = timedelta(hours=1)

    assert await desk.see(statements_of, shop.merchant, 10) == [made]
    assert await desk.see(statements_of, shop.merchant, 10, 1) == []
    assert await desk.see(statements_made, desk.now, desk.now + hour) == [made]
    assert await desk.see(statements_made, desk.now - hour, desk.now) == []


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE settlements SET payout = payout + 1, earned = earned + 1",
        "DELETE FROM settlements",
        "UPDATE settlement_postings SET settlement_id = settlement_id + 1",
        "DELETE FROM settlement_postings",
    ],
)
async def test_a_settlement_is_never_changed(desk: Desk, change: str) -> None:
    await served(desk)
    await settle(desk)

    with pytest.raises(DBAPIError, match="immutable"):
        await desk.do(lambda connection: connection.execute(text(change)))


async def test_the_database_itself_takes_no_posting_twice(desk: Desk) -> None:
    shop, order_id = await served(desk, uses=2)
    (first,) = await settle(desk)
    await redeem(desk, shop.clerk, order_id, "again")
    (second,) = await settle(desk)

    def take(connection: Connection) -> None:
        taken = select(func.min(settlement_postings.c.posting_id)).where(
            settlement_postings.c.settlement_id == first.id
        )
        posting = connection.execute(taken).scalar_one()
        connection.execute(
            insert(settlement_postings).values(settlement_id=second.id, posting_id=posting)
        )

    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        await desk.do(take)


async def test_what_does_not_concern_the_merchant_is_not_taken(desk: Desk) -> None:
    """The guest's payment into escrow is none of its business."""
    await served(desk)
    await settle(desk)

    taken = (
        select(ledger_postings.c.destination)
        .join(settlement_postings, settlement_postings.c.posting_id == ledger_postings.c.id)
        .order_by(ledger_postings.c.id)
    )
    accounts = await desk.see(lambda c: c.execute(taken).scalars().all())
    assert accounts == [Account.PAYABLE, Account.COMMISSION]
