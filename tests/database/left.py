"""Fills an empty database with what a former version's own use cases left in theirs.

A market_*.json has it table by table: the names of the columns, and then the rows.
"""

import json
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, MetaData, func, select

from database import migrating


def market(revision: str) -> dict[str, Any]:
    path = Path(__file__).with_name(f"market_{revision}.json")
    return dict(json.loads(path.read_text()))


def fill(connection: Connection, revision: str) -> None:
    """A database of that version."""
    command.upgrade(migrating.config_for(connection), revision)
    tables = MetaData()
    tables.reflect(connection)
    left = market(revision)
    for each in tables.sorted_tables:
        columns, *rows = left.pop(each.name, [[]])
        if rows:
            values = [[stored(connection, value) for value in row] for row in rows]
            connection.execute(
                each.insert(), [dict(zip(columns, row, strict=True)) for row in values]
            )
        if rows and columns[0] == "id" and connection.dialect.name == "postgresql":
            go_on = func.setval(func.pg_get_serial_sequence(each.name, "id"), rows[-1][0])
            connection.execute(select(go_on))
    assert not left


def stored(connection: Connection, value: Any) -> Any:
    as_text = isinstance(value, dict) and connection.dialect.name == "sqlite"
    return json.dumps(value) if as_text else value
