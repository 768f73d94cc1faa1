"""News for those who watch: the page hears of every change the moment it happens."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Json = dict[str, Any]
BACKLOG = 1000


class Hub:
    """A slow watcher is told to look afresh rather than being fed without end."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Queue[Json | None]] = set()

    @property
    def watched(self) -> bool:
        return bool(self._watchers)

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[Json | None]]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    def tell(self, kind: str, **what: Any) -> None:
        for queue in self._watchers:
            if queue.qsize() < BACKLOG:
                queue.put_nowait({"kind": kind, **what})
            elif queue.qsize() == BACKLOG:
                queue.put_nowait({"kind": "reset"})

    def close(self) -> None:
        for queue in self._watchers:
            queue.put_nowait(None)
