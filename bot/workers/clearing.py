"""Bookings in times that a merchant has closed are seen to beside everything else that goes on."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.wakeups import Wakeups
from database.door import Database
from orders import clearing

AT_ONCE = 25
"""Orders in one transaction, so that guests elsewhere do not wait for it."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """Goes on until no closure has a booking to see to."""

    database: Database
    clock: Clock
    wakeups: Wakeups

    async def work(self) -> datetime | None:
        """All there is, one transaction after the other; nothing is written while there is none."""
        if not await self.database.read(clearing.is_clearing):
            return None
        while await self._some():
            self.wakeups.wake_all()
        return None

    async def _some(self) -> int:
        now = self.clock.now()
        return await self.database.write(
            lambda connection: clearing.clear(connection, now, AT_ONCE)
        )
