"""Trouble inside the program, on SQLite: a unit ends everybody's transaction, the disk is full.

They lie as long as the file is there that `lay` is told of.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from database.sqlite_unit import Unit
from database.sqlite_writer import SqliteWriter

ENDS = 0.05
FULL = 0.004
"""How often a unit brings one with it that ends the transaction, or after which the disk is full."""

FULL_FOR = 12
"""Units: as many fail, or as few as need no room."""

END = "INSERT OR ROLLBACK INTO people (id) VALUES (NULL)"
"""A name is missing; whoever was in the same batch loses its work and has to do it again."""

ROOM = "PRAGMA max_page_count = 1073741823"
NO_ROOM = "PRAGMA max_page_count = 1"
"""SQLite makes it as many pages as there are."""


@dataclass
class Mines:
    """`left` is for how many units the disk stays full. The first unit among them meets one."""

    file: Path
    random: Random
    left: int = 0
    met: bool = False

    def beside(self) -> str | None:
        """What is to happen right after the next unit."""
        if self.left:
            self.left -= 1
            over = not self.left or not self.file.exists()
            self.left = 0 if over else self.left
            return ROOM if over else None
        if not self.file.exists():
            return None
        if self.random.random() < FULL:
            self.left = FULL_FOR
            return NO_ROOM
        if self.met and self.random.random() >= ENDS:
            return None
        self.met = True
        return END


def lay(file: Path) -> None:
    mines, submit = Mines(file, Random()), SqliteWriter.submit

    def with_mines(self: SqliteWriter, unit: Unit) -> None:
        submit(self, unit)
        statement = mines.beside()
        if statement:
            submit(self, mine(statement))

    SqliteWriter.submit = with_mines  # type: ignore[method-assign]


def mine(statement: str) -> Unit:
    def work(connection: Connection) -> None:
        print(f'{{"event": "a mine", "statement": "{statement}"}}', flush=True)  # noqa: T201
        connection.exec_driver_sql(statement)

    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda done: done.exception())
    return Unit(work, future, lambda: datetime.now(UTC))  # noqa: TID251 - no deadline is asked
