"""Both engines keep the promises of the door."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.util import await_only

from database import outbox
from database.door import Database, open_database
from database.errors import DatabaseClosed, DeadlinePassed
from database.outbox import Message
from database.outbox_table import outbox as messages
from tests.database.tables import guests, open_market, seat, seated, take_seat


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(messages)).scalar_one()


async def test_a_write_is_seen_by_the_next_read(database: Database, now: datetime) -> None:
    await database.write(lambda c: outbox.put(c, Message("mail", "one", {"to": 1}), now))
    assert await database.read(count) == 1


async def test_a_unit_that_raises_leaves_no_trace(database: Database, now: datetime) -> None:
    def fail(connection: Connection) -> None:
        outbox.put(connection, Message("mail", "one", {}), now)
        raise KeyError("no")

    with pytest.raises(KeyError):
        await database.write(fail)
    assert await database.read(count) == 0


async def test_a_late_unit_does_not_run(database: Database, now: datetime) -> None:
    with pytest.raises(DeadlinePassed):
        await database.write(count, urgent=True, deadline=now - timedelta(microseconds=1))
    assert await database.write(count, urgent=True, deadline=now) == 0


async def test_any_error_reaches_its_caller_alone(database: Database) -> None:
    def stop(_connection: Connection) -> None:
        raise StopIteration

    for ask in (database.read, database.write):
        with pytest.raises(RuntimeError):
            await ask(stop)
    assert await database.write(count) == 0


async def test_an_error_inside_a_savepoint_is_survived(database: Database) -> None:
    def twice(connection: Connection) -> None:
        seat(connection, "kim")
        with suppress(IntegrityError), connection.begin_nested():
            seat(connection, "kim")
        seat(connection, "lee")

    await open_market(database)
    await database.write(twice)
    assert await database.read(guests) == ["kim", "lee"]


async def test_what_is_found_out_at_commit_is_told_the_same(database: Database) -> None:
    await open_market(database)
    with pytest.raises(IntegrityError):
        await database.write(lambda connection: seat(connection, "lost", slot=99))
    assert await database.read(guests) == []


async def test_a_snapshot_stays_as_it_was(database: Database, database_url: str) -> None:
    await open_market(database)

    def look_twice(connection: Connection) -> tuple[int, int]:
        before = seated(connection)
        elsewhere(database_url, lambda other: seat(other, "latecomer"))
        return before, seated(connection)

    assert await database.read(look_twice, snapshot=True) == (0, 0)
    assert await database.read(seated) == 1


async def test_without_one_postgresql_looks_anew(postgres_url: str) -> None:
    """The negative control of the test above."""
    async with open_database(postgres_url) as database:
        await open_market(database)

        def look_twice(connection: Connection) -> tuple[int, int]:
            before = seated(connection)
            elsewhere(postgres_url, lambda other: seat(other, "latecomer"))
            return before, seated(connection)

        assert await database.read(look_twice) == (0, 1)


def elsewhere(url: str, work: Callable[[Connection], None]) -> None:
    """Write as another process does: a door of its own, in a thread and event loop of its own."""

    async def write() -> None:
        async with open_database(url) as other:
            await other.write(work)

    thread = threading.Thread(target=lambda: asyncio.run(write()))
    thread.start()
    thread.join()


async def test_forty_buyers_get_ten_seats(database: Database) -> None:
    await open_market(database, capacity=10)

    def buy(connection: Connection, guest: str) -> bool:
        taken = connection.execute(take_seat(), {"slot": 1}).one_or_none()
        if taken:
            seat(connection, guest)
        return taken is not None

    buyers = [database.write(partial(buy, guest=f"guest {number}")) for number in range(40)]
    assert sum(await asyncio.gather(*buyers)) == 10
    assert await database.read(seated) == 10


async def test_looking_first_and_taking_then_oversells(postgres_url: str) -> None:
    """The negative control: on PostgreSQL units do run side by side."""
    async with open_database(postgres_url) as database:
        await open_market(database)
        all_have_looked = asyncio.Barrier(4)

        def buy(connection: Connection, guest: str) -> None:
            free = seated(connection) < 1
            await_only(all_have_looked.wait())
            if free:
                seat(connection, guest)

        await asyncio.gather(
            *[database.write(partial(buy, guest=f"guest {number}")) for number in range(4)]
        )
        assert await database.read(seated) == 4


async def test_a_closed_door_stays_closed(database: Database) -> None:
    await database.close()
    with pytest.raises(DatabaseClosed):
        await database.read(count)
    with pytest.raises(DatabaseClosed):
        await database.write(count)
