"""What is paid out leaves the merchant's account once, and is in no later settlement."""

from typing import Any

import pytest
from sqlalchemy import select

from orders.models import ledger_postings
from orders.settlement import payouts, settling
from orders.settlement.settlement_models import payouts as rows
from orders.settlement.statements import statement
from tests.making import Shop
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import race
from tests.orders.settled import redeem
from tests.orders.test_races import unit
from tests.orders.test_reversing import balances

EARNED = 1800


async def settled(desk: Desk) -> tuple[Shop, int, int]:
    """(shop, operator, settlement) of one redeemed code at 20.00 and a tenth of commission."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.guest(), m.service(shop, duration_minutes=None), m.operator()

    shop, guest, service, operator = await desk.make(build)
    await redeem(desk, shop.clerk, await desk.place(guest, service, None))
    desk.later(minutes=1)
    return shop, operator, await settle(desk)


async def settle(desk: Desk) -> int:
    (due,) = await desk.see(settling.unsettled)
    made: int = await desk.do(settling.settle, due, desk.now, desk.now)
    return made


async def test_what_was_sent_leaves_the_merchants_account_once(desk: Desk) -> None:
    _, operator, settlement = await settled(desk)
    assert (await balances(desk))["payable"] == EARNED
    assert [each.id for each in await desk.see(payouts.to_send)] == [settlement]
    assert (await desk.see(statement, settlement)).paid_at is None
    desk.later(days=1)
    assert await desk.do(payouts.mark_paid, settlement, operator, desk.now)
    assert not await desk.do(payouts.mark_paid, settlement, operator, desk.now)
    assert "payable" not in await balances(desk)
    assert await desk.see(payouts.to_send) == []
    paid = await desk.see(statement, settlement)
    assert (paid.paid_at, paid.paid_by, paid.payout) == (desk.now, "Olli", EARNED)


async def test_a_payout_is_in_no_later_settlement(desk: Desk) -> None:
    shop, operator, settlement = await settled(desk)
    await desk.do(payouts.mark_paid, settlement, operator, desk.now)
    desk.later(minutes=1)
    assert await desk.see(settling.unsettled) == []
    guest, service = await desk.make(lambda m: (m.guest(), m.service(shop, duration_minutes=None)))
    await redeem(desk, shop.clerk, await desk.place(guest, service, None))
    desk.later(minutes=1)
    second = await desk.see(statement, await settle(desk))
    assert (second.payout, second.returned, second.brought) == (EARNED, 0, 0)
    assert (await balances(desk))["payable"] == EARNED


async def test_what_pays_nothing_out_is_not_marked(desk: Desk) -> None:
    shop, operator = await desk.make(lambda m: (m.merchant(), m.operator()))
    nothing = await desk.make(lambda m: m.settlement(shop))
    for settlement in (nothing, 999):
        assert not await desk.do(payouts.mark_paid, settlement, operator, desk.now)
    desk.audited = False  # that settlement was taken from nowhere


@pytest.mark.both_engines
async def test_two_operators_say_so_at_once(desk: Desk) -> None:
    _, operator, settlement = await settled(desk)
    units = [unit(payouts.mark_paid, settlement, operator, desk.now) for _ in range(4)]
    assert sorted(await race(desk.database, units)) == [False, False, False, True]


@pytest.mark.control
async def test_without_its_row_a_payout_leaves_twice(
    lacking: Lacking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: without what the first leaves behind, the second is a first one too."""
    async with lacking("uq_ledger_postings_settlement") as desk:
        _, operator, settlement = await settled(desk)
        monkeypatch.setattr(payouts, "is_first", lambda *_: True)
        units = [unit(payouts.mark_paid, settlement, operator, desk.now) for _ in range(2)]
        assert await race(desk.database, units) == [True, True]
        assert (await balances(desk))["payable"] == -EARNED
        assert {each.name for each in await desk.audit()} >= {
            "a payout that the ledger does not know",
            "a merchant's account that is not what was earned and not paid out",
        }


async def test_a_settlement_of_before_is_not_marked_by_itself(desk: Desk) -> None:
    _, _, settlement = await settled(desk)
    assert await desk.see(lambda c: c.execute(select(rows)).all()) == []
    paid_out = select(ledger_postings.c.id).where(ledger_postings.c.settlement_id == settlement)
    assert await desk.see(lambda c: c.execute(paid_out).all()) == []
