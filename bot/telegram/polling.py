"""Fetches updates by long polling, and confirms them only once what they did is on disk.

The next are fetched while earlier ones are still under way, so that a slow turn delays nobody else.
"""

import asyncio
import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.logs import Log
from bot.telegram.receiving import Receiving
from bot.telegram.setup import UpdatesBot, insisting
from bot.telegram.unconfirmed import Unconfirmed, Update

HELD = 50
"""Seconds that Telegram holds the line when there is nothing: its own limit."""

BATCH = 100
SLOWEST = 30.0

AGAIN = 0.6
"""Seconds from one request to the next while something is under way: Telegram hands that out again
at once, and only one update to whoever asks from the same offset within half a second.
"""

LEAST = 0.2
"""Seconds that those which were just handed out are given first: most turns take less."""

LAST_MOMENT = 0.1

RETRIED = 8.0
"""Seconds after which what failed is tried again at the latest."""


@dataclass(slots=True)
class Patience:
    """How long to wait after failures in a row: doubling, spread, at most so long."""

    failures: int = 0
    slowest: float = SLOWEST

    def after_failure(self) -> float:
        self.failures += 1
        longest = min(self.slowest, 0.5 * 2 ** min(self.failures, 10))
        return random.uniform(longest / 2, longest)  # noqa: S311 - spread, not secret


@dataclass(slots=True)
class Polling:
    """`run` fetches until cancelled; what it has begun then goes on in the group."""

    bot: UpdatesBot
    receiving: Receiving
    log: Log
    _unconfirmed: Unconfirmed = field(default_factory=Unconfirmed)
    _asked: int | None = None
    _patience: Patience = field(default_factory=Patience)
    _retries: Patience = field(default_factory=lambda: Patience(slowest=RETRIED))
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _failure: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, group: asyncio.TaskGroup) -> None:
        """Fetches and hands on; `InvalidToken` ends it, nothing else does."""
        await insisting(self.bot.delete_webhook, self.log)
        async with asyncio.TaskGroup() as fetching:
            fetching.create_task(self._retry(group))
            await self._follow(group)

    async def confirm(self) -> None:
        """Once nothing is fetched any more: tells Telegram what is handled.

        So a restart does not hear it again; what is still under way it does.
        """
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_MOMENT)
        if self._unconfirmed.offset != self._asked:
            with suppress(TelegramError):
                await self._fetch(0)

    async def _follow(self, group: asyncio.TaskGroup) -> None:
        loop = asyncio.get_running_loop()
        while True:
            asked = loop.time()
            try:
                updates = await self._fetch(HELD)
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._wait_after(error)
                continue
            self._patience.failures = 0
            new = self._unconfirmed.new_among(updates)
            if new:  # what failed comes before them, lest a chat's talk gets out of order
                self._begin(group, [*self._unconfirmed.again(), *new])
            await self._until_worth_asking(max(LEAST, asked + AGAIN - loop.time()))

    async def _until_worth_asking(self, seconds: float) -> None:
        """Until all are handled, or it is time to look for others beside those under way."""
        if self._unconfirmed:
            self._idle.clear()
            over = asyncio.get_running_loop().call_later(seconds, self._idle.set)
            await self._idle.wait()
            over.cancel()

    async def _fetch(self, held: int) -> Sequence[dict[str, Any]]:
        self._asked = self._unconfirmed.offset
        return await self.bot.fetch_updates(self._asked, held, BATCH if held else 1)

    def _begin(self, group: asyncio.TaskGroup, updates: Iterable[Update]) -> None:
        for update in updates:
            task = group.create_task(self._take(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _take(self, update: Update) -> None:
        if await self.receiving.take(dict(update)):
            self._unconfirmed.handled(update)
        else:
            self._unconfirmed.failed(update)
            self._failure.set()
        if not self._unconfirmed:
            self._retries.failures = 0
            self._idle.set()

    async def _retry(self, group: asyncio.TaskGroup) -> None:
        """Takes up what failed, ever more slowly."""
        while True:
            await self._failure.wait()
            await asyncio.sleep(self._retries.after_failure())
            self._failure.clear()
            self._begin(group, self._unconfirmed.again())

    async def _wait_after(self, error: TelegramError) -> None:
        delay = self._patience.after_failure()
        if isinstance(error, RetryAfter):
            told = error.retry_after
            delay = told if isinstance(told, int) else told.total_seconds()
        elif isinstance(error, Conflict):
            self.log.error("another program takes this bot's updates, and only one can")
            await insisting(self.bot.delete_webhook, self.log)
        self.log.warning("updates could not be fetched", error=error, again_in=round(delay, 1))
        await asyncio.sleep(delay)
