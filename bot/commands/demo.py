"""Everything on this machine: the sandbox's page first, then the town and the bot, as often as wanted."""

import asyncio
import webbrowser
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from pathlib import Path

from bot.commands.beginning import begun
from bot.commands.shell import carry_out, say
from bot.commands.touring import FORGETS, TOUR
from bot.commands.townspeople import PHONES, everybody
from bot.errors import CannotDo
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, running
from sandbox.settings import Settings as SandboxSettings

AGES = 86_400.0


async def demonstrate(port: int, data: Path, *, open_browser: bool) -> None:
    """Serves until interrupted."""
    sandbox = Sandbox(
        SandboxSettings(people=everybody(), phones=PHONES, tour=TOUR, forgets=FORGETS)
    )
    async with AsyncExitStack() as stack:
        url = await _served(stack, sandbox, port)
        say(f"The sandbox is at {url}/ (stop with Ctrl+C)")
        if open_browser:
            await asyncio.to_thread(webbrowser.open, f"{url}/")
        await _play(sandbox, url, data)


async def _served(stack: AsyncExitStack, sandbox: Sandbox, port: int) -> str:
    try:
        return await stack.enter_async_context(running(sandbox, port=port))
    except OSError as error:
        raise CannotDo(
            f"Port {port} is taken. Choose another one: hereabouts demo --port {port + 1}"
        ) from error


async def _play(sandbox: Sandbox, url: str, data: Path) -> None:
    """Until interrupted; whoever starts over on the page has the whole town begin anew."""
    await asyncio.gather(_make_town(data), asyncio.to_thread(_learn_lines))  # the page is served
    from bot.commands.rehearsing import Rehearsal
    from bot.commands.run import serve, stop_on_signals

    rehearsal = Rehearsal(sandbox, url, data)
    ended = asyncio.Event()
    stop_on_signals(ended)
    while not ended.is_set():
        resets = sandbox.resets.revision
        await rehearsal.take_up()
        stop, ready = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(serve(rehearsal.settings, stop, ready))
            await ready.wait()
            async with SandboxClient(url) as client:
                await rehearsal.open_desks(client)
            for name, link in await rehearsal.console_links():
                say(f"{name}'s console, for ten minutes: {link}")
            say("The town is open: tap Start on the guest's phone.")
            await _first(ended.wait(), sandbox.resets.passed(resets, AGES))
            stop.set()
        if not ended.is_set():
            rehearsal.forget()
            await _make_town(data)


async def _make_town(data: Path) -> None:
    """In a process of its own, which gives back what it took when it ends."""
    process = await asyncio.create_subprocess_exec(*begun("bot.commands.town_making", str(data)))
    if await process.wait():
        raise CannotDo("The demo's town could not be made.")


async def _first(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _learn_lines() -> None:
    """Imports what the bot consists of, which takes a moment."""
    from bot import dialogue
    from bot.commands import rehearsing, run

    dialogue.whole_dialogue()
    del rehearsing, run


def main(port: str, data: str, browser: str) -> None:
    """As the command line has read them; a word for the browser, or none."""
    carry_out(lambda: demonstrate(int(port), Path(data), open_browser=bool(browser)))
