"""The real program on its own loop, which stands still for 20 ms again and again: `python -m benchmarks.stalled`."""

import asyncio
import random
import time

from bot.commands.run import run_bot
from bot.commands.shell import quick_loop
from bot.heap import share

STALL = 0.02
BETWEEN = 0.2
"""A tenth of the time, at moments that nobody knows."""


async def stall() -> None:
    dice = random.Random(7)
    while True:
        await asyncio.sleep(dice.uniform(0, 2 * BETWEEN - STALL))
        end = time.perf_counter() + STALL
        while time.perf_counter() < end:
            pass


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        stalling = group.create_task(stall())
        await run_bot()
        stalling.cancel()


if __name__ == "__main__":
    share()
    with asyncio.Runner(loop_factory=quick_loop()) as runner:
        runner.run(main())
