"""What runs the short way on PostgreSQL fails as it would on SQLAlchemy's own."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, Integer, bindparam, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from database.door import open_database
from database.errors import TransactionLost
from database.planned_rows import Rows
from database.plans import Plans
from database.postgres_door import PostgresDatabase
from tests.database.tables import guests, open_market, seat, seat_guest, slots

ROOM = select(slots.c.capacity).where(slots.c.id == bindparam("slot"))
ASLEEP = select(func.pg_sleep(bindparam("seconds")))
KILLED = select(func.pg_terminate_backend(bindparam("process", type_=Integer)))
LEARNT = 2
NOBODY = 2**31 - 1


@pytest.fixture
async def postgres(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PostgresDatabase]:
    """It knows how to seat somebody, how to look for room, and how to sleep."""
    monkeypatch.setattr("database.postgres_door.Plans", Plans)

    def learn(connection: Connection, number: int) -> None:
        seat(connection, f"guest {number}")
        room(connection)
        connection.execute(ASLEEP, {"seconds": 0})
        connection.execute(KILLED, {"process": NOBODY})

    async with open_database(postgres_url) as database:
        assert isinstance(database, PostgresDatabase)
        await open_market(database)
        for number in range(LEARNT):
            await database.write(lambda c, n=number: learn(c, n))
        yield database


def room(connection: Connection) -> tuple[bool, int]:
    """Whether it was looked for the short way, and how much there is."""
    found = connection.execute(ROOM, {"slot": 1})
    return isinstance(found, Rows), found.scalar_one()


async def test_a_unit_that_swallows_an_error_is_not_thought_done(
    postgres: PostgresDatabase,
) -> None:
    def swallow(connection: Connection) -> None:
        found = connection.execute(seat_guest(), {"slot": 1, "guest": "kim"})
        assert isinstance(found, Rows)
        with pytest.raises(IntegrityError) as refused:
            seat(connection, "kim")
        assert getattr(refused.value.orig, "sqlstate", None) == "23505"

    with pytest.raises(TransactionLost):
        await postgres.write(swallow)
    await postgres.write(lambda connection: seat(connection, "aino"))
    assert (await postgres.read(guests))[LEARNT:] == ["aino"]


async def test_inside_a_savepoint_it_is_survived(postgres: PostgresDatabase) -> None:
    def twice(connection: Connection) -> None:
        seat(connection, "kim")
        with pytest.raises(IntegrityError), connection.begin_nested():
            seat(connection, "kim")
        seat(connection, "aino")

    await postgres.write(twice)
    assert (await postgres.read(guests))[LEARNT:] == ["kim", "aino"]


@pytest.mark.parametrize("door", ["read", "write"])
async def test_what_was_planned_before_a_migration_fails_once_at_most(
    postgres: PostgresDatabase, door: str
) -> None:
    ask = postgres.read if door == "read" else postgres.write
    assert await ask(room) == (True, 1000)

    alter = text("ALTER TABLE test_slots ALTER COLUMN capacity TYPE bigint")
    await postgres.write(lambda connection: connection.execute(alter))

    with pytest.raises(DBAPIError, match="cached statement plan is invalid"):
        await ask(room)
    assert await ask(room) == (True, 1000)
    assert await asyncio.gather(*[ask(room) for _ in range(5)]) == [(True, 1000)] * 5


async def test_whoever_stops_waiting_for_one_leaves_nothing_behind(
    postgres: PostgresDatabase,
) -> None:
    started = asyncio.Event()

    def wait(connection: Connection) -> None:
        seat(connection, "gone")
        started.set()
        connection.execute(ASLEEP, {"seconds": 60})

    async with asyncio.TaskGroup() as group:
        task = group.create_task(postgres.write(wait))
        await started.wait()
        await asyncio.sleep(0.01)
        task.cancel()
    await postgres.write(lambda connection: seat(connection, "kim"))
    assert (await postgres.read(guests))[LEARNT:] == ["kim"]


async def test_a_connection_that_breaks_off_is_not_used_again(postgres: PostgresDatabase) -> None:
    def break_off(connection: Connection) -> None:
        seat(connection, "gone")
        me = connection.execute(select(func.pg_backend_pid())).scalar_one()
        connection.execute(KILLED, {"process": me})

    with pytest.raises(DBAPIError) as broken:
        await postgres.write(break_off)
    assert broken.value.connection_invalidated
    await postgres.write(lambda connection: seat(connection, "kim"))
    assert (await postgres.read(guests))[LEARNT:] == ["kim"]
