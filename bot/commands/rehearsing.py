"""What a demo needs before the curtain rises: a database, a town, staff and an operator."""

import asyncio
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection, delete, select

from bot.clock import MachineClock
from bot.commands.importing import store
from bot.models import chats, seen, shown_messages, uploads
from bot.settings import Settings, load_settings
from bot.telegram.incoming import CHANNEL
from catalog import seeding
from catalog.importing import ImportRun
from catalog.lists import merchants_for_operator
from catalog.models import imports
from chat.action import Action
from chat.packing import ActionCodec
from database import migrating
from database.door import open_database
from handlers.merchant.actions import OpenDesk
from handlers.operator.actions import OpenOperatorDesk
from people import arriving, joining
from people.arriving import Newcomer
from people.joining import OPERATOR, STAFF, Role
from sandbox.client import SandboxClient

CURRENCY = "EUR"
TIME_ZONE = "Europe/Helsinki"
LOCALE = "en"
WHOLE_TOWN = 100


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
            time_zone=TIME_ZONE,
        )

    async def prepare(self) -> None:
        """Tables and the invented town."""
        await migrating.upgrade(self.settings.database_url)
        now = MachineClock().now()
        async with open_database(self.settings.database_url) as database:
            await database.write(_forget_channel)
            await database.write(lambda connection: seeding.seed(connection, now, CURRENCY))

    async def cast(self, client: SandboxClient, merchant: int, operator: int) -> None:
        """One person looks after every bookable place, so that each booking is heard of."""
        kim, olga = [await _newcomer(client, each) for each in (merchant, operator)]
        async with open_database(self.settings.database_url) as database:
            first = await database.write(lambda connection: _hire(connection, kim))
            await database.write(lambda connection: _appoint(connection, olga))
        await client.person(merchant).start(_packed(OpenDesk(first)))
        await client.person(operator).start(_packed(OpenOperatorDesk()))

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


async def _newcomer(client: SandboxClient, user: int) -> Newcomer:
    told = await client.get(f"/sandbox/people/{user}")
    return Newcomer(CHANNEL, str(user), str(user), told["first_name"], told.get("username"), LOCALE)


def _hire(connection: Connection, newcomer: Newcomer) -> int:
    """Makes the person staff of every bookable merchant; returns the first one."""
    now = MachineClock().now()
    person = _person(connection, newcomer)
    bookable = [
        one.id for one in merchants_for_operator(connection, limit=WHOLE_TOWN) if one.bookable
    ]
    for merchant in bookable:
        joining.join(connection, person, Role(STAFF, merchant), now)
    return bookable[0]


def _appoint(connection: Connection, newcomer: Newcomer) -> None:
    now = MachineClock().now()
    joining.join(connection, _person(connection, newcomer), Role(OPERATOR, None), now)


def _person(connection: Connection, newcomer: Newcomer) -> int:
    known = arriving.recognise(connection, newcomer.channel, newcomer.user)
    return (known or arriving.welcome(connection, newcomer, MachineClock().now())).id


def _packed(action: Action) -> str:
    return ActionCodec([type(action)]).pack(action)


def _imported(connection: Connection, name: str) -> bool:
    reports = connection.execute(select(imports.c.report).where(imports.c.source == "file"))
    return any(report.get("file") == name for report in reports.scalars())
