"""A town whose guests all agreed to promotions, and the moments at which messages came in."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from bot.clock import MachineClock
from database.door import open_database
from people import consenting
from people.arriving import Newcomer, welcome
from people.consenting import PROMOTIONS
from people.joining import Membership, join
from people.models import people
from people.rights import Role
from promotions import composing, sending
from sandbox.client import SandboxClient
from sandbox.requests_log import LoggedRequest, RequestLog
from sandbox.server import Sandbox, Settings, running
from sandbox.settings import PersonSettings
from tests.journeys.town import TOKEN, seed_now, settings_of

FIRST = 500_000
PATIENCE = 300
TAPPER = 1001


class Arrivals(RequestLog):
    """When each new message came in, and how many were refused as too many."""

    def __init__(self) -> None:
        super().__init__(kept=100)
        self.moments: list[float] = []
        self.refused = 0
        self.changed = asyncio.Event()

    def add(self, **fields: Any) -> LoggedRequest:
        request = super().add(**fields)
        self.refused += request.status == 429
        to = str(request.parameters.get("chat_id", ""))
        if request.method.lower().startswith("send") and to.isdigit() and int(to) >= FIRST:
            self.moments.append(time.perf_counter() - request.milliseconds / 1000)
            self.changed.set()
        return request

    async def come(self, many: int) -> list[float]:
        """The next so many."""
        self.moments.clear()
        async with asyncio.timeout(PATIENCE + many / 10):
            while len(self.moments) < many:
                self.changed.clear()
                await self.changed.wait()
        return self.moments[:many]


def most_in_a_second(moments: Sequence[float]) -> int:
    ordered, most, first = sorted(moments), 0, 0
    for last, moment in enumerate(ordered):
        while ordered[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


@dataclass(frozen=True)
class Town:
    """The strict sandbox and the program's database; `environment` is for the program."""

    client: SandboxClient
    arrivals: Arrivals
    url: str
    environment: dict[str, str]

    async def launch(self) -> None:
        """A promotion to everybody; the program finds it by itself."""
        async with open_database(self.url) as database:
            await database.write(launch)


@asynccontextmanager
async def town(folder: Path, guests: int) -> AsyncIterator[Town]:
    crowd = [PersonSettings(FIRST + number, "Aino") for number in range(guests)]
    sandbox = Sandbox(Settings(token=TOKEN, strict=True, messages_kept=20))
    sandbox.log = arrivals = Arrivals()
    for person in crowd:
        sandbox.add_person(person)
        sandbox.chats[person.id].started = True
    database_url = f"sqlite:///{folder / 'market.db'}"
    async with open_database(database_url) as database:
        await database.write(lambda connection: settle(connection, crowd))
    async with running(sandbox) as url, SandboxClient(url) as client:
        yield Town(client, arrivals, database_url, settings_of(url, database_url))


def settle(connection: Connection, crowd: Sequence[PersonSettings]) -> None:
    """A seeded town, and people who agreed to be told."""
    seed_now(connection)
    now = MachineClock().now()
    for each in crowd:
        newcomer = Newcomer("telegram", str(each.id), str(each.id), each.first_name, None, "en")
        known = welcome(connection, newcomer, now)
        consenting.grant(
            connection,
            known.id,
            PROMOTIONS,
            wording="yes",
            locale="en",
            channel="telegram",
            source=None,
            now=now,
        )


def launch(connection: Connection) -> None:
    now = MachineClock().now()
    operator = connection.execute(select(people.c.id).limit(1)).scalar_one()
    join(connection, operator, Membership(Role.OPERATOR, None), now)
    campaign = composing.begin(connection, operator, now)
    composing.give_words(connection, campaign, operator, "Two for one, all day")
    sending.start(connection, campaign, operator, now)


@asynccontextmanager
async def program(town: Town, folder: Path, module: str) -> AsyncIterator[None]:
    """The program in a process of its own, once it takes what people say."""
    with (folder / f"{module}.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *module.split()), env=town.environment, stdout=log, stderr=log
        )
    try:
        tapper = town.client.person(TAPPER)
        await tapper.start()
        await tapper.wait_for(lambda shown: bool(shown.buttons), PATIENCE)
        yield
    finally:
        process.terminate()
        await process.wait()
