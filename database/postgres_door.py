"""The door to PostgreSQL: whole units on a pooled connection, run again after a conflict."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from database.errors import DatabaseClosed, DeadlinePassed

T = TypeVar("T")

POOL = 10
RESERVED = 2
"""Connections that only urgent units take."""

ATTEMPTS = 8
CONFLICTS = frozenset({"40001", "40P01", "55P03"})
"""Serialisation failure, deadlock, lock timeout."""

SETTINGS = {
    "application_name": "hereabouts",
    "default_transaction_isolation": "read committed",
    "idle_in_transaction_session_timeout": "10000",
    "lock_timeout": "3000",
    "statement_timeout": "10000",
    "timezone": "UTC",
}


class PostgresDatabase:
    """See database.door.Database."""

    dialect = "postgresql"

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._places = asyncio.Semaphore(POOL - RESERVED)
        self._reads = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._snapshots = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._closed = False

    async def read(self, work: Callable[[Connection], T], *, snapshot: bool = False) -> T:
        engine = self._snapshots if snapshot else self._reads
        async with self._place(urgent=False), engine.connect() as connection:
            return await connection.run_sync(work)

    async def write(
        self,
        work: Callable[[Connection], T],
        *,
        urgent: bool = False,
        deadline: datetime | None = None,
    ) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._place(urgent=urgent), self._engine.connect() as connection:
                    self._refuse_late(deadline)
                    return await connection.run_sync(in_transaction, work)
            except DBAPIError as error:
                if attempt == ATTEMPTS or not is_conflict(error):
                    raise
            await asyncio.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter
        raise AssertionError

    async def close(self) -> None:
        self._closed = True
        await self._engine.dispose()

    @asynccontextmanager
    async def _place(self, *, urgent: bool) -> AsyncIterator[None]:
        if self._closed:
            raise DatabaseClosed
        if urgent:
            yield
        else:
            async with self._places:
                yield

    def _refuse_late(self, deadline: datetime | None) -> None:
        if deadline is not None and self._clock() > deadline:
            raise DeadlinePassed(deadline)


def in_transaction(connection: Connection, work: Callable[[Connection], T]) -> T:
    with connection.begin():
        return work(connection)


def is_conflict(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in CONFLICTS


async def open_postgres(url: URL, clock: Callable[[], datetime]) -> PostgresDatabase:
    engine = create_async_engine(
        url, pool_size=POOL, max_overflow=0, connect_args={"server_settings": SETTINGS}
    )
    return PostgresDatabase(engine, clock)
