"""INSERT ... ON CONFLICT on both engines, whose dialects SQLAlchemy keeps apart."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_for(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that takes ON CONFLICT, for this connection's engine."""
    return insert_into(table, connection.dialect.name)


def insert_into(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """The same for statements that are made once for each dialect."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def upsert(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """Inserts the row, or gives the one with this key these values."""
    new = insert_for(connection, table).values(**key, **values)
    connection.execute(new.on_conflict_do_update(index_elements=list(key), set_=values))
