"""Both engines keep the promises of the door."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from database import outbox
from database.door import Database
from database.errors import DatabaseClosed, DeadlinePassed
from database.outbox import Message
from database.outbox_table import outbox as messages


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


async def test_a_closed_door_stays_closed(database: Database) -> None:
    await database.close()
    with pytest.raises(DatabaseClosed):
        await database.read(count)
    with pytest.raises(DatabaseClosed):
        await database.write(count)
