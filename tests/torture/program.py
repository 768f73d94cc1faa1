"""One running program, seen from outside: started by a nursery, watched, killed, asked to stop."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.torture.market import Market

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tests.torture.nursery")
PATIENCE = 60
TAIL = 3000


@dataclass
class Nursery:
    """Brings programs into the world; `guard` is what each of them lacks."""

    guard: str | None = None
    _process: asyncio.subprocess.Process | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self, environment: Mapping[str, str], folder: Path) -> int:
        wish = {"environment": dict(environment), "folder": str(folder), "guard": self.guard}
        child = await self._wish(start=wish)
        assert isinstance(child, int)
        return child

    async def look(self, child: int) -> int | None:
        """How it ended; None while it runs."""
        return await self._wish(look=child)

    async def end(self, child: int) -> int:
        """How it ended, when it has."""
        code = await self._wish(wait=child)
        assert code is not None
        return code

    async def _wish(self, **wish: Any) -> int | None:
        async with self._one_at_a_time:
            if self._process is None:
                pipe = asyncio.subprocess.PIPE
                self._process = await asyncio.create_subprocess_exec(
                    *COMMAND, cwd=ROOT, stdin=pipe, stdout=pipe
                )
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(wish).encode() + b"\n")
            answer: int | None = json.loads(await self._process.stdout.readline())
            return answer

    async def close(self) -> None:
        if self._process is not None:
            assert self._process.stdin
            self._process.stdin.close()
            await self._process.wait()


@dataclass
class Program:
    """`hereabouts run`. `answers` says whether it takes updates now; with `port` they are pushed."""

    market: Market
    nursery: Nursery
    settings: Mapping[str, str] = field(default_factory=dict)
    answers: Callable[[], Awaitable[bool]] | None = None
    _child: int = 0
    _polls: int = 0

    async def start(self) -> None:
        self._polls = self.market.sandbox.poll
        environment = {**self.market.town.environment, **self.settings}
        self._child = await self.nursery.start(environment, self.market.town.folder)

    async def ready(self) -> None:
        activity = self.market.sandbox.activity
        async with asyncio.timeout(PATIENCE):
            while not await (self.answers or self._polled)():
                assert await self.runs(), self.last_words()
                await activity.passed(activity.revision, 0.05)

    async def _polled(self) -> bool:
        """Its first question for updates has come."""
        return self.market.sandbox.poll != self._polls

    async def runs(self) -> bool:
        return bool(self._child) and await self.nursery.look(self._child) is None

    async def kill(self) -> None:
        """SIGKILL; it must have been alive until now."""
        assert await self.runs(), self.last_words()
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Asks it to end, as an upgrade does."""
        assert await self._end(signal.SIGTERM) == 0, self.last_words()

    async def abandon(self) -> None:
        if self._child:
            await self._end(signal.SIGKILL)

    async def _end(self, how: signal.Signals) -> int:
        os.kill(self._child, how)
        child, self._child = self._child, 0
        async with asyncio.timeout(PATIENCE):
            return await self.nursery.end(child)

    def last_words(self) -> str:
        log = (self.market.town.folder / "log").read_text(errors="replace")
        return f"the bot ended by itself:\n{log[-TAIL:]}"
