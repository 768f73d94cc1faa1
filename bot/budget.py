"""What this program may send of all that its bot may: it takes what it needs, and lends the rest.

A program that is alone has everything as soon as it needs it; one that says nothing holds nothing
and writes nothing. Whoever has more than their part sends less for a second before they say so, so
that at no moment the shares of all come to more than the limit.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot import shares
from bot.clock import Clock
from bot.logs import Log
from bot.pacing import ALLOWED, WINDOW, Pacer
from bot.scheduler import Scheduler
from bot.shares import LAST_ARRIVAL, LEASE, LIGHT, Asking, Share, Standing
from database.door import Database

CALM = 3.0
"""Whoever was not short for so many seconds has enough with a light share."""

LOOK, AGAIN = 1.0, 0.25
"""Seconds between looks at the others: of who has their part, and of who waits for it."""

RENEW = 2.0
NEVER = float("-inf")
USABLE = (LEASE - LAST_ARRIVAL).total_seconds()


@dataclass(slots=True)
class Held:
    """What we hold; moments are of a steady clock, as the pacer's."""

    share: int = 0
    fair: int = 0
    wants_all: bool = False
    since: float = 0.0
    until: float = 0.0


class Budget:
    """`run` beside the scheduler, which its pacer keeps to our share; `leave` when nothing is left to say.

    `clock` is the machine's: what the channel counts, nobody's turned clock changes.
    """

    def __init__(
        self,
        database: Database,
        bot: int,
        program: str,
        clock: Clock,
        log: Log,
        *,
        limit: int = ALLOWED,
    ) -> None:
        self._database, self._bot, self._program = database, bot, program
        self._clock, self._log, self._limit = clock, log, limit
        self._time = asyncio.get_running_loop().time
        self._pacer = Pacer(0)
        self._held = Held()
        self._was_short = NEVER
        self._left = False
        self.scheduler = Scheduler(self._pacer)

    async def run(self) -> None:
        """Until cancelled, or until it has left."""
        while not self._left:
            await self._rest()
            try:
                await self._settle()
            except Exception as error:  # noqa: BLE001 - said, and tried again
                self._log.warning("the share of what may be sent is not known", error=error)
                await self._make_do()

    async def leave(self) -> None:
        """Sends no more; the others may have our share."""
        self._left = True
        self._allow(0, 0.0)
        if self._held.share:
            now = self._clock.now()
            with suppress(Exception):  # the lease ends by itself
                await self._database.write(
                    lambda connection: shares.leave(connection, self._bot, self._program, now)
                )

    def is_held(self) -> bool:
        """Whether something may leave without asking anybody."""
        return self._held.until > self._time()

    async def _rest(self) -> None:
        """Until somebody is short, or it is time to look at what the others need."""
        held, holds = self._held, self.is_held()
        if holds and held.wants_all:
            await asyncio.sleep(LOOK if held.share == held.fair else AGAIN)
            return
        if (
            not holds and self.scheduler.is_short()
        ):  # what waits already does not come again to say so
            await asyncio.sleep(AGAIN)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK if holds else None):
                await self.scheduler.short.wait()

    async def _settle(self) -> None:
        short = self._is_short()
        if not self.is_held():
            if short:
                await self._claim(wants_all=False, kept=0)
                self._was_short = NEVER
        elif short and not self._held.wants_all:
            await self._claim(wants_all=True, kept=self._held.share)
        else:
            await self._look(wants_all=short)

    def _is_short(self) -> bool:
        """Whether somebody had to wait for more room just now, or a moment ago."""
        now, short = self._time(), self.scheduler.short
        if short.is_set() or self.scheduler.is_short():
            short.clear()
            self._was_short = now
        return now - self._was_short < CALM

    async def _look(self, *, wants_all: bool) -> None:
        """Writes only where something is to change, or a lease that is used would end."""
        held, now = self._held, self._clock.now()
        rows = await self._database.read(lambda c: shares.look(c, self._bot, now))
        others = [each for each in rows if each.program != self._program]
        mine = Share(self._program, held.share, wants_all)
        held.fair = shares.fair_share(self._limit, [mine, *others], self._program)
        room = self._limit - sum(each.share for each in others)
        used = self._pacer.last_left > held.since
        if held.fair < held.share and (others or used):
            await self._lend(held.fair, wants_all=wants_all)
        elif min(held.fair, room) > held.share or (used and self._ends_soon()):
            await self._claim(wants_all=wants_all, kept=held.share)

    def _ends_soon(self) -> bool:
        return self._time() - self._held.since >= RENEW

    async def _lend(self, fair: int, *, wants_all: bool) -> None:
        """First nothing more leaves than we are to have, and when a second is over, we say so."""
        self._allow(fair, self._held.until)
        if self._pacer.taken(self._time()) <= fair:
            await self._claim(wants_all=wants_all, kept=fair)

    async def _claim(self, *, wants_all: bool, kept: int) -> None:
        since, now = self._time(), self._clock.now()
        asking = Asking(self._program, wants_all, kept)
        found = await self._write(asking, now)
        self._held = Held(found.share, found.fair, wants_all, since, since + USABLE)
        self._allow(found.share, self._held.until)

    async def _write(self, asking: Asking, now: datetime) -> Standing:
        return await self._database.write(
            lambda connection: shares.claim(connection, self._bot, self._limit, asking, now),
            urgent=True,
        )

    async def _make_do(self) -> None:
        """Where nothing can be written, as on a full disk, nobody takes more than a light share."""
        with suppress(Exception):
            now = self._clock.now()
            rows = await self._database.read(lambda c: shares.look(c, self._bot, now))
            room = self._limit - sum(each.share for each in rows if each.program != self._program)
            self._allow(min(LIGHT, room), self._time() + USABLE)
        await asyncio.sleep(AGAIN)

    def _allow(self, share: int, until: float) -> None:
        """A light share leaves as fast as anybody's, for the few messages that it is."""
        gap = None if self._held.wants_all else WINDOW / self._limit
        self._pacer.allow(max(share, 0), until, gap)
        self.scheduler.look_again()
