"""The door to PostgreSQL: whole units on pooled connections, run again after a conflict."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from database.errors import DatabaseClosed, DeadlinePassed
from database.plans import Plans
from database.postgres_engine import POOL, reading_engine, writing_engine
from database.postgres_running import PostgresUnits
from database.postgres_unit import in_snapshot, in_transaction, is_conflict

T = TypeVar("T")
ATTEMPTS = 10


class PostgresDatabase:
    """See database.door.Database."""

    dialect = "postgresql"

    def __init__(
        self, writing: AsyncEngine, reading: AsyncEngine, clock: Callable[[], datetime]
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._snapshots = reading.execution_options(isolation_level="REPEATABLE READ")
        self._plans = Plans()
        self._clock = clock
        self._places = asyncio.Semaphore(POOL)
        self._closed = False

    async def read(self, work: Callable[[Connection], T], *, snapshot: bool = False) -> T:
        self._refuse_closed()
        if snapshot:
            async with self._snapshots.connect() as connection:
                return await connection.run_sync(in_snapshot, work)
        return await greenlet_spawn(self._look, work)

    async def write(
        self,
        work: Callable[[Connection], T],
        *,
        urgent: bool = False,
        patient: bool = False,
        deadline: datetime | None = None,
    ) -> T:
        del patient  # no two share a commit here
        for attempt in range(1, ATTEMPTS):
            try:
                return await self._attempt(work, urgent, deadline)
            except DBAPIError as error:
                if not is_conflict(error):
                    raise
            await asyncio.sleep(random.uniform(0, 0.002 * 2**attempt))  # noqa: S311 - jitter
        return await self._attempt(work, urgent, deadline)

    async def close(self) -> None:
        self._closed = True
        await self._writing.dispose()
        await self._reading.dispose()

    async def _attempt(
        self, work: Callable[[Connection], T], urgent: bool, deadline: datetime | None
    ) -> T:
        self._refuse_closed()
        async with self._place(urgent):
            return await greenlet_spawn(self._change, work, deadline)

    def _change(self, work: Callable[[Connection], T], deadline: datetime | None) -> T:
        with self._units(self._writing) as connection:
            if deadline is not None and self._clock() > deadline:
                raise DeadlinePassed(deadline)
            return in_transaction(connection, work)

    def _look(self, work: Callable[[Connection], T]) -> T:
        with self._units(self._reading) as connection:
            return work(connection)

    def _units(self, engine: AsyncEngine) -> PostgresUnits:
        """What AsyncEngine.connect and run_sync do in three steps is one within `greenlet_spawn`:
        a third faster to read.
        """
        return PostgresUnits(engine.sync_engine, self._plans)

    @asynccontextmanager
    async def _place(self, urgent: bool) -> AsyncIterator[None]:
        if urgent:
            yield
        else:
            async with self._places:
                yield

    def _refuse_closed(self) -> None:
        if self._closed:
            raise DatabaseClosed


async def open_postgres(url: URL, clock: Callable[[], datetime]) -> PostgresDatabase:
    """The first connection is made at once, so that a wrong address shows at the start."""
    database = PostgresDatabase(writing_engine(url), reading_engine(url), clock)
    try:
        await database.read(lambda connection: connection.exec_driver_sql("SELECT 1"))
    except BaseException:
        await database.close()
        raise
    return database
