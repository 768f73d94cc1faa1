"""Two runs of settling at the same moment settle nothing twice; without the guards they do."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import text

from database.door import Database, open_database
from orders.course import redeeming
from orders.settlement import settling
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import race
from tests.orders.settled import (
    COMMISSION,
    PRICE,
    post_earned,
    redeem,
    served,
    settle,
    settlements_hold,
)
from tests.orders.test_races import bought
from tests.overtaking import overtaken


async def test_two_runs_at_once_settle_everything_once(desk: Desk, database_url: str) -> None:
    """Each through a door of its own, as two programs would."""
    shop, first = await served(desk)
    for _ in range(3):
        await desk.do(post_earned, shop.merchant, first, 100, desk.now)
    desk.audited = False
    until = desk.later(seconds=1)
    (due,) = await desk.see(settling.unsettled)
    run = partial(settling.settle, due=due, until=until, now=desk.now)

    async with open_database(database_url) as other:
        both = await asyncio.gather(race(desk.database, [run] * 4), race(other, [run] * 4))

    assert sum(each is not None for results in both for each in results) == 1
    assert await paid_out(desk.database) == PRICE - COMMISSION + 300
    assert await settlements_hold(desk)


@pytest.mark.control
async def test_two_runs_without_the_guards_settle_twice(lacking: Lacking) -> None:
    names = ("uq_settlement_postings_posting", "uq_settlements_merchant_id_currency_number")
    async with lacking(*names) as desk:
        await served(desk)
        until = desk.later(seconds=1)
        (due,) = await desk.see(settling.unsettled)
        run = partial(settling.settle, due=due, until=until, now=desk.now)
        await overtaken(desk.database, run, run, before="INSERT INTO settlements")
        assert await paid_out(desk.database) == 2 * (PRICE - COMMISSION)
        assert "a posting in two settlements" in {each.name for each in await desk.audit()}


async def paid_out(database: Database) -> int:
    made = await database.read(
        lambda c: c.execute(text("SELECT SUM(payout) FROM settlements")).scalar_one()
    )
    return int(made)


async def test_what_is_redeemed_during_a_run_is_settled_now_or_next_time(desk: Desk) -> None:
    """Also where it was begun before the run and comes to its end in the middle of it."""
    uses = 6
    shop, order_id = await bought(desk, uses)
    code = (await desk.order(order_id)).code
    for use in range(0, uses, 2):
        await redeem(desk, shop.clerk, order_id, str(use))
        begun, until = desk.now, desk.later(seconds=1)
        (due,) = await desk.see(settling.unsettled)
        await race(
            desk.database,
            [
                partial(settling.settle, due=due, until=until, now=until),
                partial(
                    redeeming.redeem,
                    code=code,
                    staff_id=shop.clerk,
                    nonce=f"during-{use}",
                    now=begun,
                ),
            ],
        )
    await settle(desk)

    assert await paid_out(desk.database) == PRICE - COMMISSION
