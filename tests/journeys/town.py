"""The real program as a process, against the sandbox, as an installation runs it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import MachineClock
from catalog import seeding
from database.door import open_database
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, Settings, running

HEREABOUTS = Path(sys.executable).parent / "hereabouts"
TOKEN = "1:strangers"
GUEST, STAFF, OPERATOR = 1001, 2001, 3001


@dataclass(frozen=True)
class Town:
    """A market that runs: who drives people in it, and how its commands are called."""

    client: SandboxClient
    environment: Mapping[str, str]
    folder: Path

    async def command(self, *words: str) -> str:
        """What a command of the program printed; fails where it does."""
        code, printed, errors = await run(self.environment, self.folder, *words)
        assert code == 0, f"{words}: exit {code}\n{printed}\n{errors}"
        return printed

    async def called(self, *words: str) -> str:
        """The same without a process, whose start takes longer than most commands."""
        call = partial(CliRunner().invoke, app, words, env=self.environment)
        result = await asyncio.to_thread(call)
        assert result.exit_code == 0, f"{words}: {result.output}\n{result.stderr}"
        return result.stdout

    def trouble(self) -> list[dict[str, Any]]:
        """What the running bot logged as an error."""
        lines = (self.folder / "log").read_text().splitlines()
        entries = [json.loads(line) for line in lines if line.startswith("{")]
        return [entry for entry in entries if entry["level"] in {"error", "critical"}]


async def run(environment: Mapping[str, str], folder: Path, *words: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        HEREABOUTS,
        *words,
        env=environment,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    printed, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode(), errors.decode()


def settings_of(url: str, database_url: str) -> dict[str, str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("HEREABOUTS_")
    }
    return inherited | {
        "HEREABOUTS_DATABASE_URL": database_url,
        "HEREABOUTS_TELEGRAM_TOKEN": TOKEN,
        "HEREABOUTS_TELEGRAM_API_URL": url,
        "HEREABOUTS_TELEGRAM_PROVIDER_TOKEN": "123:TEST:strangers",
        "HEREABOUTS_OPERATORS": str(OPERATOR),
        "HEREABOUTS_LOG_FORMAT": "json",
        "HEREABOUTS_PORT": "0",
    }


@asynccontextmanager
async def running_bot(town: Town) -> AsyncIterator[asyncio.subprocess.Process]:
    """`hereabouts run` for as long as the block lasts; it must stop by itself when asked."""
    with (town.folder / "log").open("ab") as log:
        bot = await asyncio.create_subprocess_exec(
            HEREABOUTS, "run", env=town.environment, cwd=town.folder, stdout=log, stderr=log
        )
        try:
            yield bot
        finally:
            if bot.returncode is None:
                bot.terminate()
                async with asyncio.timeout(15):
                    await bot.wait()


@asynccontextmanager
async def opened(folder: Path, database_url: str) -> AsyncIterator[Town]:
    """A seeded town whose bot does not run yet."""
    async with (
        running(Sandbox(Settings(token=TOKEN)), port=0) as url,
        SandboxClient(url) as client,
    ):
        await seed(database_url)
        yield Town(client, settings_of(url, database_url), folder)


async def seed(database_url: str) -> None:
    """As `hereabouts seed` does, without a process: starting one takes longer than the work."""
    async with open_database(database_url) as database:
        await database.write(seed_now)


def seed_now(connection: Connection) -> None:
    seeding.seed(connection, MachineClock().now(), "EUR")
