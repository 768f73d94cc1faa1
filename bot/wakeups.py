"""How one part of the program wakes another, so that news goes out at once and not at the next look."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement

from bot.clock import Clock

LATEST = timedelta(seconds=5)
"""Other processes write too and wake nobody here: look at the latest after so long."""


class Wakeups:
    """Woken after a commit that may have given the workers something to do.

    Most commits concern few of them: where `bell` rings, one look tells who is woken.
    """

    def __init__(self) -> None:
        self.bell = asyncio.Event()
        self.concerns: list[ColumnElement[bool]] = []
        self._concerned: list[asyncio.Event] = []
        self._others: list[asyncio.Event] = []

    def wake_all(self) -> None:
        """Wakes every worker that may have something to do."""
        self.bell.set()
        for wakeup in self._others:
            wakeup.set()

    def wake(self, concerned: Sequence[bool]) -> None:
        """Wakes those of whose concerns, in their order, this is true."""
        for wakeup, is_theirs in zip(self._concerned, concerned, strict=True):
            if is_theirs:
                wakeup.set()

    def subscribe(self, concern: ColumnElement[bool] | None = None) -> asyncio.Event:
        """An event of one's own; whoever is woken clears it before they look.

        With a `concern`, woken only where it is true: see `bot.workers.watching`.
        """
        wakeup = asyncio.Event()
        if concern is None:
            self._others.append(wakeup)
        else:
            self.concerns.append(concern)
            self._concerned.append(wakeup)
        return wakeup


async def woken_or_due(wakeup: asyncio.Event, clock: Clock, due: datetime | None) -> None:
    """Waits until woken, something is due, or it is time to look anyway."""
    latest = clock.now() + LATEST
    await clock.sleep_until(min(due, latest) if due else latest, wakeup)
