"""What goes wrong besides the kills: the network, the clock, and others who write to the database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.journeys.town import run
from tests.torture.market import EASY, Market
from tests.torture.victim import Victim

FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "duplicate_update", "probability": 0.15},
    {"kind": "reordered_updates", "probability": 0.05, "seconds": 0.2},
    {"kind": "lost_answer", "probability": 0.03},
    {"kind": "lost_request", "probability": 0.01},
    {"kind": "server_error", "probability": 0.01},
    {"kind": "too_many_requests", "probability": 0.01, "retry_after": 1},
    {"kind": "delay", "probability": 0.05, "seconds": 0.3},
    {"kind": "lost_answer", "probability": 0.05, "method": "getUpdates"},
    {"kind": "lost_answer", "probability": 0.2, "method": "refund"},
    {"kind": "server_error", "probability": 0.2, "method": "refund"},
)
JUMPS = {20: 6, 45: 5, 130: 4, 700: 2, 1900: 1}
"""Seconds: past a back-off, a lease, a tap's life, a hold, and the longest hold. The longest are
rare: whatever a courier has by then is given to another one.
"""

BETWEEN = (100, 500)
"""Calls of the bot from one jump to the next, so that a courier gets somewhere now and then."""

ROWS = 400


async def misbehave(market: Market, faults: Iterable[Mapping[str, Any]], random: Random) -> None:
    """The sandbox becomes like a bad line on a busy day, by the same dice each time."""
    for fault in faults:
        await market.client.add_fault(**fault, seed=random.randrange(10**9))


@contextmanager
def mined(market: Market) -> Iterator[None]:
    """Inside the programs, too, as mines.py has it."""
    file = market.town.folder / "mines"
    file.touch()
    try:
        yield
    finally:
        file.unlink()


@dataclass
class Turner:
    """Turns the clock for everybody; what was under way may then look abandoned."""

    victim: Victim
    random: Random

    async def live(self, stop: asyncio.Event) -> None:
        market = self.victim.market
        while not stop.is_set():
            await market.calls(self.random.randrange(*BETWEEN))
            (seconds,) = self.random.choices([*JUMPS], [*JUMPS.values()])
            await market.client.advance(seconds)
            self.victim.turn_clock()


@dataclass
class Desk:
    """Somebody at the command line, beside the bot. `failures` are commands that broke down."""

    market: Market
    random: Random
    failures: list[str] = field(default_factory=list)
    invitations: int = 0
    imports: int = 0

    async def live(self, stop: asyncio.Event) -> None:
        file = write_merchants(self.market.town.folder / "more.csv")
        while not stop.is_set():
            deeds: list[Callable[[Path], Awaitable[None]]] = [self.import_merchants, self.invite]
            await self.random.choice(deeds)(file)
            await self.market.calls(400)

    async def import_merchants(self, file: Path) -> None:
        self.imports += await self._run("import", str(file))

    async def invite(self, _file: Path) -> None:
        merchant = str(self.market.merchants[EASY])
        self.invitations += await self._run("invite", "merchant", merchant)

    async def _run(self, *words: str) -> bool:
        """Whether it went well; a sentence about the bad line is no breakdown."""
        town = self.market.town
        code, printed, errors = await run(town.environment, town.folder, *words)
        if code not in {0, 1} or "Traceback" in errors:
            self.failures.append(f"{words}: exit {code}\n{printed}{errors}")
        return code == 0


def write_merchants(path: Path) -> Path:
    rows = (f"Kahvila {n},{60.1 + n / 10_000:.5f},24.94\n" for n in range(ROWS))
    path.write_text("name,latitude,longitude\n" + "".join(rows))
    return path
