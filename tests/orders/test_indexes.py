"""What workers ask every few seconds is answered by small indexes, however many orders there are."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event

from database.metadata import metadata
from orders.complaints import clock
from orders.course import attending, confirming, expiring, reminding
from orders.delivery import offering, overdue
from tests.databases import import_models

import_models()


@pytest.mark.parametrize(
    "ask",
    [
        expiring.lapse_holds,
        confirming.decline_unanswered,
        attending.ask_staff,
        expiring.expire_unused,
        reminding.remind_due,
        clock.go_on,
        lambda connection, _now: expiring.next_due(connection),
    ],
)
def test_no_table_is_read_from_end_to_end(
    ask: Callable[[Connection, datetime], Any], now: datetime
) -> None:
    """On SQLite, which fits a partial index only to states that the statement spells out."""
    plans = planned(ask, now)
    assert plans
    assert [each for each in plans if each.startswith("SCAN")] == []


@pytest.mark.parametrize("ask", [overdue.is_due, overdue.pass_by, offering.due])
def test_of_what_is_brought_only_what_is_under_way_is_read(
    ask: Callable[[Connection, datetime], Any], now: datetime
) -> None:
    """And all couriers, who are few."""
    read = {each for each in planned(ask, now) if each.startswith("SCAN")}
    assert read - {"SCAN couriers"} == {"SCAN deliveries USING INDEX ix_deliveries_under_way"}


def planned(ask: Callable[[Connection, datetime], Any], now: datetime) -> list[str]:
    """How SQLite finds what it is asked for."""
    said: list[tuple[str, Any]] = []
    with create_engine("sqlite://").connect() as connection:
        metadata.create_all(connection)
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _u, text, given, *_: said.append((text, given)),
        )
        ask(connection, now)
        return [
            row.detail
            for text, given in list(said)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)
        ]
