"""Tables at which nothing has happened for hours are free again by themselves."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from database.door import Database
from orders import table_ends

AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Sittings:
    """It looks before it writes."""

    database: Database
    clock: Clock

    async def work(self) -> datetime | None:
        """Until none is left that is over."""
        now = self.clock.now()
        while await self.database.read(lambda c: table_ends.any_quiet(c, now)):
            done = await self.database.write(lambda c: table_ends.end_quiet(c, now, AT_ONCE))
            if done < AT_ONCE:
                break
        return None
