"""Killed without warning, over and over: what people did is neither lost nor done twice."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

import pytest

from database.door import open_database
from sandbox.client import Shown
from tests.bot.conftest import World
from tests.bot.small_dialogue import counted

ROOT = Path(__file__).parents[2]
PROGRAM = """
import asyncio, locales
from bot.app import open_app
from bot.commands.run import stop_on_signals
from bot.logs import make_log
from bot.running import run
from bot.settings import load_settings
from tests.bot.small_dialogue import small_dialogue

async def main():
    stop = asyncio.Event()
    stop_on_signals(stop)
    settings = load_settings(port=0)
    async with open_app(settings, make_log("json"), small_dialogue(), locales.load()) as app:
        await run(app, stop)

asyncio.run(main())
"""
KILLS = 4 if os.environ.get("KILLS") else 2
ADDED = 4 * KILLS
PATIENCE = 40
"""Seconds: a program that starts on a busy machine takes its time."""


def counts(shown: Shown) -> int:
    """What a message counts to; nothing where it counts nothing."""
    number = shown.text.removeprefix("Count: ").split()[:1]
    return int(number[0]) if number and number[0].isdigit() else -1


async def start(world: World) -> Process:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HEREABOUTS_TELEGRAM_TOKEN": world.settings.token,
        "HEREABOUTS_TELEGRAM_API_URL": world.url,
        "HEREABOUTS_SANDBOX_URL": world.url,
        "HEREABOUTS_DATABASE_URL": world.settings.database_url,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, env=environment, stderr=asyncio.subprocess.DEVNULL
    )


async def effects(world: World) -> int:
    async with open_database(world.settings.database_url) as database:
        return await database.read(counted)


@pytest.mark.long  # the storm kills the whole program
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_every_event_has_its_effect_once_whenever_the_program_is_killed(
    world: World,
) -> None:
    for kill in range(KILLS):
        program = await start(world)
        for _ in range(ADDED // KILLS):
            await world.guest.say("/add")
        await world.guest.wait_for(
            lambda shown, least=kill * 2: counts(shown) > least, timeout=PATIENCE
        )
        program.send_signal(signal.SIGKILL)
        await program.wait()
    program = await start(world)
    await world.guest.say("/start")
    await world.guest.wait_for("Home", timeout=PATIENCE)
    program.terminate()

    assert await program.wait() == 0
    assert await effects(world) == ADDED
