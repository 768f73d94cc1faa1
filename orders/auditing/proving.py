"""An operator asks for the audit in the chat: it is made beside all else, and its result told.

In a large market it takes longer than anybody's turn may.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from database import outbox
from database.outbox import Message
from orders.auditing import Breach, invariants
from orders.notices import microseconds, notice

AUDIT = "audit"

BREACHES = 8
ROWS = 3


def ask(connection: Connection, person_id: int, now: datetime) -> None:
    """Has the audit made for this operator, if it is not being made already."""
    key = f"{AUDIT}:{person_id}"
    outbox.put(connection, Message(AUDIT, key, {"person": person_id}), now)
    outbox.reopen(connection, key, now)


def answer(
    connection: Connection, person_id: int, breaches: Iterable[Breach], now: datetime
) -> None:
    """Tells what the audit found, the first of it."""
    breaches = tuple(breaches)
    told = notice(
        "audited",
        person_id,
        microseconds(now),
        broken=len(breaches),
        checked=len(invariants()),
        breaches=[{"name": each.name, "rows": _rows(each)} for each in breaches[:BREACHES]],
        at=now.isoformat(),
    )
    outbox.put(connection, told, now)


def _rows(breach: Breach) -> list[str]:
    return [_row(each) for each in breach.rows[:ROWS]]


def _row(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items())
