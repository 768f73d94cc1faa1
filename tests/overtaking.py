"""Two units of work, a step of one after a step of the other, the same way every time."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.util import await_only

from database.door import Database
from database.errors import Refusal
from tests.guards import listening

Unit = Callable[[Connection], Any]

ROW_LOCK = re.compile(r" FOR (NO KEY |KEY )?(UPDATE|SHARE)( OF \w+)?( SKIP LOCKED)?")

WAITING = """
    SELECT EXISTS (SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock')"""


async def overtaken(database: Database, slow: Unit, fast: Unit, *, before: str) -> Any:
    """`fast` runs whole when `slow` is about to run the first statement with `before` in it.

    Nothing keeps it out: `slow` takes no row locks on PostgreSQL and has no transaction on SQLite.
    What came of `slow`, which may be a Refusal.
    """
    loop, passed = asyncio.get_running_loop(), asyncio.Event()

    def overtake() -> None:
        if database.dialect == "postgresql":
            await_only(database.write(fast))
        else:
            asyncio.run_coroutine_threadsafe(database.write(fast), loop).result()

    def step(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> tuple[str, Any]:
        if before in statement and not passed.is_set():
            passed.set()
            overtake()
        return ROW_LOCK.sub("", statement), parameters

    with listening(step):
        result = await attempt(database, slow)
    assert passed.is_set(), before
    return result


async def attempt(database: Database, slow: Unit) -> Any:
    try:
        if database.dialect == "postgresql":
            return await database.write(slow)
        file = await database.read(lambda c: c.exec_driver_sql("PRAGMA database_list").one()[2])
        return await asyncio.to_thread(without_transaction, file, slow)
    except Refusal as refusal:
        return refusal


def without_transaction(file: str, unit: Unit) -> Any:
    """Each statement for itself, as Python's driver does it for who does not ask for more."""
    engine = create_engine(f"sqlite:///{file}", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            return unit(connection)
    finally:
        engine.dispose()


@contextmanager
def without_row_locks() -> Iterator[None]:
    """SELECT takes no locks, so that only what an UPDATE asks for itself keeps units apart."""

    def take_out(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> tuple[str, Any]:
        return ROW_LOCK.sub("", statement), parameters

    with listening(take_out):
        yield


class Crashed(Refusal):
    """The program is gone before it could commit."""


async def behind(
    database: Database, first: Unit, second: Unit, *, crash: bool = False
) -> list[Any]:
    """What came of both when `second` begins in the middle of `first`, for PostgreSQL only.

    `first` has done everything but commit until `second` waits for it, or is done without waiting;
    with `crash` it never commits.
    """
    begun, ended = asyncio.Event(), asyncio.Event()

    def lead(connection: Connection) -> Any:
        try:
            result = first(connection)
        finally:
            begun.set()
        await_only(others_wait(database, ended))
        if crash:
            raise Crashed
        return result

    async def follow() -> Any:
        await begun.wait()
        try:
            return await outcome(database, second)
        finally:
            ended.set()

    return await asyncio.gather(outcome(database, lead), follow())


async def others_wait(database: Database, ended: asyncio.Event) -> None:
    """Until somebody waits for a lock, or nobody will."""
    while not ended.is_set():
        if await database.read(lambda c: c.exec_driver_sql(WAITING).scalar_one()):
            return


async def outcome(database: Database, unit: Unit) -> Any:
    try:
        return await database.write(unit)
    except Refusal as refusal:
        return refusal
