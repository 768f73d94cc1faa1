"""Jobs of one chat one after the other, chats side by side."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

Job = Callable[[], Coroutine[Any, Any, None]]


class ChatQueues:
    """A queue for each chat that has something to do; jobs must not raise."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._queues: dict[str, deque[Job]] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    def waiting(self, chat: str) -> int:
        """How many jobs of the chat have not begun."""
        return len(self._queues.get(chat, ()))

    def put(self, chat: str, job: Job) -> None:
        """Runs the job after those that the chat has already."""
        queue = self._queues.get(chat)
        if queue is not None:
            queue.append(job)
            return
        self._idle.clear()
        self._queues[chat] = deque([job])
        self._group.create_task(self._run(chat))

    async def idle(self) -> None:
        """Returns when nothing is left to do."""
        await self._idle.wait()

    async def _run(self, chat: str) -> None:
        queue = self._queues[chat]
        try:
            while queue:
                await queue.popleft()()
        finally:
            del self._queues[chat]
            if not self._queues:
                self._idle.set()
