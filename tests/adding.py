"""Adds rows to any table, by one statement for each table: nearly every test begins with some."""

from typing import Any

from sqlalchemy import Connection, Table

from database.inserting import insert_alike, insert_row


def add(connection: Connection, table: Table, **values: Any) -> int:
    """Its id."""
    return insert_row(connection, table, **values)


def add_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Several at once, of the same columns."""
    insert_alike(connection, table, rows)


def link(connection: Connection, table: Table, **values: Any) -> None:
    """Of a table without ids."""
    insert_alike(connection, table, [values])
