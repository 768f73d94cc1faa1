"""Adds rows to any table, by one statement for each table: nearly every test begins with some."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.sql.dml import ReturningInsert


def add(connection: Connection, table: Table, **values: Any) -> int:
    """The first column of its key."""
    return int(connection.execute(with_id(table), values).scalar_one())


@cache
def with_id(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.primary_key.columns[0])


def add_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Several at once, of the same columns."""
    connection.execute(plain(table), rows)


def link(connection: Connection, table: Table, **values: Any) -> None:
    """Of a table without ids."""
    connection.execute(plain(table), values)


@cache
def plain(table: Table) -> Insert:
    return insert(table)
