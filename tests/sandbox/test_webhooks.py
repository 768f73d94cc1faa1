"""Webhooks: delivered in order, again until taken, with the secret, or not at all beside polling."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from sandbox.client import PersonClient, SandboxClient
from tests.sandbox.harness import GUEST, Api


@dataclass
class Bot:
    """Takes updates as it is told to."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def hook(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.news.set()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status)

    async def count(self, number: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(5):
            while len(self.got) < number:
                self.news.clear()
                await self.news.wait()
        return self.got


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    made = Bot()
    app = web.Application()
    app.router.add_post("/hook", made.hook)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_are_pushed_with_the_secret(guest: PersonClient, api: Api, bot: Bot) -> None:
    assert (await api.raw("setWebhook", url=bot.url, secret_token="s3cret"))["description"] == (
        "Webhook was set"
    )
    await guest.say("one")
    await guest.say("two")

    assert [update["message"]["text"] for update in await bot.count(2)] == ["one", "two"]
    assert bot.secrets == ["s3cret", "s3cret"]


async def test_a_refused_update_comes_again_before_the_next(
    guest: PersonClient, api: Api, bot: Bot
) -> None:
    bot.statuses = [500]
    await api.call("setWebhook", url=bot.url)
    await guest.say("one")
    await guest.say("two")

    assert [update["message"]["text"] for update in await bot.count(3)] == ["one", "one", "two"]
    info = await api.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")


async def test_pauses_grow_but_follow_the_clock(
    guest: PersonClient, client: SandboxClient, api: Api, bot: Bot
) -> None:
    bot.statuses = [500, 500, 503]
    await api.call("setWebhook", url=bot.url)
    await guest.say("one")
    for known in (2, 3, 4):
        await bot.count(known)
        await client.advance(120)

    assert len(await bot.count(4)) == 4


async def test_queues_do_not_wait_for_each_other(
    guest: PersonClient, client: SandboxClient, api: Api, bot: Bot
) -> None:
    bot.statuses = [500, 500]
    await api.call("setWebhook", url=bot.url)
    await guest.say("stuck")
    await bot.count(2)
    other = await client.add_person("Ben")
    await other.start()

    assert (await bot.count(3))[2]["message"]["from"]["first_name"] == "Ben"


async def test_an_answer_may_carry_a_call(guest: PersonClient, api: Api, bot: Bot) -> None:
    bot.reply = {"method": "sendMessage", "chat_id": GUEST, "text": "by return"}
    await api.call("setWebhook", url=bot.url)
    await guest.say("one")

    await guest.wait_for("by return", timeout=5)


async def test_polling_and_webhook_exclude_each_other(
    guest: PersonClient, api: Api, bot: Bot
) -> None:
    await api.call("setWebhook", url=bot.url)
    assert await api.refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (await api.raw("deleteWebhook"))["description"] == "Webhook was deleted"
    assert await api.updates() == []


async def test_a_duplicate_is_pushed_twice(
    guest: PersonClient, client: SandboxClient, api: Api, bot: Bot
) -> None:
    await api.call("setWebhook", url=bot.url)
    await client.add_fault("duplicate_update", count=1)
    await guest.say("one")
    first, second = await bot.count(2)

    assert first == second
