"""Waiting for a change without polling: a counter that rises, and those who wait for it."""

import asyncio
from contextlib import suppress


class Signal:
    """Waiters name the revision they know, so that no change falls between look and wait."""

    def __init__(self) -> None:
        self.revision = 0
        self._risen = asyncio.Event()

    def fire(self) -> None:
        self.revision += 1
        risen, self._risen = self._risen, asyncio.Event()
        risen.set()

    async def passed(self, revision: int, timeout: float) -> bool:  # noqa: ASYNC109 - the caller's patience is part of the question
        """Whether the counter has gone past `revision`, now or within `timeout` seconds."""
        if self.revision <= revision and timeout > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await self._risen.wait()
        return self.revision > revision
