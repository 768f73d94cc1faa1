"""What a tap costs: the CPU of the running program, beside a lean floor and the ordinary stack.

    python -m benchmarks taps

Each is a process that asks the same Bot API for updates and answers the same taps from the same
tables: the floor is aiohttp, json, sqlite3 and dicts, the ordinary stack what one would begin with.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from statistics import median

from benchmarks.bot_api import BotApi, Line, serving
from benchmarks.report import Section
from benchmarks.sizes import size
from benchmarks.tap_town import Tap, Taps, build
from bot.clock import MachineClock

ROUNDS = size(3, 1)
WARM = size(20, 1)
TAPS = size(30, 2)
SCHEDULED = 2
"""What clock_getcpuclockid() makes of a process: its number's complement, and the kind of clock."""
OURS, FLOOR, ORDINARY = "hereabouts", "floor", "ordinary"
NAMES = {
    "service": "a service's page",
    "results": "a list",
    "hold": "hold",
    "redeem": "redeem",
}


@dataclass
class Stack:
    """One program that answers taps; its costs are milliseconds of CPU a tap, round by round."""

    name: str
    line: Line
    process: int
    costs: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in NAMES})

    def cpu(self) -> float:
        """Seconds, of all its threads, in the system too; to the nanosecond, as the kernel counts."""
        return time.clock_gettime(~self.process << 3 | SCHEDULED)

    async def measure(self, kind: str, taps: Sequence[Tap]) -> None:
        await self.line.rest()
        before = self.cpu()
        for person, data in taps:
            await self.line.press(person, data)
        await self.line.rest()
        self.costs[kind].append((self.cpu() - before) / len(taps) * 1000)


def commands(url: str, folder: Path) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    return {
        OURS: [*python, "bot", "run"],
        FLOOR: [*python, "benchmarks.floor", url, FLOOR, str(folder / f"{FLOOR}.db")],
        ORDINARY: [*python, "benchmarks.ordinary", url, ORDINARY, str(folder / f"{ORDINARY}.db")],
    }


def settings(url: str, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HEREABOUTS_DATABASE_URL": f"sqlite:///{folder / OURS}.db",
        "HEREABOUTS_TELEGRAM_TOKEN": OURS,
        "HEREABOUTS_TELEGRAM_API_URL": url,
        "HEREABOUTS_TELEGRAM_PROVIDER_TOKEN": "1:TEST:2",
        "HEREABOUTS_PORT": "0",
    }


@asynccontextmanager
async def running(
    api: BotApi, url: str, folder: Path, names: Sequence[str]
) -> AsyncIterator[list[Stack]]:
    async with AsyncExitStack() as stack:
        found = []
        for name in names:
            with (folder / f"{name}.log").open("w") as log:
                process = await asyncio.create_subprocess_exec(
                    *commands(url, folder)[name], env=settings(url, folder), stdout=log, stderr=log
                )
            stack.push_async_callback(end, process, folder / f"{name}.log")
            found.append(Stack(name, api.lines[name], process.pid))
            await api.lines[name].rest()
        yield found


async def end(process: asyncio.subprocess.Process, log: Path) -> None:
    if process.returncode is None:
        process.terminate()
        await process.wait()
    if "Traceback" in (said := log.read_text()):  # noqa: ASYNC240 - it has ended
        print(said[-3000:])


async def compare(names: Sequence[str], rounds: int = ROUNDS) -> list[Stack]:
    """The stacks, measured in turn."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        taps = await build(folder / "town.db", MachineClock().now(), WARM + rounds * TAPS)
        for name in names:
            shutil.copy(folder / "town.db", folder / f"{name}.db")
        async with serving() as (api, url), running(api, url, folder, names) as stacks:
            for kind in (each.name for each in fields(Taps)):
                await contest(kind, getattr(taps, kind), stacks, rounds)
            return stacks


async def contest(kind: str, taps: Sequence[Tap], stacks: Sequence[Stack], rounds: int) -> None:
    for stack in stacks:
        await stack.measure(kind, taps[:WARM])
        stack.costs[kind].clear()
    for number in range(rounds):
        begin = WARM + number * TAPS
        for turn in range(len(stacks)):
            stack = stacks[(turn + number) % len(stacks)]
            await stack.measure(kind, taps[begin : begin + TAPS])


async def section(names: Sequence[str] = (OURS, FLOOR, ORDINARY)) -> Section:
    """Milliseconds of CPU a tap, and ours beside each of the others."""
    stacks = {each.name: each for each in await compare(names)}
    others = [each for each in names if each != OURS]
    return Section(
        title="A tap",
        intro="Milliseconds of CPU of the whole program a tap, the median of "
        f"{ROUNDS} rounds of {TAPS} taps in which all took turns; the ratio is the median of the "
        "rounds' ratios. Aims: at most 2.5 times the floor on a service's page, 3.0 on the "
        "others, and at most 0.2 of the ordinary stack.",
        header=("tap", *names, *(f"ours beside {each}" for each in others)),
        rows=[row(kind, stacks, others) for kind in NAMES],
    )


def row(kind: str, stacks: dict[str, Stack], others: Sequence[str]) -> tuple[str, ...]:
    ours = stacks[OURS].costs[kind]
    return (
        NAMES[kind],
        *(f"{median(each.costs[kind]):.1f}" for each in stacks.values()),
        *(
            f"{median(a / b for a, b in zip(ours, stacks[each].costs[kind], strict=True)):.2f}"
            for each in others
        ),
    )
