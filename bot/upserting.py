"""Writes a row whether or not it is there already, in one statement on both engines."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, cast, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from people.models import identities


def upsert_of_somebody(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """Likewise of a channel's chat, if it leads to somebody: of whoever was forgotten nothing is."""
    statement = upserting_of_somebody(connection.dialect.name, table, tuple(key), tuple(values))
    connection.execute(statement, key | values)


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
    new = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return new.on_conflict_do_update(
        index_elements=key, set_={name: new.excluded[name] for name in values}
    )


@cache
def upserting_of_somebody(
    dialect: str, table: Table, key: tuple[str, ...], values: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    names = (*key, *values)
    here = (identities.c.channel == bindparam("channel"), identities.c.chat == bindparam("chat"))
    given = (cast(bindparam(name, type_=table.c[name].type), table.c[name].type) for name in names)
    row = select(*given).where(exists().where(*here))
    new = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    filled = new.from_select(names, row)
    return filled.on_conflict_do_update(
        index_elements=key, set_={name: filled.excluded[name] for name in values}
    )
