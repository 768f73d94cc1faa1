"""Fills an empty database with what a former version's own use cases left in theirs.

A market_*.json has it table by table: the names of the columns, and then the rows.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import JSON, Column, Connection, Date, MetaData, func, select

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
        for column in each.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
        if rows:
            named = [dict(zip(columns, row, strict=True)) for row in rows]
            values = [
                {name: stored(connection, each.c[name], value) for name, value in row.items()}
                for row in named
            ]
            connection.execute(each.insert(), values)
        if rows and columns[0] == "id" and connection.dialect.name == "postgresql":
            go_on = func.setval(func.pg_get_serial_sequence(each.name, "id"), rows[-1][0])
            connection.execute(select(go_on))
    assert not left


def stored(connection: Connection, column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, Date) and value is not None:
        return date.fromisoformat(value)
    as_text = isinstance(value, dict | list) and connection.dialect.name == "sqlite"
    return json.dumps(value) if as_text else value
