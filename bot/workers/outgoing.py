"""A few messages of the outbox under way at once, those to one person in their order.

Telegram takes about one a second for each chat. So that nobody's messages, however many, take the
place of everybody else's, only a few for each person are under way, and some room is kept for codes.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import Unanswered
from bot.logs import Log
from bot.queues import ChatQueues
from bot.scheduler import TooMany
from bot.transient import is_transient
from bot.workers.postponing import Postponed
from database import outbox
from database.door import Database
from database.outbox import Claimed, Room
from database.outbox_table import Urgency

AT_ONCE = 30
KEPT_FREE = 10
"""More, for what is awaited only: a code never waits until less urgent ones have left."""

SHARE = 2
"""At once for each person: one that leaves, and the next."""

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

    `wakeup` is rung when there is room for what was passed by; where `claimable` is set, somebody has
    seen that something is due. What is under way is kept with its lease's end.
    """

    kinds: tuple[str, ...]
    handle: Handle
    database: Database
    clock: Clock
    worker: str
    queues: ChatQueues
    wakeup: asyncio.Event
    claimable: asyncio.Event
    log: Log
    _ours: dict[Claim, tuple[Claimed, datetime]] = field(default_factory=dict)
    _passed_by: bool = False

    async def work(self) -> datetime | None:
        """Claims what there is room for; the moment the next is due."""
        await self._renew()
        claimed = 0
        while (room := self._room()) is not None:
            self._passed_by = bool(room.busy) or room.urgency is Urgency.FIRST
            if not claimed:
                due = await self._first_due(room)
            now = self.clock.now()
            if due is None or due > now:
                return due
            claimed, due = await self._claim(room, now)
            if not claimed:
                return due
        self._passed_by = True
        return None

    def _room(self) -> Room | None:
        """What can be taken on beside what is under way; None when nothing can."""
        free = self._free()
        if free <= 0:
            return None
        now = self.clock.now()
        held = (message.recipient for message, until in self._ours.values() if until > now)
        under_way = Counter(held)
        busy = tuple(who for who, many in under_way.items() if who is not None and many >= SHARE)
        return Room(busy, SHARE, Urgency.LAST if free > KEPT_FREE else Urgency.FIRST)

    def _free(self) -> int:
        return AT_ONCE + KEPT_FREE - len(self._ours)

    async def _claim(self, room: Room, now: datetime) -> tuple[int, datetime | None]:
        """How many messages could be begun, and when the next is due."""
        many = self._free() if room.urgency is Urgency.FIRST else self._free() - KEPT_FREE
        ending = self._ending(now)

        def work(connection: Connection) -> tuple[list[Claimed], list[Claimed], datetime | None]:
            """What is ours stays ours, lest we claim it anew and send it twice."""
            held = outbox.renew(connection, ending, now)
            claimed = outbox.claim(connection, self.kinds, self.worker, now, many, room=room)
            return held, claimed, outbox.next_due(connection, self.kinds, room=room)

        held, claimed, due = await self.database.write(work)
        await self._keep(held, now)
        for message in claimed:
            self._begin(message, now + outbox.LEASE)
        return len(claimed), due

    async def _renew(self) -> None:
        """What takes long, such as a pause that the channel told, stays ours while we live."""
        now = self.clock.now()
        if ending := self._ending(now):
            await self._keep(await self.database.write(lambda c: outbox.renew(c, ending, now)), now)

    def _ending(self, now: datetime) -> list[Claimed]:
        soon = now + outbox.LEASE / 2
        return [message for message, until in self._ours.values() if until < soon]

    async def _keep(self, held: Iterable[Claimed], now: datetime) -> None:
        """Of what was dropped meanwhile the lease is given back, or nobody would begin it."""
        for message in held:
            if claim_of(message) in self._ours:
                self._ours[claim_of(message)] = message, now + outbox.LEASE
            else:
                await self._again(message, "dropped", timedelta())

    async def _first_due(self, room: Room) -> datetime | None:
        """What was seen to be due need not be looked for, unless it may be for who is passed by."""
        seen = self.claimable.is_set()
        self.claimable.clear()
        if seen and not self._passed_by:
            return self.clock.now()
        return await self.database.read(
            lambda connection: outbox.next_due(connection, self.kinds, room=room)
        )

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
            if self._passed_by:
                self.wakeup.set()

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
            if is_transient(error):
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
        self.wakeup.set()
