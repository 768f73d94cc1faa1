"""Whoever is slow, silent or unreadable at the web server's door takes nobody else's place."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest

from bot.commands.run import serve
from bot.connections import MOST
from bot.telegram.webhook import PATH, SECRET, secret_of
from tests.bot.conftest import PATIENCE, World, settings_for
from tests.bot.test_webhook import free_port, pushed_bot

SILENT = 260

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def connected(public: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = public.removeprefix("http://").split(":")
    return await asyncio.open_connection(host, int(port))


async def healthy(public: str) -> bool:
    async with aiohttp.ClientSession() as watcher, watcher.get(f"{public}/health") as answer:
        return answer.status == 200


async def test_260_connections_that_say_nothing_keep_nobody_out(world: World) -> None:
    async with pushed_bot(world) as (_, public):
        silent = [await connected(public) for _ in range(SILENT)]
        async with asyncio.timeout(PATIENCE):
            assert await healthy(public)
            closed = await asyncio.gather(*(each.read() for each, _ in silent[: SILENT - MOST]))
        assert set(closed) == {b""}
        await world.guest.start()
        await world.guest.wait_for("Home")
        for _, writer in silent:
            writer.close()


@pytest.mark.parametrize("said", ["", "GET /health HTTP/1.1\r\nHost: here\r\nX-Slow"])
async def test_who_does_not_end_a_request_is_hung_up_on(
    world: World, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.connections.SILENCE", 0.1)
    async with pushed_bot(world) as (_, public):
        reader, writer = await connected(public)
        writer.write(said.encode())
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b""
        writer.close()


async def test_a_body_that_never_ends_is_waited_for_no_longer_than_a_while(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.connections.BODY", 0.1)
    async with pushed_bot(world) as (app, public):
        reader, writer = await connected(public)
        head = f"POST {PATH} HTTP/1.1\r\nHost: here\r\nContent-Length: 99\r\n"
        writer.write(f"{head}{SECRET}: {secret_of(app.bot.token)}\r\n\r\n{{".encode())
        async with asyncio.timeout(PATIENCE):
            assert b" 408 " in await reader.readline()
        writer.close()


@pytest.mark.parametrize("secret", [b"\xc3\xa9t\xc3\xa9", b"\xff\xfe", b"\xe2\x82"])
async def test_a_secret_in_any_bytes_is_just_a_wrong_one(world: World, secret: bytes) -> None:
    async with pushed_bot(world) as (_, public):
        reader, writer = await connected(public)
        head = f"POST {PATH} HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n{SECRET}: ".encode()
        writer.write(head + secret + b"\r\n\r\n{}")
        async with asyncio.timeout(PATIENCE):
            assert b" 403 " in await reader.readline()
        writer.close()


@pytest.mark.parametrize("public", [None, "https://market.example"])
async def test_a_bot_that_cannot_reach_telegram_stops_when_it_is_told_to(
    world: World, public: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    settings = replace(
        settings_for(nowhere, world.settings.database_url),
        sandbox_url=None,
        public_url=public,
        log_format="json",
    )
    stop = asyncio.Event()
    told = ""
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(serve(settings, stop))
        while "does not answer yet" not in told:
            await asyncio.sleep(0.02)
            told += capsys.readouterr().err
        stop.set()
    assert "stopped" in capsys.readouterr().err
