"""Keeps what hours say of the next days, before what is kept runs out: a few of them at a time."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from catalog import shared_hours
from database.door import Database

AT_ONCE = 25
"""Hours whose spans are written in one transaction."""

PLACES = 100
"""That are pointed at their hours in one."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Looks before it writes; works the spans out outside of any transaction."""

    database: Database
    clock: Clock

    async def work(self) -> datetime | None:
        """Until there is nothing left to do."""
        while await self.database.read(shared_hours.some_point_at_none):
            await self.database.write(lambda c: shared_hours.point_at_hours(c, PLACES))
        while await self._renew():
            pass
        return None

    async def _renew(self) -> int:
        now = self.clock.now()
        hours = await self.database.read(lambda c: shared_hours.running_out(c, now, AT_ONCE))
        if not hours:
            return 0
        spans = await asyncio.to_thread(shared_hours.work_out, hours, now)
        return await self.database.write(lambda c: shared_hours.keep(c, spans))
