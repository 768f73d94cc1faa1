"""How one part of the program wakes another, so that news goes out at once and not at the next look."""

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock

LATEST = timedelta(seconds=5)
"""Other processes write too and ring no bell of ours: look at the latest after so long."""


class Bells:
    """Rung after a commit that may have given the workers something to do."""

    def __init__(self) -> None:
        self._bells: list[asyncio.Event] = []

    def ring(self) -> None:
        """Wakes every worker."""
        for bell in self._bells:
            bell.set()

    def hang(self) -> asyncio.Event:
        """A bell of one's own; whoever hears it clears it before they look."""
        bell = asyncio.Event()
        self._bells.append(bell)
        return bell


async def rung_or_due(bell: asyncio.Event, clock: Clock, due: datetime | None) -> None:
    """Waits until the bell is rung, something is due, or it is time to look anyway."""
    latest = clock.now() + LATEST
    await clock.sleep_until(min(due, latest) if due else latest, bell)
