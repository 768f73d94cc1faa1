"""What only PostgreSQL does: units side by side, so conflicts, and a pool that everyone shares."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.util import await_only

from database.door import open_database
from database.errors import OutcomeUnknown, TransactionLost
from database.postgres_door import ATTEMPTS, PostgresDatabase
from database.postgres_engine import POOL, RESERVED
from tests.database.tables import guests, open_market, seat, slots


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    async with open_database(postgres_url) as database:
        assert isinstance(database, PostgresDatabase)
        await open_market(database, ids=2)
        yield database


def raising(connection: Connection, state: str) -> None:
    connection.exec_driver_sql(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")


@pytest.mark.parametrize("state", ["40001", "40P01", "55P03"])
async def test_a_conflict_runs_the_whole_unit_again(postgres: PostgresDatabase, state: str) -> None:
    attempts: list[int] = []

    def once(connection: Connection) -> None:
        attempts.append(1)
        seat(connection, "kim")
        if len(attempts) < 3:
            raising(connection, state)

    await postgres.write(once)
    assert len(attempts) == 3
    assert await postgres.read(guests) == ["kim"]


@pytest.mark.parametrize(("state", "attempts"), [("40001", ATTEMPTS), ("22012", 1), ("57014", 1)])
async def test_other_errors_and_endless_conflicts_reach_the_caller(
    postgres: PostgresDatabase, state: str, attempts: int
) -> None:
    seen: list[int] = []

    def fail(connection: Connection) -> None:
        seen.append(1)
        raising(connection, state)

    with pytest.raises(DBAPIError) as caught:
        await postgres.write(fail)
    assert getattr(caught.value.orig, "sqlstate", None) == state
    assert len(seen) == attempts


async def test_of_two_that_wait_for_each_other_both_succeed(postgres: PostgresDatabase) -> None:
    both_hold_one = asyncio.Barrier(2)
    attempts: list[int] = []

    def take(connection: Connection, first: int, second: int) -> None:
        attempts.append(first)
        hold(connection, first)
        if len(attempts) <= 2:
            await_only(both_hold_one.wait())
        hold(connection, second)

    await asyncio.gather(
        postgres.write(lambda connection: take(connection, 1, 2)),
        postgres.write(lambda connection: take(connection, 2, 1)),
    )
    assert len(attempts) >= 3  # who begins again may be there first, and block the other once more
    assert await postgres.read(held) == [2, 2]


def hold(connection: Connection, slot: int) -> None:
    connection.execute(update(slots).where(slots.c.id == slot).values(held=slots.c.held + 1))


def held(connection: Connection) -> list[int]:
    return list(connection.scalars(select(slots.c.held).order_by(slots.c.id)))


async def test_a_unit_that_swallows_an_error_is_not_thought_done(
    postgres: PostgresDatabase,
) -> None:
    def swallow(connection: Connection) -> None:
        seat(connection, "kim")
        with pytest.raises(IntegrityError):
            seat(connection, "kim")

    with pytest.raises(TransactionLost):
        await postgres.write(swallow)
    assert await postgres.read(guests) == []


async def test_urgent_units_have_connections_of_their_own(postgres: PostgresDatabase) -> None:
    gate = asyncio.Event()
    all_wait = asyncio.Barrier(POOL + 1)

    def wait(_connection: Connection) -> None:
        await_only(all_wait.wait())
        await_only(gate.wait())

    async with asyncio.TaskGroup() as group:
        for _ in range(POOL):
            group.create_task(postgres.write(wait))
        await all_wait.wait()
        patient = group.create_task(postgres.write(lambda c: seat(c, "patient")))
        await postgres.write(lambda c: seat(c, "urgent"), urgent=True)
        assert not patient.done()
        gate.set()
    assert await postgres.read(guests) == ["urgent", "patient"]


async def test_whoever_stops_waiting_leaves_nothing_behind(postgres: PostgresDatabase) -> None:
    for _ in range(POOL + RESERVED):
        started = asyncio.Event()

        def wait(connection: Connection, started: asyncio.Event = started) -> None:
            seat(connection, "gone")
            started.set()
            await_only(asyncio.Event().wait())

        async with asyncio.TaskGroup() as group:
            task = group.create_task(postgres.write(wait))
            await started.wait()
            task.cancel()
    await postgres.write(lambda c: seat(c, "kim"))
    assert await postgres.read(guests) == ["kim"]


@pytest.mark.parametrize("snapshot", [False, True])
async def test_nor_does_a_reader(postgres: PostgresDatabase, snapshot: bool) -> None:
    for _ in range(POOL):
        reading = asyncio.Event()

        def wait(connection: Connection, reading: asyncio.Event = reading) -> None:
            guests(connection)
            reading.set()
            await_only(asyncio.Event().wait())

        async with asyncio.TaskGroup() as group:
            task = group.create_task(postgres.read(wait, snapshot=snapshot))
            await reading.wait()
            task.cancel()
    assert await postgres.read(guests) == []


async def test_a_query_that_nobody_waits_for_is_ended(postgres: PostgresDatabase) -> None:
    def sleep_long(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT pg_sleep(60)")

    def sleepers(connection: Connection) -> object:
        return connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'"
                " AND datname = current_database()"
            )
        )

    async with asyncio.TaskGroup() as group:
        task = group.create_task(postgres.read(sleep_long))
        while not await postgres.read(sleepers):
            pass
        task.cancel()
    while await postgres.read(sleepers):
        pass
    assert await asyncio.gather(*[postgres.read(guests) for _ in range(POOL)]) == [[]] * POOL


async def test_a_connection_that_breaks_at_commit_leaves_the_outcome_unknown(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(connection: Connection) -> None:
        me = connection.scalar(text("SELECT pg_backend_pid()"))
        seat(connection, "kim")
        await_only(postgres.write(lambda other: kill(other, me)))

    def kill(connection: Connection, process: int | None) -> None:
        connection.execute(text("SELECT pg_terminate_backend(:it, 5000)"), {"it": process})

    with pytest.raises(OutcomeUnknown):
        await postgres.write(break_off)
    assert await postgres.read(guests) == []


@pytest.mark.parametrize("snapshot", [False, True])
async def test_reads_cannot_write(postgres: PostgresDatabase, snapshot: bool) -> None:
    with pytest.raises(DBAPIError, match="read-only"):
        await postgres.read(lambda connection: seat(connection, "sly"), snapshot=snapshot)


async def test_the_settings_hold(postgres: PostgresDatabase) -> None:
    def shown(connection: Connection) -> list[object]:
        names = ("synchronous_commit", "lock_timeout", "statement_timeout", "transaction_isolation")
        return [connection.scalar(text(f"SHOW {name}")) for name in names]

    assert await postgres.write(shown) == ["on", "3s", "10s", "read committed"]
    assert await postgres.read(shown, snapshot=True) == ["on", "3s", "0", "repeatable read"]
