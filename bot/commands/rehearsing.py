"""What a demo needs before the curtain rises: a database, a town, staff and an operator."""

import asyncio
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection, delete, select

from bot.clock import MachineClock
from bot.commands.importing import store
from bot.commands.inviting import link
from bot.models import chats, seen, shown_messages, uploads
from bot.settings import Settings, load_settings
from catalog import seeding
from catalog.importing import ImportRun
from catalog.lists import merchants_for_operator
from catalog.models import imports
from database import migrating
from database.door import open_database
from people import inviting
from sandbox.client import SandboxClient

CURRENCY = "EUR"
STAFFED = 1
"""The merchant phone works for so many merchants, so that its desk opens at once."""


class Rehearsal:
    """The demo's data; kept between demos, except what Telegram would know."""

    def __init__(self, sandbox_url: str, data: Path, token: str) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.settings: Settings = load_settings(
            database_url=f"sqlite+aiosqlite:///{data / 'demo.db'}",
            telegram_token=SecretStr(token),
            telegram_api_url=sandbox_url,
            telegram_provider_token=None,
            sandbox_url=sandbox_url,
            public_url=None,
            host="127.0.0.1",
            port=0,
            operators=(),
            currency=CURRENCY,
        )

    async def prepare(self) -> None:
        """Tables and the invented town."""
        await migrating.upgrade(self.settings.database_url)
        now = MachineClock().now()
        async with open_database(self.settings.database_url) as database:
            await database.write(_forget_channel)
            await database.write(lambda connection: seeding.seed(connection, now, CURRENCY))

    async def cast(self, client: SandboxClient, merchant: int, operator: int) -> None:
        """Two people open the links that make them staff and operator."""
        username = str((await client.get("/sandbox/state"))["bot"]["username"])
        async with open_database(self.settings.database_url) as database:
            staff = await database.write(_staff_tokens)
            runs = await database.write(
                lambda connection: inviting.invite_operator(connection, MachineClock().now())
            )
        for token in staff:
            await client.person(merchant).open(link(username, token))
        await client.person(operator).open(link(username, runs))

    async def import_city(self, path: Path, stop: asyncio.Event) -> int:
        """The places of a city, once; how many there are, 0 when they were there before."""
        async with open_database(self.settings.database_url) as database:
            if await database.read(lambda connection: _imported(connection, path.name)):
                return 0
            run = ImportRun(path, MachineClock().now())
            importing = asyncio.ensure_future(store(database, run))
            stopping = asyncio.ensure_future(stop.wait())
            await asyncio.wait({importing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in (importing, stopping):
                task.cancel()
            await asyncio.gather(importing, stopping, return_exceptions=True)
            return run.report.merchants


def _forget_channel(connection: Connection) -> None:
    """A new sandbox has new messages, files and updates under the numbers of the old ones."""
    for table in (chats, seen, shown_messages, uploads):
        connection.execute(delete(table))


def _staff_tokens(connection: Connection) -> list[str]:
    now = MachineClock().now()
    bookable = [each for each in merchants_for_operator(connection, limit=STAFFED) if each.bookable]
    return [inviting.invite_staff(connection, each.id, now) for each in bookable]


def _imported(connection: Connection, name: str) -> bool:
    reports = connection.execute(select(imports.c.report).where(imports.c.source == "file"))
    return any(report.get("file") == name for report in reports.scalars())
