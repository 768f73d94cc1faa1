"""A SQLite file that tests share is as new for each of them, or is not used again."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, select

from database import sqlite_door
from database.sqlite_door import SqliteDatabase
from people.models import people
from tests.databases import SqliteFiles, copied
from tests.making import Market
from tests.reusing import File, Reused

Do = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
async def file(sqlite_files: SqliteFiles, tmp_path: Path) -> AsyncIterator[File]:
    copied(sqlite_files.template, tmp_path)
    file = File(tmp_path / "market.db")
    yield file
    await file.end()


@pytest.fixture
def do(file: File) -> Do:
    """What a test does, over a connection of its own."""

    def run(statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(file.path, isolation_level=None)) as connection:
            return connection.execute(statement).fetchall()

    return run


async def filled(database: SqliteDatabase, now: datetime) -> int:
    """The number of somebody, beside much else that triggers look after or would keep."""

    def fill(connection: Connection) -> int:
        market = Market(connection, now)
        market.service(market.merchant(words="coffee"))
        connection.exec_driver_sql("UPDATE locations SET words = ' coffee', cell = 7")
        return market.guest()

    return await database.write(fill)


async def on(file: File, now: datetime) -> SqliteDatabase:
    return sqlite_door.database_on(await file.take(), lambda: now)


async def test_nothing_is_left(file: File, do: Do, now: datetime) -> None:
    numbers = []
    for _ in range(2):
        database = await on(file, now)
        numbers.append(await filled(database, now))
        assert do("SELECT count(*) FROM search_index WHERE search_index MATCH 'coffee'") == [(1,)]
        await database.close()
        do("INSERT INTO sqlite_sequence (name, seq) VALUES ('people', 7)")
        assert file.wipe()
        assert do("SELECT count(*) FROM sqlite_sequence") == [(0,)]
        assert do("SELECT count(*) FROM search_index WHERE search_index MATCH 'coffee'") == [(0,)]
        assert do("SELECT count(*) FROM search_trigrams WHERE search_trigrams MATCH 'cof'") == [
            (0,)
        ]
        assert do("SELECT count(*) FROM alembic_version") == [(1,)]
    assert numbers[0] == numbers[1]


async def test_what_may_never_be_deleted_is_gone_too(file: File, do: Do) -> None:
    do(
        "INSERT INTO order_history (order_id, from_state, to_state, reason, at)"
        " VALUES (1, 'new', 'held', '', 0)"
    )
    with pytest.raises(sqlite3.IntegrityError, match="immutable"):
        do("DELETE FROM order_history")
    assert file.wipe()
    assert do("SELECT count(*) FROM order_history") == [(0,)]


async def test_a_connection_that_rested_sees_what_is_new(file: File, now: datetime) -> None:
    for name in ("Ann", "Ben"):
        database = await on(file, now)
        await database.write(lambda c, name=name: Market(c, now).guest(name))
        found = await database.read(lambda c: c.execute(select(people.c.name)).scalars().all())
        assert found == [name]
        await database.close()
        assert file.wipe()
    assert len(file.at_rest) == 1


@pytest.mark.parametrize(
    "does",
    [
        "CREATE TABLE own (number INTEGER)",
        "DROP INDEX ix_people_created_at",
        "DROP TRIGGER ledger_postings_keeps_its_rows",
        "ALTER TABLE people ADD COLUMN age INTEGER",
    ],
)
async def test_an_altered_one_is_not_used_again(file: File, do: Do, does: str) -> None:
    do(does)
    assert not file.wipe()


async def test_nor_is_one_that_somebody_still_writes_to(file: File) -> None:
    with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not file.wipe()


async def test_another_loop_gets_connections_of_its_own(
    sqlite_files: SqliteFiles, tmp_path: Path, now: datetime
) -> None:
    url = copied(sqlite_files.template, tmp_path)
    reused = Reused(asyncio.get_running_loop())
    file = reused.take(lambda: tmp_path / "market.db")

    async def elsewhere() -> None:
        database = await reused.open(make_url(url), lambda: now)
        await database.close()

    await asyncio.to_thread(asyncio.run, elsewhere())
    assert file.at_rest == []
    database = await reused.open(make_url(url), lambda: now)
    await database.close()
    assert len(file.at_rest) == 1
    await file.end()
