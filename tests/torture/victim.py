"""The bot as one process or several, killed without warning and started again."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from database.door import Database
from orders.auditing import audit, statements
from tests.torture.market import Market
from tests.torture.program import Nursery, Program

ALL_AT_ONCE = 0.2
"""How often all of several are killed together."""


PATIENT = {name for name, _, given in statements() if "forgotten" in given}
"""What is wrong only when it stays so; who is dead when the clock jumps can do nothing about it."""

APART = 1.0
"""Seconds after which both programs have surely heard that the clock was turned."""


@dataclass
class Victim:
    """`blows` are the moments at which something under way may have been cut off.

    `breaches` are what an audit found right after one.
    """

    market: Market
    nursery: Nursery
    programs: Sequence[Program]
    kills: int = 0
    blows: list[float] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)

    async def start(self) -> None:
        """Whichever does not run."""
        for each in self.programs:
            if not await each.runs():
                await each.start()

    async def ready(self) -> None:
        for each in self.programs:
            await each.ready()

    async def kill(self, random: Random) -> None:
        """One of them, now and then all."""
        everybody = random.random() < ALL_AT_ONCE
        for each in self.programs if everybody else [random.choice(self.programs)]:
            await each.kill()
            self.strike()
            self.kills += 1

    async def look_into(self, database: Database) -> None:
        """What a kill has left must be sound before anything is made good."""
        now = self.market.sandbox.clock.now()
        found = await database.read(lambda connection: audit(connection, now), snapshot=True)
        self.breaches += [
            f"after kill {self.kills}: {each.name}: {each.rows}"
            for each in found
            if each.name not in PATIENT
        ]

    async def stop(self) -> None:
        for each in self.programs:
            await each.stop()

    async def abandon(self) -> None:
        """For the end of a failed test: nothing is left running."""
        for each in self.programs:
            with suppress(ProcessLookupError):
                await each.abandon()
        await self.nursery.close()

    def turn_clock(self) -> None:
        """Two clocks hear of it at moments of their own; till then one takes the other for dead."""
        self.strike()
        if len(self.programs) > 1:
            self.blows.append(time.monotonic() + APART)

    def strike(self) -> None:
        self.blows.append(time.monotonic())


def alone(market: Market, guard: str | None = None) -> Victim:
    """The usual bot, which fetches its updates."""
    nursery = Nursery(guard)
    return Victim(market, nursery, [Program(market, nursery)])
