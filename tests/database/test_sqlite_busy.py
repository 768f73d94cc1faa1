"""Another process writes to the same file: the writer waits for its turn, but not for ever."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from database import sqlite_writer
from database.door import open_database
from database.errors import DatabaseBusy, DeadlinePassed
from database.sqlite_door import SqliteDatabase
from tests.database.tables import fail, guests, open_market, raises, seating, together


async def test_the_writer_waits_for_another_process(sqlite: SqliteDatabase, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(together(sqlite, seating("a"), seating("b")))
        await busy(sqlite)
        other.execute("INSERT INTO test_seats (slot, guest) VALUES (1, 'first')")
        other.execute("COMMIT")
    other.close()
    assert waiting.result() == [None, None]
    assert await sqlite.read(guests) == ["first", "a", "b"]


async def busy(sqlite: SqliteDatabase) -> None:
    """Until the writer has tried in vain and queued its units again."""
    while not sqlite._writer._waiting:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0)


async def test_its_patience_ends(
    sqlite: SqliteDatabase, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "PATIENCE", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert [type(each) for each in await together(sqlite, seating("a"), fail)] == [DatabaseBusy] * 2
    other.execute("ROLLBACK")
    other.close()
    assert await together(sqlite, seating("a")) == [None]


async def test_a_deadline_counts_while_another_process_writes(path: Path) -> None:
    moments = [datetime(2026, 3, 4, 12, tzinfo=UTC)]
    async with open_database(f"sqlite:///{path}", clock=lambda: moments[-1]) as sqlite:
        assert isinstance(sqlite, SqliteDatabase)
        await open_market(sqlite)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.TaskGroup() as group:
            late = sqlite.write(seating("late"), deadline=moments[0])
            group.create_task(raises(DeadlinePassed, late))
            await busy(sqlite)
            moments.append(datetime(2026, 3, 4, 12, 0, 1, tzinfo=UTC))
        other.close()
