"""Rows that are only ever added are as old as their numbers: the oldest are at the front."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, select


def front(
    connection: Connection, table: Table, at: Column[Any], moment: datetime, limit: int
) -> Sequence[int]:
    """Ids of the first rows, as far as they are from before a moment; only those are looked at."""
    oldest = select(table.c.id, at).order_by(table.c.id).limit(limit)
    found: list[int] = []
    for row_id, made_at in connection.execute(oldest):
        if made_at >= moment:
            break
        found.append(row_id)
    return found


def drop(connection: Connection, table: Table, ids: Sequence[int]) -> int:
    """Deletes them; says how many there were."""
    return connection.execute(delete(table).where(table.c.id.in_(ids))).rowcount
