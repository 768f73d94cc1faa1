"""What is due for many orders at once is done in batches, beside everything else that goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.clock import Clock
from bot.wakeups import Wakeups
from database.door import Database

AT_ONCE = 25
"""Orders in one transaction, so that guests elsewhere do not wait for it."""


@dataclass(frozen=True, slots=True)
class InBatches:
    """Goes on until nothing is due any more; `do` does so much at once, and says how much that was."""

    is_due: Callable[[Connection], bool]
    do: Callable[[Connection, datetime, int], int]
    database: Database
    clock: Clock
    wakeups: Wakeups

    async def work(self) -> datetime | None:
        """All there is, one transaction after the other; nothing is written while there is none."""
        if not await self.database.read(self.is_due):
            return None
        while await self._some():
            self.wakeups.wake_all()
        return None

    async def _some(self) -> int:
        now = self.clock.now()
        return await self.database.write(lambda connection: self.do(connection, now, AT_ONCE))
