"""An installation in a folder of its own, whose command line is called as by hand."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from sandbox.server import Sandbox, running
from sandbox.settings import Settings as SandboxSettings
from tests.languages import spoken


@pytest.fixture(autouse=True)
def _installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("locales.load", spoken)
    if "database_url" in request.fixturenames:
        url = request.getfixturevalue("database_url")
        monkeypatch.setenv("HEREABOUTS_DATABASE_URL", url)


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Telegram that knows the bot, in a loop of its own."""
    loop, up = asyncio.new_event_loop(), threading.Event()
    stop = asyncio.Event()

    async def serve() -> None:
        async with running(Sandbox(SandboxSettings())) as url:
            monkeypatch.setenv("HEREABOUTS_TELEGRAM_API_URL", url)
            up.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    up.wait(10)
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_TOKEN", SandboxSettings().token)
    yield
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def hereabouts(*words: str) -> Result:
    return CliRunner().invoke(app, words)
