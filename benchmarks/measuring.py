"""Measures peers side by side: in every round each runs for the same short time, in turn.

Machines are shared and wander, so only ratios within a round are compared, never absolute rates.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

Operation = Callable[[int], Awaitable[object]]


@dataclass
class Peer:
    """Somebody who can do the job: `operation` does it once, for the number that it is given."""

    name: str
    operation: Operation
    callers: int = 16
    done: int = 0
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    async def run(self, seconds: float) -> None:
        started, worked = time.perf_counter(), time.process_time()
        before = self.done
        end = started + seconds
        await asyncio.gather(*[self.call_until(end) for _ in range(self.callers)])
        done = self.done - before
        self.rates.append(done / (time.perf_counter() - started))
        self.costs.append((time.process_time() - worked) / done * 1e6)

    async def call_until(self, end: float) -> None:
        while True:
            self.done += 1
            await self.operation(self.done)
            if time.perf_counter() >= end:
                return


@dataclass(frozen=True)
class Line:
    """How one peer did, beside the first of its contest.

    `cost` is the microseconds of this process's CPU that one operation took, all threads together.
    """

    name: str
    per_second: float
    cost: float
    ratio: float
    lowest: float
    highest: float


@dataclass
class Contest:
    """Peers that do the same job; the first is what the others are measured by."""

    title: str
    peers: Sequence[Peer]

    async def run(self, rounds: int, seconds: float) -> list[Line]:
        for peer in self.peers:
            await peer.run(seconds / 4)  # warm: connections made, statements compiled
            peer.rates.clear()
            peer.costs.clear()
        for number in range(rounds):
            for peer in rotated(self.peers, number):
                await peer.run(seconds)
        return [self.line(peer) for peer in self.peers]

    def line(self, peer: Peer) -> Line:
        ratios = [
            mine / theirs for mine, theirs in zip(peer.rates, self.peers[0].rates, strict=True)
        ]
        return Line(
            name=peer.name,
            per_second=median(peer.rates),
            cost=median(peer.costs),
            ratio=median(ratios),
            lowest=min(ratios),
            highest=max(ratios),
        )


def rotated(peers: Sequence[Peer], by: int) -> list[Peer]:
    """Each round another one goes first, so that nobody always runs on a warm or tired machine."""
    start = by % len(peers)
    return [*peers[start:], *peers[:start]]


HEADER = ("", "a second", "CPU µs", "ratio", "lowest", "highest")
"""Of a table of contests."""


def table(title: str, lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """A contest as rows, under its title."""
    empty = ("",) * (len(HEADER) - 1)
    return [(f"**{title}**", *empty), *map(_row, lines)]


def _row(line: Line) -> tuple[str, ...]:
    ratios = (f"{ratio:.2f}" for ratio in (line.ratio, line.lowest, line.highest))
    return line.name, f"{line.per_second:,.0f}", f"{line.cost:,.0f}", *ratios
