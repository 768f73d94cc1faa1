"""Work that outlives the request which began it, ended with the sandbox."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Background:
    """Holds each task until its end.

    No TaskGroup: a group must be left by the very task that entered it, and the start and the stop
    of a server are different tasks under most test runners.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        self.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
