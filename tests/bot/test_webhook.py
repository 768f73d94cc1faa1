"""Updates pushed: believed only with the secret, and confirmed only once they had their effect."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from bot.app import App, open_app
from bot.running import run
from bot.telegram.webhook import LARGEST, PATH, SECRET, secret_of
from tests.bot.conftest import World, settings_for
from tests.bot.small_dialogue import counted
from tests.languages import spoken


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def pushed_bot(world: World) -> AsyncIterator[tuple[App, str]]:
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    settings = replace(
        settings_for(world.url, world.settings.database_url), public_url=public, port=port
    )
    async with (
        open_app(settings, world.lines.log, world.dialogue, spoken()) as app,
        asyncio.TaskGroup() as group,
    ):
        stop, ready = asyncio.Event(), asyncio.Event()
        group.create_task(run(app, stop, ready))
        await ready.wait()
        try:
            yield app, public
        finally:
            stop.set()


async def test_updates_that_are_pushed_are_answered(world: World) -> None:
    async with pushed_bot(world) as (app, _):
        await world.guest.start()
        await world.guest.wait_for("Home")
        await world.guest.press("Add")
        await world.guest.wait_for("Count: 1")

        assert await app.database.read(counted) == 1


@pytest.mark.both_engines
async def test_the_same_update_pushed_twice_at_once_changes_once(world: World) -> None:
    update = {
        "update_id": 77,
        "message": {
            "message_id": 5,
            "date": 1_700_000_000,
            "chat": {"id": 1001, "type": "private", "first_name": "Aino"},
            "from": {"id": 1001, "is_bot": False, "first_name": "Aino", "language_code": "en"},
            "text": "/add",
        },
    }
    async with pushed_bot(world) as (app, public), aiohttp.ClientSession() as telegram:
        await world.guest.start()
        await world.guest.wait_for("Home")
        secret = secret_of(app.bot.token)

        async def push() -> int:
            async with telegram.post(
                public + PATH, json=update, headers={SECRET: secret}
            ) as answer:
                return answer.status

        assert await asyncio.gather(push(), push()) == [200, 200]
        assert await app.database.read(counted) == 1


@pytest.mark.both_engines
async def test_whoever_does_not_know_the_secret_is_turned_away(world: World) -> None:
    async with pushed_bot(world) as (app, public), aiohttp.ClientSession() as stranger:
        async with stranger.post(public + PATH, json={"update_id": 1}) as answer:
            assert answer.status == 403
        async with stranger.post(
            public + PATH, json={"update_id": 1}, headers={SECRET: "wrong"}
        ) as answer:
            assert answer.status == 403
        assert await app.database.read(counted) == 0


async def test_a_request_without_end_is_turned_away(world: World) -> None:
    async with pushed_bot(world) as (app, public), aiohttp.ClientSession() as telegram:
        headers = {SECRET: secret_of(app.bot.token)}
        body = io.BytesIO(b" " * (LARGEST + 1))
        async with telegram.post(public + PATH, data=body, headers=headers) as answer:
            assert answer.status == 413


async def test_health_says_whether_the_database_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_args: object, **_more: object) -> None:
        raise ConnectionError

    async with pushed_bot(world) as (app, public), aiohttp.ClientSession() as watcher:
        async with watcher.get(f"{public}/health") as answer:
            assert (answer.status, await answer.json()) == (200, {"status": "ok"})
        monkeypatch.setattr(type(app.database), "read", silent)
        async with watcher.get(f"{public}/health") as answer:
            assert answer.status == 503


async def test_the_console_is_served_beside_it(world: World) -> None:
    async with pushed_bot(world) as (_, public), aiohttp.ClientSession() as http:
        async with http.get(f"{public}/console") as nobody:
            assert nobody.status == 401
        async with http.get(f"{public}/console/static/console.css") as styles:
            assert styles.status == 200


async def test_it_introduces_itself_in_every_language(world: World) -> None:
    async with pushed_bot(world):
        assert await world.client.quiet()
        profile = world.sandbox.profile

    assert profile.menu_button == {"type": "commands"}
    spoken_of = {code.partition("_")[0] for code in spoken().codes[1:]}
    for told in (profile.descriptions, profile.short_descriptions):
        assert {"", *spoken_of} == set(told)
        assert len(set(told.values())) == len(told)
    assert len(profile.commands) == len(spoken().codes)
    assert all(profile.commands.values())
