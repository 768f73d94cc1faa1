"""The rhythm of every worker: work, then wait for the wakeup, what is due next, or five seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.logs import Log
from bot.wakeups import woken_or_due

BREATH = timedelta(milliseconds=200)
"""What is overdue and still there is not tried again sooner."""

Work = Callable[[], Awaitable[datetime | None]]
"""Does what there is to do; says when there is more, as far as it knows."""


@dataclass(frozen=True, slots=True)
class WorkerLoop:
    """Runs workers; what goes wrong in one is logged and tried again."""

    clock: Clock
    log: Log

    async def run(self, work: Work, wakeup: asyncio.Event | None = None) -> None:
        """Works until cancelled; without a wakeup, by the clock alone."""
        wakeup = wakeup or asyncio.Event()
        while True:
            wakeup.clear()
            due = await self.once(work)
            earliest = self.clock.now() + BREATH
            await woken_or_due(wakeup, self.clock, max(due, earliest) if due else None)

    async def once(self, work: Work) -> datetime | None:
        """Does the work, come what may; None when it stumbled."""
        try:
            return await work()
        except Exception:
            self.log.exception("a worker stumbled")
            return None
