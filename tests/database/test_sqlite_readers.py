"""Reads share threads, yet none waits for another that is slow."""

import asyncio
import threading

import pytest
from sqlalchemy import Connection

from database.errors import DatabaseClosed
from database.sqlite_door import READERS, SqliteDatabase
from database.sqlite_readers import SqliteReader
from tests.database.tables import seat, seated


class Slow:
    """A read that stays in a reader's thread until it is let go."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, connection: Connection) -> int:
        self.started.set()
        assert self.let_go.wait(10)
        return seated(connection)


async def test_reads_that_wait_are_done_in_one_go(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("database.sqlite_readers.LONGEST_TURN", 10)
    turns: list[int] = []
    drain = SqliteReader.drain

    def record(self: SqliteReader, waiting: object, done: object) -> None:
        turns.append(1)
        drain(self, waiting, done)  # type: ignore[arg-type]

    monkeypatch.setattr(SqliteReader, "drain", record)
    assert await asyncio.gather(*[sqlite.read(seated) for _ in range(50)]) == [0] * 50
    assert len(turns) <= READERS


async def test_a_slow_read_holds_up_no_other(sqlite: SqliteDatabase) -> None:
    slow = [Slow() for _ in range(READERS - 1)]
    async with asyncio.TaskGroup() as group:
        before = group.create_task(sqlite.read(seated))
        held = [group.create_task(sqlite.read(each)) for each in slow]
        after = group.create_task(sqlite.read(seated))
        assert await before == await after == 0
        await sqlite.write(lambda connection: seat(connection, "kim"))
        assert await sqlite.read(seated) == 1
        for each in slow:
            each.let_go.set()
    assert all(task.done() for task in held)


async def test_who_stopped_waiting_is_not_read_for(sqlite: SqliteDatabase) -> None:
    asked: list[int] = []
    slow = [Slow() for _ in range(READERS)]
    async with asyncio.TaskGroup() as group:
        for each in slow:
            group.create_task(sqlite.read(each))
        for each in slow:
            await asyncio.to_thread(each.started.wait)
        leaving = group.create_task(sqlite.read(lambda _connection: asked.append(1)))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.sleep(0)
        for each in slow:
            each.let_go.set()
    assert await sqlite.read(seated) == 0
    assert asked == []


async def test_closing_lets_reads_finish(sqlite: SqliteDatabase) -> None:
    async with asyncio.TaskGroup() as group:
        reads = [group.create_task(sqlite.read(seated)) for _ in range(100)]
        await asyncio.sleep(0)
        await sqlite.close()
    assert [read.result() for read in reads] == [0] * 100
    with pytest.raises(DatabaseClosed):
        await sqlite.read(seated)
