"""The rhythm of every worker: work, then wait for the bell, what is due next, or five seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bells import rung_or_due
from bot.clock import Clock
from bot.logs import Log

BREATH = timedelta(milliseconds=200)
"""What is overdue and still there is not tried again sooner."""

Work = Callable[[], Awaitable[datetime | None]]
"""Does what there is to do; says when there is more, as far as it knows."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Runs workers; what goes wrong in one is logged and tried again."""

    clock: Clock
    log: Log

    async def run(self, work: Work, bell: asyncio.Event | None = None) -> None:
        """Works until cancelled; without a bell, by the clock alone."""
        bell = bell or asyncio.Event()
        while True:
            bell.clear()
            due = await self.once(work)
            earliest = self.clock.now() + BREATH
            await rung_or_due(bell, self.clock, max(due, earliest) if due else None)

    async def once(self, work: Work) -> datetime | None:
        """Does the work, come what may; None when it stumbled."""
        try:
            return await work()
        except Exception:
            self.log.exception("a worker stumbled")
            return None
