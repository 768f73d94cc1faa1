"""Fetches updates by long polling, and confirms them only once what they did is on disk."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.logs import Log
from bot.telegram.receiving import Receiving
from bot.telegram.setup import UpdatesBot, insisting

HELD = 50
"""Seconds that Telegram holds the line when there is nothing: its own limit."""

BATCH = 100
SLOWEST = 30.0


@dataclass(slots=True)
class Patience:
    """How long to wait after failures in a row: doubling, spread, at most half a minute."""

    failures: int = 0

    def after_failure(self) -> float:
        self.failures += 1
        longest = min(SLOWEST, 0.5 * 2 ** min(self.failures, 10))
        return random.uniform(longest / 2, longest)  # noqa: S311 - spread, not secret


@dataclass(slots=True)
class Polling:
    """`run` fetches until cancelled."""

    bot: UpdatesBot
    receiving: Receiving
    log: Log
    _offset: int | None = None
    _patience: Patience = field(default_factory=Patience)

    async def run(self) -> None:
        """Fetches and hands on; `InvalidToken` ends it, nothing else does."""
        await insisting(self.bot.delete_webhook, self.log)
        while True:
            try:
                updates = await self._fetch(HELD)
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._wait_after(error)
                continue
            if await self._take(updates):
                self._patience.failures = 0
            else:
                await asyncio.sleep(self._patience.after_failure())

    async def confirm(self) -> None:
        """Tells Telegram what is handled, so that a restart does not hear it again."""
        if self._offset is not None:
            with suppress(TelegramError):
                await self._fetch(0)

    async def _fetch(self, held: int) -> Sequence[dict[str, Any]]:
        return await self.bot.fetch_updates(self._offset, held, BATCH if held else 1)

    async def _take(self, updates: Sequence[dict[str, Any]]) -> bool:
        """Whether all of them are handled; the first that is not comes again, and what follows."""
        handled = await asyncio.gather(*(self.receiving.take(update) for update in updates))
        for update, well in zip(updates, handled, strict=True):
            if not well:
                return False
            self._offset = int(update["update_id"]) + 1
        return True

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
