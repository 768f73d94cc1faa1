"""The audit passes on a market in full swing, and sees each thing that can be wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import Connection, text

from orders.auditing import audit, invariants, moments, statements
from tests.orders import broken_money, broken_orders, broken_places
from tests.orders.conftest import Desk
from tests.orders.swing import full_swing
from tests.soundness import is_broken

BROKEN = MappingProxyType({**broken_places.BROKEN, **broken_orders.BROKEN, **broken_money.BROKEN})


async def test_a_market_in_full_swing_passes(desk: Desk) -> None:
    await full_swing(desk)


def test_every_invariant_is_seen_to_fail() -> None:
    assert set(BROKEN) == set(invariants())


class Undone(Exception):
    """Takes back whatever its unit did; `found` is what the audit said to it."""

    def __init__(self, found: set[str]) -> None:
        super().__init__(found)
        self.found = found


async def test_it_sees(desk: Desk) -> None:
    ids = await full_swing(desk)
    await desk.do(allow_anything)

    unseen = [name for name in BROKEN if name not in await said(desk, name, ids, alone)]

    assert unseen == []
    first = next(iter(BROKEN))
    assert first in await said(desk, first, ids, all_of_them)


Said = Callable[[Connection, str, datetime], set[str]]


async def said(desk: Desk, name: str, ids: dict[str, int], look: Said) -> set[str]:
    """The hold lives when it is looked, and what waits for longer than it may is forgotten."""
    forgotten = name == "a payment event that was forgotten"
    now = desk.now + timedelta(minutes=11 if forgotten else 9)

    def break_and_audit(connection: Connection) -> None:
        for part in BROKEN[name].split(";"):
            named = {key: value for key, value in ids.items() if f":{key}" in part}
            assert connection.execute(text(part), named).rowcount > 0, name
        found = look(connection, name, now)
        assert is_broken(connection, now) or not found
        raise Undone(found)

    with pytest.raises(Undone) as undone:
        await desk.do(break_and_audit)
    return undone.value.found


def all_of_them(connection: Connection, _name: str, now: datetime) -> set[str]:
    return {breach.name for breach in audit(connection, now)}


def alone(connection: Connection, name: str, now: datetime) -> set[str]:
    """What the audit asks of this alone: all of it, once for each fault, takes long."""
    given = moments(now)
    ((query, wanted),) = ((query, wanted) for each, query, wanted in statements() if each == name)
    rows = connection.execute(query, {key: given[key] for key in wanted}).all()
    return {name} if rows else set()


def allow_anything(connection: Connection) -> None:
    """The tables' own checks are the last line of defence; the audit must do without them.

    Once, not for each fault: whatever is planned is planned anew when a table changes.
    """
    for index in (
        "uq_settlement_postings_posting",
        "uq_delivery_offers_accepted",
        "uq_queue_tickets_guest",
    ):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        return
    for table, check in (
        ("slots", "ck_slots_capacity"),
        ("stock_days", "ck_stock_days_capacity"),
        ("kitchen_windows", "ck_kitchen_windows_capacity"),
        ("collection_windows", "ck_collection_windows_capacity"),
        ("order_lines", "ck_order_lines_amount"),
        ("settlements", "ck_settlements_total"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
