"""The tables themselves refuse what must never be, whatever the code above them does."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests.orders.conftest import Desk
from tests.orders.swing import full_swing

POSTING = (
    "INSERT INTO ledger_postings (source, destination, amount, currency, purpose, merchant_id,"
    " order_id, at) SELECT '{}', '{}', {}, currency, purpose, merchant_id, order_id, at"
    " FROM ledger_postings WHERE id = 1"
)
REFUSED = {
    "ck_ledger_postings_amount": POSTING.format("escrow", "payable", 0),
    "ck_ledger_postings_accounts": POSTING.format("escrow", "escrow", 5),
    "ck_slots_capacity": "UPDATE slots SET held = capacity + 1",
    "ck_slots_capacity, below nothing": "UPDATE slots SET held = -1",
    "ck_vouchers_used": "UPDATE vouchers SET used = uses + 1",
    "ck_ratings_stars": "UPDATE ratings SET stars = 6",
    "ck_orders_total": "UPDATE orders SET total = -1",
    "ck_order_lines_amount": "UPDATE order_lines SET amount = amount + 1",
    "one nonce, one redemption": (
        "INSERT INTO redemptions (voucher_id, use, staff_id, location_id, nonce, at)"
        " SELECT voucher_id, use + 1, staff_id, location_id, nonce, at FROM redemptions"
    ),
    "one use, one redemption": (
        "INSERT INTO redemptions (voucher_id, use, staff_id, location_id, nonce, at)"
        " SELECT voucher_id, use, staff_id, location_id, 'other', at FROM redemptions"
    ),
    "one rating of an order": (
        "INSERT INTO ratings (order_id, merchant_id, location_id, guest_id, stars, words, at)"
        " SELECT order_id, merchant_id, location_id, guest_id, 1, '', at FROM ratings"
    ),
    "one key, one refund": (
        "INSERT INTO refunds (payment_id, order_id, amount, currency, reason, state,"
        " idempotency_key, requested_at) SELECT payment_id, order_id, amount, currency, 'again',"
        " state, idempotency_key, requested_at FROM refunds"
    ),
    "one reason, one refund of a payment": (
        "INSERT INTO refunds (payment_id, order_id, amount, currency, reason, state,"
        " idempotency_key, requested_at) SELECT payment_id, order_id, amount, currency, reason,"
        " state, 'other', requested_at FROM refunds"
    ),
    "one key, one message": (
        "INSERT INTO outbox (kind, key, payload, created_at, due_at)"
        " SELECT kind, key, payload, created_at, due_at FROM outbox WHERE id = 1"
    ),
}


async def test_it_is_refused(desk: Desk) -> None:
    await full_swing(desk)

    for rule, statement in REFUSED.items():
        with must_fail(rule, r"(?i)unique|check|not null"):
            await desk.do(attempt, statement)


async def test_what_happened_is_never_changed(desk: Desk) -> None:
    await full_swing(desk)

    for table in ("ledger_postings", "order_history", "redemptions"):
        for change in ("UPDATE {} SET id = id", "DELETE FROM {}"):
            statement = change.format(table)
            with must_fail(statement, f"{table} is immutable"):
                await desk.do(attempt, statement)


@contextmanager
def must_fail(what: str, words: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        assert re.search(words, str(error)), what  # noqa: PT017 - says of which of many it is
    else:
        pytest.fail(what)


def attempt(connection: Connection, statement: str) -> None:
    assert connection.execute(text(statement)).rowcount > 0
