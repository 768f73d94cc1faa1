"""Lets connections to PostgreSQL outlive a test: a new one learns every table and statement anew.

A program closes its connections when it ends. Here whoever opens the same database next, in the
same loop, gets them as they are at rest; one that was left in the middle of something is closed.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import URL, QueuePool, event
from sqlalchemy.ext.asyncio import AsyncEngine

from database import postgres_door

MOST = 16
"""So many connections at rest are kept by each worker; the server has a hundred for all of them.

Races use ten at once: to begin those anew for each race is most of what a race costs.
"""

Make = Callable[[URL], AsyncEngine]


class Kept(AsyncEngine):
    """An engine that is laid aside when it is disposed of, where there is room for it."""

    def __init__(self, engine: AsyncEngine, lay_aside: Callable[["Kept"], bool]) -> None:
        super().__init__(engine.sync_engine)
        self.lay_aside = lay_aside
        self.servers: set[int] = set()
        event.listen(self.sync_engine, "connect", self.greet)
        event.listen(self.sync_engine, "close", self.part)

    def greet(self, connection: Any, _record: object) -> None:
        self.servers.add(connection.driver_connection.get_server_pid())

    def part(self, connection: Any, _record: object) -> None:
        self.servers.discard(connection.driver_connection.get_server_pid())

    def is_at_rest(self) -> bool:
        pool = self.sync_engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout() == 0

    async def dispose(self, close: bool = True) -> None:
        if not (close and self.is_at_rest() and self.lay_aside(self)):
            await super().dispose(close)

    async def end(self) -> None:
        await super().dispose()


class Lasting:
    """Engines at rest, by their address and what they are for."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.at_rest: dict[tuple[str, Make], list[Kept]] = defaultdict(list)

    def engine(self, make: Make, url: URL) -> AsyncEngine:
        if asyncio.get_running_loop() is not self.loop:
            return make(url)
        aside = self.at_rest[url.database or "", make]
        return aside.pop() if aside else Kept(make(url), partial(self.keep, aside))

    def keep(self, aside: list[Kept], kept: Kept) -> bool:
        """Whether there is room."""
        every = (each for others in self.at_rest.values() for each in others)
        if sum(len(each.servers) for each in (*every, kept)) > MOST:
            return False
        aside.append(kept)
        return True

    def servers(self, name: str) -> list[int]:
        """The processes of the server that serve connections at rest."""
        return [each for kept in self.of(name) for each in kept.servers]

    def of(self, name: str) -> Iterator[Kept]:
        return (kept for key, aside in self.at_rest.items() if key[0] == name for kept in aside)

    async def end(self, name: str) -> None:
        for kept in list(self.of(name)):
            await kept.end()
        for key in [key for key in self.at_rest if key[0] == name]:
            del self.at_rest[key]

    async def end_all(self) -> None:
        for name in {name for name, _ in self.at_rest}:
            await self.end(name)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("reading_engine", "writing_engine"):
                make = getattr(postgres_door, name)
                patch.setattr(postgres_door, name, partial(self.engine, make))
            yield
