"""The readers of a SQLite database: query-only connections that share one queue.

Python runs one thread at a time, so short reads are done fastest by one thread that takes all that
waits in one go; the other readers step in only when a read is slow.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

from database.plans import Plans
from database.sqlite_connection import READER, Prepared, prepare
from database.sqlite_thread import SqliteThread
from database.sqlite_unit import Outcome, answer, tellable

LONGEST_TURN = 0.004
"""Seconds of reading after which a reader answers before it goes on."""

SLOW = 0.006
"""When a read has waited so long, another reader is started and finished ones are answered."""

Read = tuple[Callable[[Connection], Any], asyncio.Future[Any]]
Done = tuple[asyncio.Future[Any], Outcome]


class SqliteReader:
    """Lives in its thread; one that was not prepared is when it first steps in."""

    def __init__(
        self, thread: SqliteThread, plans: Plans, prepared: Prepared | None = None
    ) -> None:
        self.thread = thread
        self._plans = plans
        self._prepared = prepared

    def drain(self, waiting: deque[Read], done: deque[Done]) -> None:
        """Read until nothing waits or the turn is over."""
        over = time.monotonic() + LONGEST_TURN
        while waiting and time.monotonic() < over:
            try:
                work, future = waiting.popleft()
            except IndexError:  # another reader was faster
                return
            if not future.cancelled():
                done.append((future, self._read(work)))

    def _read(self, work: Callable[[Connection], Any]) -> Outcome:
        """Each in a transaction of its own, so that it sees one moment."""
        try:
            return Outcome(self._in_transaction(work))
        except BaseException as error:  # noqa: BLE001 - it goes to the caller
            return Outcome(error=tellable(error))

    def _in_transaction(self, work: Callable[[Connection], Any]) -> Any:
        if self._prepared is None:
            self._prepared = prepare(self.thread.raw, READER, self._plans)
        self._prepared.execute("BEGIN")
        try:
            return work(self._prepared.connection)
        finally:
            self._prepared.end()


class SqliteReaders:
    """Lives in the event loop."""

    def __init__(self, readers: Sequence[SqliteReader]) -> None:
        self._loop = asyncio.get_running_loop()
        self._resting = list(readers)
        self._readers = len(readers)
        self._waiting: deque[Read] = deque()
        self._done: deque[Done] = deque()
        self._check: asyncio.TimerHandle | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    def submit(self, work: Callable[[Connection], Any], future: asyncio.Future[Any]) -> None:
        self._waiting.append((work, future))
        if self._idle.is_set():
            self._idle.clear()
            self._check = self._loop.call_later(SLOW, self._look_after)
            self._loop.call_soon(self._start)  # so that callers waking with this one come along

    async def close(self) -> None:
        """Once nothing more is submitted."""
        await self._idle.wait()

    def _start(self) -> None:
        if self._resting and self._waiting:
            reader = self._resting.pop()
            job = reader.thread.submit(lambda: reader.drain(self._waiting, self._done))
            job.add_done_callback(lambda _job: self._finished(reader))

    def _finished(self, reader: SqliteReader) -> None:
        self._resting.append(reader)
        self._answer()
        if self._waiting:
            self._loop.call_soon(self._start)
        elif len(self._resting) == self._readers and self._check:
            self._check.cancel()
            self._idle.set()

    def _look_after(self) -> None:
        """Some read is slow: answer those that are done and give the waiting ones a reader."""
        self._answer()
        self._start()
        self._check = self._loop.call_later(SLOW, self._look_after)

    def _answer(self) -> None:
        while self._done:
            future, outcome = self._done.popleft()
            answer(future, outcome)
