"""Reckons what days came to once they are over, and how the market serves its guests once a day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.clock import Clock
from database.door import Database
from orders import figures, scoring

DAYS = 400
"""So far back: what a page may ask for, and a year to compare it with."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One day after the other, each read beside everything else and written in a moment."""

    database: Database
    clock: Clock
    zone: str

    async def work(self) -> datetime | None:
        """All days that are over; nothing is written where there are none."""
        now = self.clock.now()
        begins = begins_of(now, self.zone, DAYS)
        for span in await self.database.read(lambda c: figures.unkept(c, begins, now)):
            day = await self.database.read(partial(figures.reckoned, span=span), snapshot=True)
            await self.database.write(partial(figures.keep, span=span, day=day))
        if await self.database.read(lambda c: scoring.is_due(c, now)):
            score = await self.database.read(lambda c: scoring.measure(c, now))
            await self.database.write(lambda c: scoring.keep(c, score, now))
        return None


def begins_of(now: datetime, zone: str, days: int) -> list[datetime]:
    """When so many days up to today begin in a zone, and when today ends."""
    place = ZoneInfo(zone)
    first = now.astimezone(place).date() - timedelta(days=days - 1)
    dates = (first + timedelta(days=each) for each in range(days + 1))
    return [datetime.combine(day, time(), place).astimezone(ZoneInfo("UTC")) for day in dates]
