"""Two runs of settling at the same moment settle nothing twice; without the guards they do."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, insert, text

from database.door import Database, open_database
from orders import redeeming, settling
from orders.balancing import balance
from orders.models import ledger_postings
from orders.settlement_models import settlement_postings
from tests.orders.conftest import Desk
from tests.orders.racing import look_then_leap, race
from tests.orders.settled import COMMISSION, PRICE, post_earned, served, settle, settlements_hold


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


async def test_two_runs_without_the_guards_settle_twice(desk: Desk) -> None:
    await served(desk)
    desk.audited = False
    until = desk.later(seconds=1)
    (due,) = await desk.see(settling.unsettled)
    await desk.do(lambda c: c.execute(text("DROP INDEX uq_settlement_postings_posting")))

    def look(connection: Connection) -> Any:
        untaken = ledger_postings.select().where(settling.untaken_of(due, until))
        return connection.execute(untaken).all()

    def leap(number: int, connection: Connection, movements: Any) -> None:
        found = balance(movements, 0)
        made = settling.record(connection, due, found, number=number, until=until, now=desk.now)
        rows = [{"settlement_id": made, "posting_id": each.id} for each in movements]
        connection.execute(insert(settlement_postings), rows)

    await look_then_leap(desk.database, look, [partial(leap, 1), partial(leap, 2)])

    assert await paid_out(desk.database) == 2 * (PRICE - COMMISSION)
    assert "a posting in two settlements" in {each.name for each in await desk.audit()}


async def paid_out(database: Database) -> int:
    made = await database.read(
        lambda c: c.execute(text("SELECT SUM(payout) FROM settlements")).scalar_one()
    )
    return int(made)


async def test_a_redemption_during_a_run_is_settled_now_or_next_time(desk: Desk) -> None:
    shop, order_id = await served(desk, uses=2)
    voucher = (await desk.order(order_id)).voucher_id
    until = desk.later(seconds=1)
    (due,) = await desk.see(settling.unsettled)

    await race(
        desk.database,
        [
            partial(settling.settle, due=due, until=until, now=desk.now),
            lambda c: redeeming.redeem(
                c, voucher, shop.clerk, "2", desk.now - timedelta(seconds=1)
            ),
        ],
    )
    await settle(desk)

    assert await paid_out(desk.database) == PRICE - COMMISSION
