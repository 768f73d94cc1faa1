"""A sandbox that stops answers whoever waits, and is gone at once."""

import asyncio

import aiohttp
import pytest

from sandbox.server import Sandbox, running
from sandbox.settings import Settings
from sandbox.signals import Signal
from tests.sandbox.harness import GUEST

PATIENCE = 30
ASKED = {
    "updates": f"/bot{Settings().token}/getUpdates?timeout={PATIENCE}",
    "the clock": f"/sandbox/clock?after=0&timeout={PATIENCE}",
    "messages": f"/sandbox/people/{GUEST}/messages?timeout={PATIENCE}",
}


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once somebody waits who has such patience."""
    begun = asyncio.Event()
    wait = Signal.passed

    async def passed(signal: Signal, revision: int, timeout: float) -> bool:  # noqa: ASYNC109 - as a signal has it
        if PATIENCE - 5 < timeout <= PATIENCE:
            begun.set()
        return await wait(signal, revision, timeout)

    monkeypatch.setattr(Signal, "passed", passed)
    return begun


@pytest.mark.parametrize("what", ASKED)
async def test_whoever_waits_is_answered(what: str, waits: asyncio.Event) -> None:
    async with (
        asyncio.timeout(10),
        aiohttp.ClientSession() as session,
        asyncio.TaskGroup() as group,
        running(Sandbox()) as address,
    ):
        asked = group.create_task(session.get(address + ASKED[what]))
        await waits.wait()

    assert asked.result().status == 200
