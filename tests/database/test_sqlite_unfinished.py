"""A statement that was not read to its end, and that an error still remembers, holds nothing up."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection, text

from database.door import open_database
from database.sqlite_door import READERS, SqliteDatabase
from tests.database.tables import guests, seating


class SeenEnoughError(Exception):
    """Its traceback keeps what was being read when it was raised."""


def look_at_one(connection: Connection) -> None:
    found = connection.execute(text("SELECT * FROM test_seats"))
    raise SeenEnoughError(found.fetchone())


async def fill(database: SqliteDatabase) -> None:
    for guest in ("ann", "bob"):
        await database.write(seating(guest))


async def test_who_reads_next_sees_what_was_written_since(sqlite: SqliteDatabase) -> None:
    await fill(sqlite)
    looks = [sqlite.read(look_at_one) for _ in range(5 * READERS)]
    errors = await asyncio.gather(*looks, return_exceptions=True)
    assert {type(each) for each in errors} == {SeenEnoughError}
    await sqlite.write(seating("kim"))
    found = await asyncio.gather(*[sqlite.read(guests) for _ in range(5 * READERS)])
    assert found == [["ann", "bob", "kim"]] * len(found)


async def test_who_writes_next_is_not_kept_from_it(sqlite: SqliteDatabase, path: Path) -> None:
    await fill(sqlite)
    errors = await asyncio.gather(sqlite.write(look_at_one), return_exceptions=True)
    async with open_database(f"sqlite:///{path}") as another:
        await another.write(seating("kim"))
    await sqlite.write(seating("lee"))
    assert await sqlite.read(guests) == ["ann", "bob", "kim", "lee"]
    assert [type(each) for each in errors] == [SeenEnoughError]
