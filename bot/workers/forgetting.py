"""What has grown old goes, a few rows at a time: nobody waits long for the database meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import privacy, seen
from bot.clock import Clock
from bot.models import shown_messages
from bot.settings import Settings
from bot.telegram import shown
from catalog import media
from database import dead_updates
from database.door import Database
from people.privacy import Ageing

AT_ONCE = 200
"""Rows in one transaction, so that none takes long."""

SEEN_FOR = timedelta(days=3)
NOTED_FOR = timedelta(days=90)
UNUSED_FOR = timedelta(days=1)
"""Pictures that somebody sent and nothing shows."""

PAGES = Ageing(
    shown_messages,
    "keep_pages_days",
    "a page is edited in place when it is pressed; what is worth keeping stays",
    shown.outdated,
    shown.forget,
)


def keeping(ageing: Ageing, settings: Settings) -> timedelta:
    """For how long its rows are kept here."""
    return timedelta(days=getattr(settings, ageing.setting))


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Whatever goes by its age, and for how long it is kept. It looks before it writes."""

    database: Database
    clock: Clock
    kept: tuple[tuple[Ageing, timedelta], ...]

    async def work(self) -> datetime | None:
        """Once an hour."""
        for ageing, kept in self.kept:
            await self._prune(ageing, self.clock.now() - kept)
        await self._channels()
        return None

    async def _prune(self, ageing: Ageing, moment: datetime) -> None:
        while found := await self.database.read(lambda c: ageing.old(c, moment, AT_ONCE)):
            dropped = await self.database.write(lambda c: ageing.drop(c, found, moment))
            if len(found) < AT_ONCE or not dropped:
                return

    async def _channels(self) -> None:
        """What no channel will ask about any more."""
        now = self.clock.now()
        chores: tuple[tuple[Callable[[Connection], bool], Callable[[Connection], int]], ...] = (
            (
                lambda c: seen.is_due(c, now - SEEN_FOR),
                lambda c: seen.forget_before(c, now - SEEN_FOR, AT_ONCE),
            ),
            (
                lambda c: dead_updates.is_due(c, now - NOTED_FOR),
                lambda c: dead_updates.forget_before(c, now - NOTED_FOR),
            ),
            (
                lambda c: privacy.somebody_left(c, now - SEEN_FOR),
                lambda c: privacy.forget_strangers(c, now - SEEN_FOR),
            ),
            (
                lambda c: bool(media.unused(c, now - UNUSED_FOR, 1)),
                lambda c: media.drop_unused(c, now - UNUSED_FOR, AT_ONCE),
            ),
        )
        for is_due, forget in chores:
            while await self.database.read(is_due):
                if await self.database.write(forget) < AT_ONCE:
                    break
