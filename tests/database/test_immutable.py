"""What is written once stays: the database itself refuses, whoever asks."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import (
    Connection,
    Executable,
    MetaData,
    Named,
    Table,
    TypedColumns,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from database.door import Database
from database.immutable import immutable, make_immutable
from database.metadata import primary_key

vows_metadata = MetaData()


class vow_columns(TypedColumns):  # noqa: N801 - stands beside its table
    id = primary_key()
    words: Named[str]
    note: Named[str | None]


vows = Table("vows", vows_metadata, vow_columns)
wishes = Table("wishes", vows_metadata, vow_columns)
immutable(vows)
immutable(wishes, only=("words",))


def by_create_all(connection: Connection) -> None:
    vows_metadata.create_all(connection)


def by_migration(connection: Connection) -> None:
    plain = MetaData()
    Table("vows", plain, vow_columns)
    Table("wishes", plain, vow_columns)
    plain.create_all(connection)
    make_immutable(connection, "vows")
    make_immutable(connection, "wishes", ("words",))


@pytest.fixture(params=[by_create_all, by_migration])
async def kept(request: pytest.FixtureRequest, database: Database) -> Database:
    make: Callable[[Connection], None] = request.param
    await database.write(make)
    for table in (vows, wishes):
        await run(database, insert(table).values(words="always", note="said at noon"))
    return database


async def run(database: Database, statement: Executable) -> Any:
    return await database.write(lambda connection: connection.execute(statement).rowcount)


@pytest.mark.parametrize(
    "change",
    [
        update(vows).values(words="never"),
        update(vows).values(note=None),
        update(wishes).values(words="never"),
        delete(vows),
        delete(wishes),
    ],
    ids=str,
)
async def test_what_is_written_stays(kept: Database, change: Executable) -> None:
    with pytest.raises(IntegrityError, match="immutable"):
        await run(kept, change)


async def test_what_is_not_protected_may_change(kept: Database) -> None:
    assert await run(kept, update(wishes).values(note="changed")) == 1


async def test_a_refusal_undoes_its_statement_only(kept: Database) -> None:
    """RAISE(ABORT): on SQLite anything more would end the transactions of other units."""

    def add_and_try(connection: Connection) -> None:
        connection.execute(insert(vows).values(words="second"))
        with suppress(IntegrityError), connection.begin_nested():
            connection.execute(delete(vows))

    await kept.write(add_and_try)
    found = await kept.read(lambda connection: connection.scalars(select(vows.c.words)).all())
    assert found == ["always", "second"]


async def test_postgresql_does_not_empty_them_either(kept: Database) -> None:
    if kept.dialect == "postgresql":
        with pytest.raises(IntegrityError, match="immutable"):
            await run(kept, text("TRUNCATE vows"))
