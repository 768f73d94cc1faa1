"""A unit of work on its way through the SQLite writer, and what became of it."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from database.errors import DeadlinePassed


@dataclass(slots=True)
class Outcome:
    """What became of a unit: a result, or an error; `again` when it is to be queued once more.

    Neither this nor a unit is ever changed; a frozen one takes five times as long to make.
    """

    result: Any = None
    error: BaseException | None = None
    again: bool = False

    @property
    def stands(self) -> bool:
        return self.error is None and not self.again


@dataclass(eq=False, slots=True)
class Unit:
    """A unit of work, who waits for it, and until when it makes sense."""

    work: Callable[[Connection], Any]
    future: asyncio.Future[Any]
    clock: Callable[[], datetime]
    urgent: bool = False
    patient: bool = False
    deadline: datetime | None = None
    queued_at: float = field(default_factory=time.monotonic)

    def run(self, connection: Connection) -> Outcome:
        try:
            late = self.too_late()
            return Outcome(error=late) if late else Outcome(self.work(connection))
        except BaseException as error:  # noqa: BLE001 - it goes to the caller, never to the writer
            return Outcome(error=tellable(error), again=is_busy(error))

    def too_late(self) -> DeadlinePassed | None:
        if self.deadline is None or self.clock() <= self.deadline:
            return None
        return DeadlinePassed(self.deadline)


def answer(future: asyncio.Future[Any], outcome: Outcome) -> None:
    if future.done():  # the caller was cancelled
        return
    if outcome.error is None:
        future.set_result(outcome.result)
    else:
        future.set_exception(outcome.error)


def tellable(error: BaseException) -> BaseException:
    """An error that a future accepts: StopIteration would end whoever awaits it."""
    if not isinstance(error, StopIteration):
        return error
    told = RuntimeError("a unit of work raised StopIteration")
    told.__cause__ = error
    return told


def is_busy(error: BaseException) -> bool:
    """Whether another connection was in the way, so that trying again may help."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
