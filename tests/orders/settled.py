"""Runs of settling, in few words, for the tests of it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from orders.course import redeeming
from orders.models import Account
from orders.money import ledger
from orders.money.ledger import Posting
from orders.settlement import settling
from orders.settlement.statements import Statement, statement
from tests.orders.conftest import Desk
from tests.orders.test_races import bought

PRICE, COMMISSION = 2000, 200
SETTLED = {
    "a posting in two settlements",
    "a posting in a settlement that is not its own",
    "a settlement that is not the sum of its postings",
    "a settlement that does not go on from the last one",
}


async def settle(desk: Desk, last_day: date | None = None) -> list[Statement]:
    """A whole run, a little later than all that happened."""
    desk.later(seconds=1)
    made = []
    for each in await desk.see(settling.unsettled):
        due = each
        until = due.until(last_day, desk.now)
        while (found := await desk.do(settling.settle, due, until, desk.now)) is not None:
            made.append(await desk.see(statement, found))
            due = replace(due, since=made[-1].until)
    return made


async def redeem(desk: Desk, clerk: int, order_id: int, nonce: str = "n") -> None:
    code = (await desk.order(order_id)).code
    await desk.do(redeeming.redeem, code, clerk, f"{order_id}-{nonce}", desk.now)


async def served(desk: Desk, uses: int = 1) -> Any:
    """(shop, order) of a paid voucher, used once."""
    shop, order_id = await bought(desk, uses)
    await redeem(desk, shop.clerk, order_id)
    return shop, order_id


async def take_back(desk: Desk, merchant: int, order_id: int, amount: int = PRICE) -> None:
    """What no use case does yet: earned money goes back, its commission with it."""
    desk.audited = False
    fee = amount * COMMISSION // PRICE

    def post(connection: Connection) -> None:
        parts = ((Account.PAYABLE, amount - fee), (Account.COMMISSION, fee))
        ledger.post(
            connection,
            [
                Posting(source, Account.REFUND_DUE, part, "EUR", "operator", merchant, order_id)
                for source, part in parts
            ],
            desk.now,
        )

    await desk.do(post)


async def settlements_hold(desk: Desk) -> bool:
    return not SETTLED & {breach.name for breach in await desk.audit()}


def post_earned(
    connection: Connection, merchant: int, order_id: int, amount: int, now: datetime
) -> None:
    posting = Posting(
        Account.ESCROW, Account.PAYABLE, amount, "EUR", "redeemed", merchant, order_id
    )
    ledger.post(connection, [posting], now)
