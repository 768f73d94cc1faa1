"""Everything on this machine: the sandbox's page first, then the bot, then the rest of the town."""

import asyncio
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from importlib.resources import as_file, files
from pathlib import Path

from bot.commands.shell import complain, say
from bot.commands.touring import FORGETS, TOUR
from bot.errors import CannotDo
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, running
from sandbox.settings import Settings as SandboxSettings

MERCHANT, OPERATOR = 2001, 3001
"""Whom the sandbox has hold the second and the third phone."""

CITY = "helsinki.geojson.gz"


async def demonstrate(port: int, data: Path, *, open_browser: bool) -> None:
    """Serves until interrupted."""
    sandbox = Sandbox(SandboxSettings(tour=TOUR, forgets=FORGETS))
    async with AsyncExitStack() as stack:
        url = await _served(stack, sandbox, port)
        say(f"The sandbox is at {url}/ (stop with Ctrl+C)")
        if open_browser:
            await asyncio.to_thread(webbrowser.open, f"{url}/")
        await _play(url, data, sandbox.settings)


async def _served(stack: AsyncExitStack, sandbox: Sandbox, port: int) -> str:
    try:
        return await stack.enter_async_context(running(sandbox, port=port))
    except OSError as error:
        raise CannotDo(
            f"Port {port} is taken. Choose another one: hereabouts demo --port {port + 1}"
        ) from error


async def _play(url: str, data: Path, sandbox: SandboxSettings) -> None:
    await asyncio.to_thread(_learn_lines)  # meanwhile the page can be served
    from bot.commands.rehearsing import Rehearsal
    from bot.commands.run import serve, stop_on_signals

    rehearsal = Rehearsal(url, data, sandbox.token)
    stop, ready = asyncio.Event(), asyncio.Event()
    stop_on_signals(stop)
    await rehearsal.prepare()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(rehearsal.settings, stop, ready))
        await ready.wait()
        async with SandboxClient(url) as client:
            await rehearsal.cast(client, MERCHANT, OPERATOR)
        say("The town is open: tap Start on the guest's phone.")
        group.create_task(_import_city(lambda path: rehearsal.import_city(path, stop)))


def _learn_lines() -> None:
    """Imports what the bot consists of, which takes a moment."""
    from bot import script
    from bot.commands import rehearsing, run

    script.whole_script()
    del rehearsing, run


async def _import_city(store: Callable[[Path], Awaitable[int]]) -> None:
    city = files("catalog") / "data" / CITY
    if not city.is_file():
        complain("The places of Helsinki are not part of this installation.")
        return
    with as_file(city) as path:
        stored = await store(path)
    if stored:
        say(f"{stored} places of Helsinki can be found now.")
