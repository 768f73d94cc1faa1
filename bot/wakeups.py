"""How one part of the program wakes another, so that news goes out at once and not at the next look."""

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock

LATEST = timedelta(seconds=5)
"""Other processes write too and wake nobody here: look at the latest after so long."""


class Wakeups:
    """Woken after a commit that may have given the workers something to do."""

    def __init__(self) -> None:
        self._events: list[asyncio.Event] = []

    def wake_all(self) -> None:
        """Wakes every worker."""
        for wakeup in self._events:
            wakeup.set()

    def subscribe(self) -> asyncio.Event:
        """An event of one's own; whoever is woken clears it before they look."""
        wakeup = asyncio.Event()
        self._events.append(wakeup)
        return wakeup


async def woken_or_due(wakeup: asyncio.Event, clock: Clock, due: datetime | None) -> None:
    """Waits until woken, something is due, or it is time to look anyway."""
    latest = clock.now() + LATEST
    await clock.sleep_until(min(due, latest) if due else latest, wakeup)
