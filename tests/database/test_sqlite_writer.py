"""The SQLite writer's traps: what one unit does must never cost another its work."""

import asyncio
import gc
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from database import sqlite_batch, sqlite_writer
from database.door import open_database
from database.errors import DeadlinePassed, TransactionLost, TransactionMisused
from database.sqlite_batch import Batches
from database.sqlite_door import SqliteDatabase
from tests.database.tables import (
    Work,
    fail,
    guests,
    open_market,
    raises,
    seat,
    seated,
    seating,
    seats,
    together,
)

ROLLBACK = """
CREATE TRIGGER doomed BEFORE INSERT ON test_seats WHEN NEW.guest = 'doom'
BEGIN SELECT RAISE(ROLLBACK, 'all is lost'); END
"""


@pytest.fixture
def batches(sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The size of each batch that runs; on a busy machine too, none is cut short by the clock."""
    monkeypatch.setattr(sqlite_batch, "BATCH_SECONDS", 3600)
    sizes: list[int] = []
    run = Batches.run

    def record(self: Batches, units: Any) -> Any:
        sizes.append(len(units))
        return run(self, units)

    monkeypatch.setattr(Batches, "run", record)
    return sizes


async def test_units_that_wait_share_a_commit(sqlite: SqliteDatabase, batches: list[int]) -> None:
    await together(sqlite, *[seating(f"guest {number}") for number in range(100)])
    assert batches == [64, 36]
    assert await sqlite.read(seated) == 100


async def test_a_long_batch_commits_in_parts(
    sqlite: SqliteDatabase, batches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_batch, "BATCH_SECONDS", 0)
    await together(sqlite, seating("a"), seating("b"))
    assert batches == [2, 1]
    assert await sqlite.read(guests) == ["a", "b"]


async def test_only_the_caller_of_a_failed_unit_hears_of_it(
    sqlite: SqliteDatabase, batches: list[int]
) -> None:
    outcomes = await together(sqlite, seating("a"), fail, seating("b"))
    assert [type(outcome) for outcome in outcomes] == [type(None), KeyError, type(None)]
    assert await sqlite.read(guests) == ["a", "b"]
    assert batches == [3]


async def test_a_unit_that_ends_the_transaction_takes_nobody_along(sqlite: SqliteDatabase) -> None:
    await sqlite.write(lambda connection: connection.execute(text(ROLLBACK)))
    outcomes = await together(sqlite, seating("a"), seating("doom"), seating("b"))
    assert [type(outcome) for outcome in outcomes] == [type(None), IntegrityError, type(None)]
    assert await sqlite.read(guests) == ["a", "b"]


async def test_unless_nobody_looks_whether_the_transaction_still_stands(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the test above."""

    def run_unchecked(self: Batches, unit: Any) -> Any:
        return unit.run(self.prepared.connection)

    def run_batch_unchecked(self: Batches, units: Any) -> Any:
        self.execute("BEGIN IMMEDIATE")
        outcomes = self.run_together(units)
        if self.prepared.raw.in_transaction:
            self.execute("COMMIT")
        return outcomes

    await sqlite.write(lambda connection: connection.execute(text(ROLLBACK)))
    monkeypatch.setattr(Batches, "run_saved", run_unchecked)
    monkeypatch.setattr(Batches, "run_batch", run_batch_unchecked)
    outcomes = await together(sqlite, seating("a"), seating("doom"))
    assert outcomes[0] is None
    assert await sqlite.read(guests) == []


async def test_a_unit_cannot_go_on_after_its_transaction_ended(sqlite: SqliteDatabase) -> None:
    def stubborn(connection: Connection) -> None:
        try:
            seat(connection, "doom")
        except IntegrityError:
            seat(connection, "after doom")

    def silent(connection: Connection) -> None:
        with pytest.raises(IntegrityError):
            seat(connection, "doom")

    await sqlite.write(lambda connection: connection.execute(text(ROLLBACK)))
    outcomes = await together(sqlite, seating("a"), stubborn, silent)
    assert [type(each) for each in outcomes] == [type(None), TransactionLost, TransactionLost]
    assert await sqlite.read(guests) == ["a"]


async def test_a_commit_that_fails_fails_only_the_guilty(
    sqlite: SqliteDatabase, batches: list[int]
) -> None:
    nowhere: Work = lambda connection: seat(connection, "lost", slot=99)  # noqa: E731 - as the others
    outcomes = await together(sqlite, seating("a"), nowhere, seating("b"))
    assert [type(each) for each in outcomes] == [type(None), IntegrityError, type(None)]
    assert await sqlite.read(guests) == ["a", "b"]
    assert batches == [3]


async def test_a_full_disk_fails_only_the_unit_that_needs_the_room(sqlite: SqliteDatabase) -> None:
    def fill(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE hoard AS SELECT zeroblob(9000000) AS gold"))

    await sqlite.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=200"))
    outcomes = await together(sqlite, seating("a"), fill, seating("b"))
    assert [type(each) for each in outcomes] == [type(None), OperationalError, type(None)]
    assert "full" in str(outcomes[1])
    assert await sqlite.read(guests) == ["a", "b"]


async def test_a_unit_does_not_end_its_transaction(sqlite: SqliteDatabase) -> None:
    for ending in (Connection.commit, Connection.rollback):

        def end(connection: Connection, ending: Work = ending) -> None:
            seat(connection, "early")
            ending(connection)

        outcomes = await together(sqlite, seating("a"), end)
        assert isinstance(outcomes[1], TransactionMisused)
        with pytest.raises(TransactionMisused):
            await sqlite.read(ending)
        assert await sqlite.read(guests) == ["a"]
        assert await sqlite.write(guests) == ["a"]
        await sqlite.write(lambda connection: connection.execute(text("DELETE FROM test_seats")))


async def test_a_unit_does_not_leave_a_savepoint_open(sqlite: SqliteDatabase) -> None:
    def leave(connection: Connection) -> None:
        connection.begin_nested()
        seat(connection, "inside")

    outcomes = await together(sqlite, seating("a"), leave, seating("b"))
    assert [type(each) for each in outcomes] == [type(None), TransactionMisused, type(None)]
    assert await sqlite.read(guests) == ["a", "b"]


async def test_whoever_stopped_waiting_does_not_disturb_the_others(sqlite: SqliteDatabase) -> None:
    hold, let_go = holding()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(sqlite.write(hold))
        await asyncio.to_thread(hold.started.wait)
        queued = group.create_task(sqlite.write(seating("queued")))
        other = group.create_task(sqlite.write(seating("other")))
        await asyncio.sleep(0)
        running.cancel()
        queued.cancel()
        await asyncio.sleep(0)
        let_go.set()
        await other
    assert await sqlite.read(guests) == ["other"]


class Hold:
    """A unit that stays in the writer's thread until it is let go."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, _connection: Connection) -> None:
        self.started.set()
        assert self.let_go.wait(10)


def holding() -> tuple[Hold, threading.Event]:
    hold = Hold()
    return hold, hold.let_go


async def test_an_urgent_unit_goes_first_and_a_late_one_not_at_all(tmp_path: Path) -> None:
    moments = [datetime(2026, 3, 4, 12, tzinfo=UTC)]
    async with open_database(f"sqlite:///{tmp_path / 'm.db'}", clock=lambda: moments[-1]) as sqlite:
        await open_market(sqlite)
        hold, let_go = holding()
        async with asyncio.TaskGroup() as group:
            group.create_task(sqlite.write(hold))
            await asyncio.to_thread(hold.started.wait)
            group.create_task(sqlite.write(seating("patient")))
            group.create_task(sqlite.write(seating("urgent"), urgent=True))
            late = sqlite.write(seating("late"), urgent=True, deadline=moments[0])
            refused = group.create_task(raises(DeadlinePassed, late))
            await asyncio.sleep(0)
            moments.append(datetime(2026, 3, 4, 12, 0, 1, tzinfo=UTC))
            let_go.set()
        assert refused.done()
        assert await sqlite.read(guests) == ["urgent", "patient"]


async def test_closing_lets_the_queue_finish(path: Path) -> None:
    async with open_database(f"sqlite:///{path}") as sqlite, asyncio.TaskGroup() as group:
        await open_market(sqlite)
        for number in range(100):
            group.create_task(sqlite.write(seating(f"guest {number}")))
        await asyncio.sleep(0)
        await sqlite.close()
    with sqlite3.connect(path) as left:
        assert left.execute("SELECT count(*) FROM test_seats").fetchone() == (100,)
    left.close()


async def test_a_patient_unit_shares_the_commit_of_the_next(
    sqlite: SqliteDatabase, batches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "COMPANY", 3600)
    async with asyncio.TaskGroup() as group:
        group.create_task(sqlite.write(seating("patient"), patient=True))
        group.create_task(sqlite.write(seating("another"), patient=True))
        await asyncio.sleep(0.01)
        assert batches == []
        group.create_task(sqlite.write(seating("next")))
    assert batches == [3]
    assert await sqlite.read(guests) == ["patient", "another", "next"]


async def test_a_patient_unit_does_not_wait_for_ever(
    sqlite: SqliteDatabase, batches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "COMPANY", 0.001)
    for guest in ("first", "second"):
        await sqlite.write(seating(guest), patient=True)
    assert batches == [1, 1]


async def test_what_is_closed_is_one_file(path: Path) -> None:
    """A statement that somebody keeps would keep its connection, and the log beside the file."""
    gc.disable()
    try:
        async with open_database(f"sqlite:///{path}") as sqlite:
            await open_market(sqlite)
            several = insert(seats)
            for number in range(5):
                rows = [{"slot": 1, "guest": f"{each} {number}"} for each in ("a", "b")]
                await sqlite.write(lambda c, rows=rows: c.execute(several, rows) and None)
        assert [each.name for each in path.parent.iterdir()] == [path.name]
    finally:
        gc.enable()


async def test_closing_waits_for_no_company(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_writer, "COMPANY", 3600)
    async with open_database(f"sqlite:///{path}") as sqlite, asyncio.TaskGroup() as group:
        await open_market(sqlite)
        group.create_task(sqlite.write(seating("patient"), patient=True))
        await asyncio.sleep(0)
        await sqlite.close()
    with sqlite3.connect(path) as left:
        assert left.execute("SELECT count(*) FROM test_seats").fetchone() == (1,)
    left.close()


async def test_readers_only_look(sqlite: SqliteDatabase) -> None:
    with pytest.raises(DBAPIError, match="readonly"):
        await sqlite.read(seating("sly"))
