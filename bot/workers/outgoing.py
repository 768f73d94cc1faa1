"""A few messages of the outbox under way at once, those to one person in their order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.logs import Log
from bot.queues import ChatQueues
from bot.scheduler import TooMany
from bot.telegram.refusing import Unanswered
from bot.trouble import is_trouble
from bot.workers.postponing import Postponed
from database import outbox
from database.door import Database
from database.outbox import Claimed

AT_ONCE = 30
ATTEMPTS = 8
"""A message that fails with a bug of ours so often is left for the operator."""

GRACE = timedelta(seconds=5)
"""Nothing is begun so short before its lease ends."""

Handle = Callable[[Claimed], Awaitable[None]]

Claim = tuple[int, int]
"""A message and the attempt: one whose lease ran out in our own queue may be claimed anew."""


def claim_of(message: Claimed) -> Claim:
    return message.id, message.attempts


@dataclass(slots=True)
class Outgoing:
    """Claims messages of these kinds and has `handle` do what they say.

    `bell` is rung when there is room for more. What is under way is kept with its lease's end.
    """

    kinds: tuple[str, ...]
    handle: Handle
    database: Database
    clock: Clock
    worker: str
    queues: ChatQueues
    bell: asyncio.Event
    log: Log
    _ours: dict[Claim, tuple[Claimed, datetime]] = field(default_factory=dict)

    async def work(self) -> datetime | None:
        """Claims what there is room for; the moment the next is due."""
        await self._renew()
        room, now = AT_ONCE - len(self._ours), self.clock.now()
        due = await self._next_due()
        if due is None or due > now or room <= 0:
            return None if room <= 0 else due
        claimed = await self.database.write(
            lambda connection: outbox.claim(connection, self.kinds, self.worker, now, room)
        )
        for message in claimed:
            self._begin(message, now + outbox.LEASE)
        return await self._next_due()

    async def _renew(self) -> None:
        """What takes long, such as a pause that the channel told, stays ours while we live."""
        now = self.clock.now()
        soon = now + outbox.LEASE / 2
        ending = [message for message, until in self._ours.values() if until < soon]
        if ending:
            held = await self.database.write(lambda c: outbox.renew(c, ending, now))
            still = (each for each in held if claim_of(each) in self._ours)
            self._ours |= {claim_of(each): (each, now + outbox.LEASE) for each in still}

    async def _next_due(self) -> datetime | None:
        return await self.database.read(lambda connection: outbox.next_due(connection, self.kinds))

    def _begin(self, message: Claimed, until: datetime) -> None:
        self._ours[claim_of(message)] = message, until
        whose = str(message.payload.get("person", message.key))
        self.queues.put(whose, lambda: self._deliver(message))

    async def _deliver(self, message: Claimed) -> None:
        try:
            _, until = self._ours[claim_of(message)]
            if self.clock.now() < until - GRACE:
                await self._attempt(message)
        except Exception as error:  # noqa: BLE001 - the lease ends, and it is tried again
            self.log.warning("the outcome of a message could not be written", error=error)
        finally:
            del self._ours[claim_of(message)]
            self.bell.set()

    async def _attempt(self, message: Claimed) -> None:
        try:
            await self.handle(message)
        except TooMany as told:
            await self._again(message, "too many", timedelta(seconds=told.seconds))
        except Postponed as told:
            await self._again(message, "postponed", told.delay)
        except Unanswered as error:
            await self._again(message, type(error).__name__, outbox.backoff(message))
        except Exception as error:
            if is_trouble(error):
                raise
            await self._failed(message, error)

    async def _failed(self, message: Claimed, error: Exception) -> None:
        hopeless = message.attempts >= ATTEMPTS
        self.log.error("a message failed", kind=message.kind, parked=hopeless, error=error)
        if not hopeless:
            await self._again(message, type(error).__name__, outbox.backoff(message))
            return
        now = self.clock.now()
        await self.database.write(
            lambda connection: outbox.park(connection, message, now, type(error).__name__)
        )

    async def _again(self, message: Claimed, why: str, delay: timedelta) -> None:
        now = self.clock.now()
        await self.database.write(
            lambda connection: outbox.retry(connection, message, now, why, delay)
        )
