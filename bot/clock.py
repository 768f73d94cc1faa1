"""The only place that asks what time it is, so that a sandbox may turn the clock for everybody."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Time as the whole program sees it."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        ...

    async def sleep_until(self, moment: datetime, wakeup: asyncio.Event | None = None) -> None:
        """Sleeps until the moment, or until the wakeup is set. It may wake too early, never late."""
        ...


class MachineClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the clock

    async def sleep_until(self, moment: datetime, wakeup: asyncio.Event | None = None) -> None:
        await _wait((moment - self.now()).total_seconds(), wakeup or asyncio.Event())


class TurnedClock:
    """The machine's time and an offset; turning it wakes whoever sleeps."""

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._offset = timedelta()
        self._events: list[asyncio.Event] = []

    def now(self) -> datetime:
        return self._machine.now() + self._offset

    def turn(self, offset: timedelta) -> None:
        """Sets how far this clock is ahead of the machine's."""
        if offset != self._offset:
            self._offset = offset
            for wakeup in self._events:
                wakeup.set()

    async def sleep_until(self, moment: datetime, wakeup: asyncio.Event | None = None) -> None:
        with self._sleeping(wakeup or asyncio.Event()) as woken:
            await _wait((moment - self.now()).total_seconds(), woken)

    @contextmanager
    def _sleeping(self, wakeup: asyncio.Event) -> Iterator[asyncio.Event]:
        self._events.append(wakeup)
        try:
            yield wakeup
        finally:
            self._events.remove(wakeup)


async def _wait(seconds: float, wakeup: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0, seconds)):
            await wakeup.wait()
