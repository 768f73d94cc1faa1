"""Suspended merchants' open orders are cancelled beside everything else that goes on."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.wakeups import Wakeups
from database.door import Database
from orders import suspending

AT_ONCE = 25
"""Orders in one transaction, so that guests elsewhere do not wait for it."""


@dataclass(frozen=True, slots=True)
class CallingOff:
    """Goes on until no suspended merchant has anything open."""

    database: Database
    clock: Clock
    wakeups: Wakeups

    async def work(self) -> datetime | None:
        """All there is, one transaction after the other; nothing is written while there is none."""
        if not await self.database.read(suspending.is_calling_off):
            return None
        while await self._some():
            self.wakeups.wake_all()
        return None

    async def _some(self) -> int:
        now = self.clock.now()
        return await self.database.write(
            lambda connection: suspending.call_off(connection, now, AT_ONCE)
        )
