"""Reads the files that operators sent, one after the other, in short transactions beside everything else."""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import Clock
from bot.logs import Log
from bot.transient import is_transient
from catalog import import_files
from catalog.importing import Report, Unit
from catalog.menu.importing import run_of
from database.door import Database
from database.money import LimitsOf


@dataclass(frozen=True, slots=True)
class Importing:
    """A file that was half read when the program ended is read anew: what is there is not taken twice."""

    database: Database
    clock: Clock
    log: Log
    takes: LimitsOf
    currency: str = "EUR"
    """Of menus that say none."""

    async def work(self) -> datetime | None:
        """All that wait."""
        while (found := await self.database.read(import_files.waiting)) is not None:
            file_id, name, content = found
            try:
                report = await self._read(name, content)
            except Exception as error:
                if is_transient(error):
                    raise
                self.log.exception("a file could not be imported", file=file_id)
                await self.database.write(partial(self._fail, file_id))
            else:
                await self.database.write(partial(self._finish, file_id, report))
        return None

    def _fail(self, file_id: int, connection: Connection) -> None:
        import_files.fail(connection, file_id, self.clock.now())

    def _finish(self, file_id: int, report: Report, connection: Connection) -> None:
        import_files.finish(connection, file_id, report, self.clock.now())

    async def _read(self, name: str, content: bytes) -> Report:
        with tempfile.TemporaryDirectory(prefix="hereabouts-") as folder:
            path = Path(folder) / f"sent{Path(name).suffix.lower()}"
            await asyncio.to_thread(path.write_bytes, content)
            begin = partial(
                run_of, path, self.clock.now(), takes=self.takes, currency=self.currency
            )
            run = await asyncio.to_thread(begin)
            run.report.file = name
            units = run.units()
            while (unit := await asyncio.to_thread(_next, units)) is not None:
                run.count(await self.database.write(unit))
            return run.report


def _next(units: Iterator[Unit]) -> Unit | None:
    return next(units, None)
