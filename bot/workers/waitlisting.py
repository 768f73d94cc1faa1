"""What frees up is held for those who wait for it, one after the other."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.wakeups import Wakeups
from database.door import Database
from database.money import LimitsOf
from orders import waitlist_offers


@dataclass(frozen=True, slots=True)
class Waitlisting:
    """Goes on until nobody who waits can be offered anything."""

    database: Database
    clock: Clock
    wakeups: Wakeups
    limits: LimitsOf

    async def work(self) -> datetime | None:
        """Nothing is written while nobody waits for what is free."""
        if not await self.database.read(waitlist_offers.is_waited):
            return None
        now = self.clock.now()
        while waiting := await self.database.read(lambda c: waitlist_offers.due(c, now)):
            offered = [await self._offer(each) for each in waiting]
            if not any(offered):
                break
            self.wakeups.wake_all()
        if await self.database.read(lambda c: waitlist_offers.is_past(c, now)):
            await self.database.write(lambda c: waitlist_offers.end_past(c, now))
        return None

    async def _offer(self, wait: int) -> bool:
        now = self.clock.now()
        return await self.database.write(
            lambda connection: waitlist_offers.offer(connection, wait, now, self.limits)
        )
