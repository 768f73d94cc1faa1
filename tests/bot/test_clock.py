"""Time that can be turned wakes whoever sleeps, and follows a sandbox."""

import asyncio
from datetime import timedelta

from bot.clock import MachineClock, TurnedClock
from bot.wakeups import Wakeups, woken_or_due
from tests.bot.conftest import World


async def test_turning_the_clock_wakes_a_sleeper_at_once() -> None:
    clock = TurnedClock(MachineClock())
    due = clock.now() + timedelta(hours=1)

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(clock.sleep_until(due))
        await asyncio.sleep(0)
        clock.turn(timedelta(hours=2))

    assert clock.now() > due


async def test_a_bell_wakes_a_worker_before_anything_is_due() -> None:
    clock, wakeups = MachineClock(), Wakeups()
    wakeup = wakeups.subscribe()

    async with asyncio.timeout(3), asyncio.TaskGroup() as group:
        group.create_task(woken_or_due(wakeup, clock, None))
        await asyncio.sleep(0)
        wakeups.wake_all()


async def test_the_bots_clock_follows_the_sandboxs(world: World) -> None:
    async with world.bot() as app:
        due = app.clock.now() + timedelta(days=3)
        async with asyncio.timeout(10), asyncio.TaskGroup() as group:
            group.create_task(app.clock.sleep_until(due))
            await world.client.advance(3 * 86_400)

        assert app.clock.now() >= due
