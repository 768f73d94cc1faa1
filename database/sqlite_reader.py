"""A reader of a SQLite database: whole units on a query-only connection, each seeing one moment."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from database.sqlite_connection import Prepared
from database.sqlite_thread import SqliteThread
from database.sqlite_unit import tellable

T = TypeVar("T")


class SqliteReader:
    """Its units queue in the thread; whoever reads next takes the reader with the shortest queue."""

    def __init__(self, thread: SqliteThread, prepared: Prepared) -> None:
        self._thread = thread
        self._prepared = prepared

    @property
    def pending(self) -> int:
        return self._thread.pending

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await self._thread.submit(lambda: self._run(work))

    def _run(self, work: Callable[[Connection], T]) -> T:
        self._prepared.execute("BEGIN")
        try:
            return work(self._prepared.connection)
        except StopIteration as error:
            raise tellable(error) from error
        finally:
            self._prepared.end()
