"""Rows put in by statements that are built once; ON CONFLICT on both engines, whose dialects SQLAlchemy keeps apart."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert


def insert_for(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that takes ON CONFLICT, for this connection's engine."""
    return insert_into(table, connection.dialect.name)


def insert_into(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """The same for statements that are made once for each dialect."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Its id: what stands first in the table's key."""
    return int(connection.execute(_inserting(table), values).scalar_one())


def insert_alike(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows of the same columns, one at least; of few, at most some dozens (see database.bulk)."""
    connection.execute(_adding(table), rows)


@cache
def _inserting(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.primary_key.columns[0])


@cache
def _adding(table: Table) -> Insert:
    return insert(table)


def upsert(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """Inserts the row, or gives the one with this key these values."""
    statement = upserting(connection.dialect.name, table, tuple(key), tuple(values))
    connection.execute(statement, key | values)


@cache
def upserting(
    dialect: str, table: Table, key: tuple[str, ...], values: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    return or_change(insert_into(table, dialect), key, values)


def or_change(
    new: sqlite.Insert | postgresql.Insert, key: tuple[str, ...], values: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    """Where a row with this key is there already, it gets the new one's values."""
    return new.on_conflict_do_update(
        index_elements=key, set_={name: new.excluded[name] for name in values}
    )
