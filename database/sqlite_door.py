"""The door to SQLite: one writer with group commit and a few readers, each in its own thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import URL, Connection

from database.errors import DatabaseClosed, UnknownDatabase
from database.plans import Plans
from database.sqlite_batch import Batches
from database.sqlite_connection import READER, WRITER, Prepared, prepare
from database.sqlite_file import create_missing
from database.sqlite_readers import SqliteReader, SqliteReaders
from database.sqlite_thread import SqliteThread, open_thread
from database.sqlite_unit import Unit
from database.sqlite_writer import SqliteWriter

T = TypeVar("T")
READERS = 3


@dataclass(frozen=True, slots=True)
class Connections:
    """Those of one database, each in its thread; closing `threads` closes them."""

    writer: SqliteThread
    batches: Batches
    readers: Sequence[SqliteReader]
    threads: AsyncExitStack


class SqliteDatabase:
    """See database.door.Database."""

    dialect = "sqlite"

    def __init__(
        self,
        writer: SqliteWriter,
        readers: SqliteReaders,
        clock: Callable[[], datetime],
        threads: AsyncExitStack,
    ) -> None:
        self._writer = writer
        self._readers = readers
        self._clock = clock
        self._threads = threads
        self._closed = False

    async def read(self, work: Callable[[Connection], T], *, snapshot: bool = False) -> T:
        """Every read sees one moment here, with or without `snapshot`."""
        del snapshot
        if self._closed:
            raise DatabaseClosed
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._readers.submit(work, future)
        return await future

    async def write(
        self,
        work: Callable[[Connection], T],
        *,
        urgent: bool = False,
        patient: bool = False,
        deadline: datetime | None = None,
    ) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        unit = Unit(work, future, self._clock, urgent=urgent, patient=patient, deadline=deadline)
        self._writer.submit(unit)
        return await future

    async def close(self) -> None:
        self._closed = True
        try:
            await self._writer.close()
            await self._readers.close()
        finally:  # a thread that is left running would keep the program from ending
            await self._threads.aclose()


async def open_sqlite(url: URL, clock: Callable[[], datetime]) -> SqliteDatabase:
    path = url.database
    if not path or path == ":memory:":
        raise UnknownDatabase("sqlite without a file")
    create_missing(path)
    return database_on(await connections(path), clock)


def database_on(opened: Connections, clock: Callable[[], datetime]) -> SqliteDatabase:
    writer = SqliteWriter(opened.writer, opened.batches)
    return SqliteDatabase(writer, SqliteReaders(opened.readers), clock, opened.threads)


async def connections(path: str) -> Connections:
    plans = Plans()
    async with AsyncExitStack() as stack:
        writer, prepared = await open_one(path, WRITER, plans, stack)
        batches = Batches(prepared)
        later = [SqliteReader(await open_thread_in(stack, path), plans) for _ in range(READERS - 1)]
        thread, prepared = await open_one(path, READER, plans, stack)
        readers = [*later, SqliteReader(thread, plans, prepared)]  # the last begins
        return Connections(writer, batches, readers, stack.pop_all())


async def open_one(
    path: str, settings: Mapping[str, object], plans: Plans, stack: AsyncExitStack
) -> tuple[SqliteThread, Prepared]:
    thread = await open_thread_in(stack, path)
    return thread, await thread.submit(lambda: prepare(thread.raw, settings, plans))


async def open_thread_in(stack: AsyncExitStack, path: str) -> SqliteThread:
    thread = await open_thread(path)
    stack.push_async_callback(thread.close)
    return thread
