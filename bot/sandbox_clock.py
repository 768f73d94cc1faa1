"""Follows the clock of a sandbox, so that a day turned there is a day here; development only."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.clock import TurnedClock
from bot.logs import Log

HELD = 30
PATIENCE = aiohttp.ClientTimeout(total=HELD + 10)


@dataclass(frozen=True, slots=True)
class SandboxTime:
    """Keeps a clock turned as far as the sandbox's is."""

    url: str
    session: aiohttp.ClientSession
    clock: TurnedClock
    log: Log

    async def look(self, after: int | None = None) -> int:
        """Takes over the offset; with `after` waits for the next turn. The turn's revision."""
        query = {} if after is None else {"after": str(after), "timeout": str(HELD)}
        address = f"{self.url}/sandbox/clock"
        async with self.session.get(address, params=query, timeout=PATIENCE) as answer:
            view = await answer.json()
        self.clock.turn(timedelta(seconds=float(view["offset"])))
        return int(view["revision"])

    async def follow(self) -> None:
        """Follows until cancelled."""
        revision: int | None = None
        while True:
            try:
                revision = await self.look(revision)
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
                self.log.warning("the sandbox's clock cannot be read", error=error)
                revision = None
                await asyncio.sleep(1)
