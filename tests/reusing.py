"""Lets SQLite files, and connections to them, serve one test after the other.

Each connection reads the schema anew, and the plan of each statement is made anew on it: for a small
test that is most of the work. What a test wrote is deleted; triggers that would refuse are not asked.
A file whose schema a test has altered, or that somebody still works on, is not used again.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from database import sqlite_door
from database.sqlite_door import Connections, SqliteDatabase, database_on

open_anew = sqlite_door.open_sqlite

MOST_TESTS = 1_000
MOST_PAGES = 3_000
"""Free ones gather in a file."""

MOST = 2
"""So many sets of connections are kept of each file."""

VERSION = "alembic_version"  # its row stays

TABLES = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> ?
"""
INDEXES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'"
NUMBERS = "SELECT 'sqlite_sequence' WHERE EXISTS (SELECT 1 FROM sqlite_sequence)"
WORDS = {"locations", "vocabulary"}
"""What is in them is in the indexes of words, too."""


@dataclass(eq=False)
class File:
    """A database, what its schema was at first, and the connections to it that are at rest."""

    path: Path
    at_rest: list[Connections] = field(default_factory=list)
    tests: int = 0

    def __post_init__(self) -> None:
        self.wiper = sqlite3.connect(self.path, isolation_level=None, timeout=0.2)
        self.wiper.set_authorizer(nothing_by_triggers)
        self.schema = self._asked("schema_version")
        tables = [name for (name,) in self.wiper.execute(TABLES, (VERSION,))]
        self.touched = " UNION ALL ".join([*map(emptied, tables), NUMBERS])
        self.indexes = [name for (name,) in self.wiper.execute(INDEXES)]

    def wipe(self) -> bool:
        """Whether the database is as new again."""
        self.tests += 1
        try:
            self.wiper.execute("BEGIN IMMEDIATE")
            touched = [table for (table,) in self.wiper.execute(self.touched)]
            for table in touched:
                self.wiper.execute(f"DELETE FROM {table}")
            for index in self.indexes if WORDS & set(touched) else ():
                self.wiper.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
            self.wiper.execute("COMMIT")
        except sqlite3.Error:
            return False
        return (
            self.tests < MOST_TESTS
            and self._asked("schema_version") == self.schema
            and self._asked("page_count") < MOST_PAGES
        )

    async def take(self) -> Connections:
        """Some that are at rest, or new ones; closed, they come to rest again."""
        if self.at_rest:
            opened, ending = self.at_rest.pop(), AsyncExitStack()
        else:
            opened = await sqlite_door.connections(str(self.path))
            ending = AsyncExitStack()
        kept = opened.threads
        ending.push_async_callback(self._lay_aside, opened, kept)
        return replace(opened, threads=ending)

    async def _lay_aside(self, opened: Connections, threads: AsyncExitStack) -> None:
        if len(self.at_rest) < MOST and not opened.batches.prepared.raw.in_transaction:
            self.at_rest.append(replace(opened, threads=threads))
        else:
            await threads.aclose()

    async def end(self) -> None:
        self.wiper.close()
        for each in self.at_rest:
            await each.threads.aclose()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _asked(self, pragma: str) -> int:
        return int(self.wiper.execute(f"PRAGMA {pragma}").fetchone()[0])


def emptied(table: str) -> str:
    return f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})"


def nothing_by_triggers(
    _action: int, _what: str | None, _of: str | None, _base: str | None, trigger: str | None
) -> int:
    """SQLite leaves out of a statement what is ignored."""
    return sqlite3.SQLITE_OK if trigger is None else sqlite3.SQLITE_IGNORE


class Reused:
    """The files of one worker that are clean, and those in use; in the loop of its tests."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.clean: list[File] = []
        self.in_use: dict[str, File] = {}

    def take(self, new: Callable[[], Path]) -> File:
        file = self.clean.pop() if self.clean else File(new())
        self.in_use[str(file.path)] = file
        return file

    def give_back(self, file: File) -> None:
        del self.in_use[str(file.path)]
        if file.wipe():
            self.clean.append(file)
        else:
            self.loop.run_until_complete(file.end())

    def end(self) -> None:
        for file in self.clean:
            self.loop.run_until_complete(file.end())

    async def open(self, url: URL, clock: Callable[[], datetime]) -> SqliteDatabase:
        """As the program does it, elsewhere than in the loop of the tests and for any other file."""
        file = self.in_use.get(url.database or "")
        if file is None or asyncio.get_running_loop() is not self.loop:
            return await open_anew(url, clock)
        return database_on(await file.take(), clock)
