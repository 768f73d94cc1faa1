"""The one writer of a SQLite database: a queue whose waiting units share a COMMIT.

While a batch is in the writer's thread the next one gathers by itself, so nobody has to wait for
company but who is patient.
"""

import asyncio
import random
import time
from collections import deque

from database.errors import DatabaseBusy, DatabaseClosed
from database.sqlite_batch import Batches
from database.sqlite_thread import SqliteThread
from database.sqlite_unit import Outcome, Unit, answer

LARGEST_BATCH = 64
PATIENCE = 10.0
"""Seconds that a unit waits for another process to let go of the database."""

COMPANY = 0.03
"""Seconds that a patient unit waits for others, to share their commit."""

LONGEST_STRETCH = 0.05
PAUSE = 0.002
"""After so long without a break the writer pauses, so that other processes can write too."""


class SqliteWriter:
    """Lives in the event loop; its batches run in the thread."""

    def __init__(self, thread: SqliteThread, batches: Batches) -> None:
        self._thread = thread
        self._batches = batches
        self._loop = asyncio.get_running_loop()
        self._urgent: deque[Unit] = deque()
        self._waiting: deque[Unit] = deque()
        self._stretch_began = 0.0
        self._alone: asyncio.TimerHandle | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    def submit(self, unit: Unit) -> None:
        if self._closed:
            raise DatabaseClosed
        self._queue(unit).append(unit)
        if not unit.patient:
            self._begin()
        elif self._idle.is_set() and self._alone is None:
            self._alone = self._loop.call_later(COMPANY, self._begin)

    async def close(self) -> None:
        self._closed = True
        self._begin()
        await self._idle.wait()

    def _begin(self) -> None:
        if self._alone is not None:
            self._alone.cancel()
            self._alone = None
        if self._idle.is_set():
            self._idle.clear()
            self._stretch_began = time.monotonic()
            self._loop.call_soon(self._start)  # so that callers waking with this one come along

    def _queue(self, unit: Unit) -> deque[Unit]:
        return self._urgent if unit.urgent else self._waiting

    def _start(self) -> None:
        units = self._next_batch()
        if not units:
            self._idle.set()
            return
        job = self._thread.submit(lambda: self._batches.run(units))
        job.add_done_callback(lambda done: self._finished(units, done))

    def _next_batch(self) -> list[Unit]:
        units: list[Unit] = []
        for queue in (self._urgent, self._waiting):
            while queue and len(units) < LARGEST_BATCH:
                unit = queue.popleft()
                if not unit.future.done():
                    units.append(unit)
        return units

    def _finished(self, units: list[Unit], job: asyncio.Future[list[Outcome]]) -> None:
        error = job.exception()
        outcomes = [Outcome(error=error) for _ in units] if error else job.result()
        busy = any(outcome.again and outcome.error for outcome in outcomes)
        for unit, outcome in reversed(list(zip(units, outcomes, strict=True))):
            verdict = given_up(unit, outcome) if outcome.again else outcome
            if verdict:
                answer(unit.future, verdict)
            else:
                self._queue(unit).appendleft(unit)
        self._continue(busy=busy)

    def _continue(self, *, busy: bool) -> None:
        now = time.monotonic()
        if busy:
            self._loop.call_later(random.uniform(0.001, 0.004), self._start)  # noqa: S311 - jitter
        elif now - self._stretch_began > LONGEST_STRETCH:
            self._stretch_began = now
            self._loop.call_later(PAUSE, self._start)
        else:
            self._loop.call_soon(self._start)


def given_up(unit: Unit, outcome: Outcome) -> Outcome | None:
    """What to tell a unit that would have to wait once more, if it should not."""
    late = unit.too_late()
    if late is not None:
        return Outcome(error=late)
    if outcome.error is not None and time.monotonic() - unit.queued_at > PATIENCE:
        busy = DatabaseBusy()
        busy.__cause__ = outcome.error
        return Outcome(error=busy)
    return None
