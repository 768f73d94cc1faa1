"""Asks a bot in this process whether anything of it is under way: silence alone would have to be long."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.queues import ChatQueues
from bot.wakeups import Wakeups
from bot.workers.worker_loop import Work, WorkerLoop


@dataclass(slots=True)
class UnderWay:
    """Of a bot that is begun later: every queue of its chats, and how many workers are at work."""

    queues: list[ChatQueues] = field(default_factory=list)
    at_work: int = 0

    @classmethod
    def watched(cls, patch: pytest.MonkeyPatch) -> "UnderWay":
        """What is begun from now on."""
        it = cls()
        begin = ChatQueues.__init__
        work_once: Callable[[WorkerLoop, Work], Awaitable[datetime | None]] = WorkerLoop.once

        def begun(queues: ChatQueues, *given: object) -> None:
            begin(queues, *given)  # type: ignore[arg-type]
            it.queues.append(queues)

        async def once(loop: WorkerLoop, work: Work) -> datetime | None:
            it.at_work += 1
            try:
                return await work_once(loop, work)
            finally:
                it.at_work -= 1

        patch.setattr(ChatQueues, "__init__", begun)
        patch.setattr(WorkerLoop, "once", once)
        return it

    async def done(self) -> None:
        """Returns when the queues are empty."""
        for each in self.queues:
            await each.idle()

    def any(self, wakeups: Wakeups) -> bool:
        """Whether a worker is at work, or woken to be so."""
        woken = (wakeups.bell, *wakeups._concerned, *wakeups._others)
        return bool(self.at_work) or any(each.is_set() for each in woken)
