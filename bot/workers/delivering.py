"""What is to be brought is offered to couriers, and what is late is seen to."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.wakeups import Wakeups
from database.door import Database
from orders import offering, overdue


@dataclass(frozen=True, slots=True)
class Delivering:
    """Goes on until nobody more can be asked now; nothing is written while nothing is due."""

    database: Database
    clock: Clock
    wakeups: Wakeups

    async def work(self) -> datetime | None:
        now = self.clock.now()
        done = False
        while await self.database.read(lambda c: overdue.is_due(c, now)):
            if not await self.database.write(lambda c: overdue.pass_by(c, now)):
                break
            done = True
        for order in await self.database.read(lambda c: offering.due(c, now)):
            done |= await self._offer(order, now)
        if done:
            self.wakeups.wake_all()
        return None

    async def _offer(self, order: int, now: datetime) -> bool:
        return await self.database.write(lambda c: offering.offer(c, order, now))
