"""A bot with a small conversation against a sandbox, whole, over HTTP."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.app import App, open_app
from bot.dialogue import Dialogue
from bot.logs import Log, make_log
from bot.reading_settings import Secret
from bot.running import run
from bot.settings import Settings, load_settings
from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running
from sandbox.settings import Settings as SandboxSettings
from tests.bot.small_dialogue import small_dialogue
from tests.languages import spoken
from tests.player.under_way import UnderWay
from tests.starting import plainly

GUEST = 1001
PATIENCE = 20


@dataclass
class Lines:
    """What was logged."""

    stream: io.StringIO = field(default_factory=io.StringIO)

    @property
    def log(self) -> Log:
        return make_log("json", self.stream)

    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@dataclass
class World:
    """A sandbox with one guest, and what a bot needs to live in it."""

    url: str
    sandbox: Sandbox
    client: SandboxClient
    settings: Settings
    lines: Lines
    dialogue: Dialogue
    under_way: UnderWay = field(default_factory=UnderWay)

    @property
    def guest(self) -> PersonClient:
        return self.client.person(GUEST)

    async def texts(self) -> list[str]:
        """What the bot's standing messages in the guest's chat say, once it has fallen silent."""
        assert await self.client.quiet()
        return [each.text for each in (await self.guest.chat()).messages if each.from_bot]

    async def turns_over(self) -> None:
        """Until all that people did is done and shown; what workers have yet to tell is not waited for."""
        assert await self.client.quiet(still=0.01)  # the bot has said that all is handled
        await self.under_way.done()

    async def gone(self, words: str) -> None:
        """Waits until no standing message of the guest's chat says this."""
        async with asyncio.timeout(PATIENCE):
            chat = await self.guest.chat()
            while any(words in each.text for each in chat.messages):
                await self.guest.chat(chat.seq, timeout=PATIENCE)
                chat = await self.guest.chat()

    async def a_moment(self) -> None:
        """Until something may have changed that no message tells of."""
        await self.client.get("/sandbox/quiet", timeout=1, still=0.05)

    async def called(self, method: str) -> int:
        """How often the bot called a method with success or without."""
        return len(await self.client.requests(method=method, limit=500))

    async def refused(self) -> list[str]:
        """What the sandbox refused to do for the bot, in its words."""
        asked = await self.client.requests(limit=500)
        return [each["response"]["description"] for each in asked if each["status"] >= 400]

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[App]:
        """A running bot, stopped as by SIGTERM."""
        async with (
            open_app(self.settings, self.lines.log, self.dialogue, spoken()) as app,
            asyncio.TaskGroup() as group,
        ):
            stop, ready = asyncio.Event(), asyncio.Event()
            with plainly(), pytest.MonkeyPatch.context() as patch:
                self.under_way = UnderWay.watched(patch)
                group.create_task(run(app, stop, ready))
                await ready.wait()
            try:
                yield app
            finally:
                stop.set()


def settings_for(url: str, database_url: str, **more: object) -> Settings:
    return load_settings(
        file=None,
        telegram_token=Secret(SandboxSettings().token),
        telegram_api_url=url,
        sandbox_url=url,
        database_url=database_url,
        port=0,
        **more,
    )


@pytest.fixture
async def world(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr("bot.lanes.PER_CHAT", 0.05)  # how long a chat rests is asked of the lanes
    sandbox = Sandbox(SandboxSettings())
    async with running(sandbox) as url, SandboxClient(url) as client:
        settings = settings_for(url, database_url)
        yield World(url, sandbox, client, settings, Lines(), small_dialogue())


@pytest.fixture
def only_bells_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker looks by itself: what it does, it was rung for."""
    monkeypatch.setattr("bot.wakeups.LATEST", timedelta(hours=1))


@pytest.fixture
async def guest(world: World) -> AsyncIterator[PersonClient]:
    """Somebody who talks to a running bot."""
    async with world.bot():
        yield world.guest
