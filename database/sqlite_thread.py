"""One SQLite connection in a thread of its own, to which whole units of work are sent.

aiosqlite has no public call for running a function in its thread: its queue is used here and
nowhere else, and tests/database/test_sqlite_thread.py fails when a new version changes it.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar, cast

import aiosqlite

from database.sqlite_connection import UnitConnection

T = TypeVar("T")
STATEMENTS = 500
"""Kept parsed by SQLite: more than the program has on the ways that guests take."""


class SqliteThread:
    """Runs functions one after the other in the thread that owns the connection."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    def submit(self, job: Callable[[], T]) -> asyncio.Future[T]:
        """Have the job run; one that nobody awaits any more still runs."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._connection._tx.put_nowait((future, job))  # noqa: SLF001 - see above
        return future

    @property
    def raw(self) -> UnitConnection:
        """To be used in the thread only."""
        return cast("UnitConnection", self._connection._conn)  # noqa: SLF001 - see above

    async def close(self) -> None:
        await self._connection.close()


async def open_thread(path: str) -> SqliteThread:
    """Open the file, with no transaction of sqlite3's own making."""
    connection = aiosqlite.connect(
        path, isolation_level=None, factory=UnitConnection, cached_statements=STATEMENTS
    )
    try:
        return SqliteThread(await connection)
    except BaseException:
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001 - it still answers the loop
        raise
