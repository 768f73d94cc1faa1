"""Proves on live data that seats and money are right: every invariant reckoned anew from the rows.

Run it in one snapshot (`database.read(..., snapshot=True)`), or it may see a change half way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from database.metadata import to_microseconds
from orders.auditing import (
    claims,
    codes,
    complaints,
    counter,
    deliveries,
    events,
    figures,
    history,
    lines,
    money,
    outbox,
    queues,
    receipts,
    seats,
    settlements,
    sitting,
    staff,
    visits,
    waiting,
)
from orders.rules import CLAIMS_COUNT

SHOWN = 20
"""Rows of a breach that are brought along; one is enough to fail."""

FIRST = f"WITH broken AS MATERIALIZED ({{}}) SELECT * FROM broken LIMIT {SHOWN}"
"""With a bare LIMIT, PostgreSQL plans to be done after a few rows, but in a sound market it reads all."""

GRACE_MICROSECONDS = 10 * 60 * 1_000_000
"""So long money may wait for its second transaction before it counts as forgotten."""


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold, and the first rows that show it."""

    name: str
    rows: tuple[Mapping[str, Any], ...]


def audit(connection: Connection, now: datetime) -> list[Breach]:
    """Everything that is wrong; an empty list when all holds."""
    return list(breaches(connection, now))


def breaches(connection: Connection, now: datetime) -> Iterator[Breach]:
    if connection.dialect.name == "postgresql":  # a large market takes its time, and its memory
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL work_mem = '64MB'")
    given = moments(now)
    for name, statement, wanted in statements():
        rows = connection.execute(statement, {key: given[key] for key in wanted}).mappings().all()
        if rows:
            yield Breach(name, tuple(dict(row) for row in rows))


def moments(now: datetime) -> dict[str, int]:
    """What invariants ask for: it is now, money waits no longer, what was taken is known since."""
    moment = to_microseconds(now)
    return {
        "now": moment,
        "forgotten": moment - GRACE_MICROSECONDS,
        "counted": to_microseconds(now - CLAIMS_COUNT),
    }


@cache
def statements() -> tuple[tuple[str, TextClause, tuple[str, ...]], ...]:
    """For each invariant its statement, and which moments it asks for."""
    return tuple(
        (
            name,
            text(FIRST.format(query)),
            tuple(key for key in ("now", "forgotten", "counted") if f":{key}" in query),
        )
        for name, query in invariants().items()
    )


def invariants() -> dict[str, str]:
    """A query for each invariant that selects what breaks it."""
    places = (seats, visits, sitting, claims)
    accounts = (lines, history, codes, money, receipts, settlements, events, counter)
    parts = (*places, *accounts, outbox, staff, figures, complaints, waiting, queues, deliveries)
    return {name: query for part in parts for name, query in part.INVARIANTS.items()}
