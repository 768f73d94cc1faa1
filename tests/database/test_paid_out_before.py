"""A ledger of a former version keeps every posting, takes payouts, and is as unchangeable as before."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from database.door import open_database
from orders.settlement import payouts
from people.joining import Membership, join
from people.rights import Role
from tests.database.test_agreed_before import NOW, fill

POSTINGS = """
INSERT INTO ledger_postings (source, destination, amount, currency, purpose, merchant_id, order_id, at)
VALUES ('world', 'escrow', 2000, 'EUR', 'captured', 1, 1, 1),
    ('escrow', 'payable', 1800, 'EUR', 'redeemed', 1, 1, 2);
INSERT INTO settlements (merchant_id, currency, number, until, brought, earned, kept, returned,
    commission, refunded, payout, carried, at)
VALUES (1, 'EUR', 1, 3, 0, 1800, 0, 0, 0, 0, 1800, 0, 3);
INSERT INTO settlement_postings (settlement_id, posting_id)
SELECT MAX(s.id), MAX(p.id) FROM settlements s, ledger_postings p"""
LEDGER = text(
    "SELECT source, destination, amount, order_id, settlement_id FROM ledger_postings ORDER BY id"
)


def left(connection: Connection) -> None:
    fill(connection)
    for statement in POSTINGS.split(";"):
        connection.exec_driver_sql(statement)


def paid_out(connection: Connection, settlement: int) -> bool:
    join(connection, 1, Membership(Role.OPERATOR, None), NOW)
    return payouts.mark_paid(connection, settlement, 1, NOW)


async def test_what_was_settled_before_is_not_marked_and_can_be(former_url: str) -> None:
    async with open_database(former_url) as database:
        kept = await database.read(lambda c: [tuple(row) for row in c.execute(LEDGER)])
        assert kept == [
            ("world", "escrow", 2000, 1, None),
            ("escrow", "payable", 1800, 1, None),
        ]
        (waiting,) = await database.read(payouts.to_send)
        assert waiting.paid_at is None
        assert await database.write(lambda c: paid_out(c, waiting.id))
        paid = await database.read(lambda c: [tuple(row) for row in c.execute(LEDGER)])
        assert paid[2] == ("payable", "world", 1800, None, waiting.id)


@pytest.mark.parametrize("change", ["UPDATE {} SET at = 9", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["ledger_postings", "payouts"])
async def test_postings_and_payouts_are_never_changed(
    former_url: str, change: str, table: str
) -> None:
    async with open_database(former_url) as database:
        (waiting,) = await database.read(payouts.to_send)
        await database.write(lambda c: paid_out(c, waiting.id))
        with pytest.raises(DBAPIError, match="immutable"):
            await database.write(lambda c: c.execute(text(change.format(table))).rowcount)
