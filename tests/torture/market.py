"""A seeded town with a crowd: guests, staff of two merchants, an operator; its bot does not run yet."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from database.door import open_database
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, Settings, running
from sandbox.settings import PersonSettings, default_people
from tests.journeys.town import OPERATOR, TOKEN, Town, seed, settings_of
from tests.torture.cafe import BARISTA, CAFE, COURIERS, Cafe, found
from tests.torture.witness import Witness

STRICT, EASY = "Hyvä Hartia", "Kolme Haukea"
"""The staff of one confirms each booking by hand; the other confirms by itself."""

STAFF = {2001: STRICT, 2002: STRICT, 2003: EASY}
EVERYBODY = {**STAFF, BARISTA: CAFE, **dict.fromkeys(COURIERS, CAFE)}
FIRST_GUEST = 5001
KEPT = 200


@dataclass(frozen=True)
class Market:
    """What the crowd and its judges need to know of it."""

    town: Town
    sandbox: Sandbox
    witness: Witness
    database_url: str
    guests: tuple[int, ...]
    merchants: dict[str, int]
    services: tuple[int, ...]
    cafe: Cafe

    @property
    def client(self) -> SandboxClient:
        return self.town.client

    @property
    def operator(self) -> int:
        return OPERATOR

    async def calls(self, count: int, patience: float = 8.0) -> None:
        """Waits until the bot has made so many calls, or is silent for too long."""
        target, activity = self.witness.count + count, self.sandbox.activity
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.witness.count < target:
                    await activity.passed(activity.revision, patience)


def crowd(guests: int) -> tuple[PersonSettings, ...]:
    strangers = range(FIRST_GUEST, FIRST_GUEST + guests)
    more = (*(person for person in EVERYBODY if person != 2001), *strangers)
    return (*default_people(), *(PersonSettings(each, f"P{each}") for each in more))


@asynccontextmanager
async def opened(folder: Path, database_url: str, guests: int) -> AsyncIterator[Market]:
    sandbox = Sandbox(Settings(token=TOKEN, people=crowd(guests), messages_kept=KEPT))
    sandbox.log = witness = Witness()
    async with running(sandbox, port=0) as url, SandboxClient(url) as client:
        environment = settings_of(url, database_url) | {"HEREABOUTS_SANDBOX_URL": url}
        town = Town(client, environment, folder)
        await seed(database_url)
        merchants = await names(database_url)
        yield Market(
            town=town,
            sandbox=sandbox,
            witness=witness,
            database_url=database_url,
            guests=tuple(range(FIRST_GUEST, FIRST_GUEST + guests)),
            merchants=merchants,
            services=await services(database_url, [merchants[STRICT], merchants[EASY]]),
            cafe=await found(database_url, merchants[CAFE]),
        )


async def names(database_url: str) -> dict[str, int]:
    """The id of each merchant by its name."""
    query = text("SELECT name, id FROM merchants")
    async with open_database(database_url) as database:
        return await database.read(lambda c: dict(c.execute(query).all()))


async def services(database_url: str, merchants: list[int]) -> tuple[int, ...]:
    wanted = ", ".join(map(str, merchants))
    query = text(f"SELECT id FROM services WHERE merchant_id IN ({wanted}) ORDER BY id")
    async with open_database(database_url) as database:
        return tuple(await database.read(lambda c: list(c.execute(query).scalars())))
