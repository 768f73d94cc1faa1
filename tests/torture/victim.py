"""The bot as a process of its own, killed without warning and started again."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.journeys.town import HEREABOUTS
from tests.torture.market import Market

PROGRAM = (str(HEREABOUTS), "run")
PATIENCE = 60
TAIL = 3000


@dataclass
class Victim:
    """`blows` are the moments at which something under way may have been cut off."""

    market: Market
    program: Sequence[str] = PROGRAM
    kills: int = 0
    blows: list[float] = field(default_factory=list)
    _process: asyncio.subprocess.Process | None = None
    _polls: int = 0

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    async def start(self) -> None:
        self._polls = self.market.sandbox.poll
        folder = self.market.town.folder
        with (folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.program, env=self.market.town.environment, cwd=folder, stdout=log, stderr=log
            )

    async def ready(self) -> None:
        """Waits for its first question for updates."""
        sandbox = self.market.sandbox
        async with asyncio.timeout(PATIENCE):
            while sandbox.poll == self._polls:
                assert self.process.returncode is None, self.last_words()
                await sandbox.activity.passed(sandbox.activity.revision, 0.1)

    async def kill(self) -> None:
        """SIGKILL; it must have been alive until now."""
        assert self.process.returncode is None, self.last_words()
        self.process.kill()
        self.strike()
        await self.process.wait()
        self.kills += 1

    async def stop(self) -> None:
        """Asks it to end, as an upgrade does."""
        self.process.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await self.process.wait() == 0, self.last_words()

    async def abandon(self) -> None:
        """For the end of a failed test: nothing is left running."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def strike(self) -> None:
        self.blows.append(time.monotonic())

    def last_words(self) -> str:
        log = (self.market.town.folder / "log").read_text(errors="replace")
        return f"the bot ended by itself:\n{log[-TAIL:]}"
