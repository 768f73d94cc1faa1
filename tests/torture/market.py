"""A seeded town with a crowd: guests, staff of two merchants, an operator; its bot does not run yet."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text, update

from catalog.models import services as services_table
from database.door import Database, open_database
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, Settings, running
from sandbox.settings import PersonSettings, default_people
from tests.journeys.town import OPERATOR, TOKEN, Town, seed, settings_of
from tests.torture.cafe import (
    BAKERS,
    BARISTAS,
    CAFE,
    COURIERS,
    LAUNDRESSES,
    LAUNDRY,
    PIZZERIA,
    Cafe,
    Kitchen,
    found,
)
from tests.torture.witness import Witness

STRICT, EASY = "Hyvä Hartia", "Kolme Haukea"
"""The staff of one confirms each booking by hand; the other confirms by itself."""

CLEANERS = "Koti Kirkas"
"""They go to their guests."""

DEPOSITS = ("Classic massage", "Oysters at the bar", "Windows")
SCARCE = "Oysters at the bar"
"""One at a time, so that others wait for it."""

CLERKS = {2001: STRICT, 2002: STRICT}
HOSTS = {2003: EASY, 2010: EASY}
VISITORS = {2013: CLEANERS}
KITCHENS = {
    **dict.fromkeys(BARISTAS, CAFE),
    **dict.fromkeys(BAKERS, PIZZERIA),
    **dict.fromkeys(LAUNDRESSES, LAUNDRY),
}
EVERYBODY = {**CLERKS, **HOSTS, **VISITORS, **KITCHENS, **COURIERS}
FIRST_GUEST = 5001
KEPT = 60
"""Messages of each chat: old buttons are pressed, too, but a look at a chat reads them all."""


@dataclass(frozen=True)
class Market:
    """What the crowd and its judges need to know of it."""

    town: Town
    sandbox: Sandbox
    witness: Witness
    database_url: str
    database: Database
    guests: tuple[int, ...]
    merchants: dict[str, int]
    services: tuple[int, ...]
    visits: tuple[int, ...]
    """Services that are given at homes."""
    scarce: int
    cafe: Cafe
    laundry: Kitchen
    pizzeria: Kitchen
    queue: int
    """The place that gives out numbers."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when nobody shall begin anything more."""

    @property
    def client(self) -> SandboxClient:
        return self.town.client

    @property
    def some_tables(self) -> dict[str, Kitchen]:
        """Few, so that several sit at one; and whose they are."""
        places = (self.cafe, self.cafe, self.pizzeria)
        return {[*place.tables][number]: place for number, place in enumerate(places)}

    @property
    def operator(self) -> int:
        return OPERATOR

    async def asked(self, query: str, **given: Any) -> list[dict[str, Any]]:
        """What only the people of a place know, as numbers on a screen in front of them."""
        rows = await self.database.read(lambda c: c.execute(text(query), given).mappings().all())
        return [dict(row) for row in rows]

    async def calls(self, count: int, patience: float = 8.0) -> None:
        """Waits until the bot has made so many calls, takes too long, or everybody shall stop."""
        target, activity = self.witness.count + count, self.sandbox.activity
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.witness.count < target and not self.stop.is_set():
                    await activity.passed(activity.revision, patience)

    @contextmanager
    def open(self) -> Iterator[asyncio.Event]:
        """Set when the block is left; whoever waits for the bot then waits no more."""
        self.stop.clear()
        yield self.stop
        self.stop.set()
        self.sandbox.activity.fire()


def crowd(guests: int) -> tuple[PersonSettings, ...]:
    strangers = range(FIRST_GUEST, FIRST_GUEST + guests)
    more = (*(person for person in EVERYBODY if person != 2001), *strangers)
    return (*default_people(), *(PersonSettings(each, f"P{each}") for each in more))


@asynccontextmanager
async def opened(folder: Path, database_url: str, guests: int) -> AsyncIterator[Market]:
    sandbox = Sandbox(Settings(token=TOKEN, people=crowd(guests), messages_kept=KEPT))
    sandbox.log = witness = Witness()
    async with (
        running(sandbox, port=0) as url,
        SandboxClient(url) as client,
        open_database(database_url) as database,
    ):
        environment = settings_of(url, database_url) | {"HEREABOUTS_SANDBOX_URL": url}
        town = Town(client, environment, folder)
        await seed(database_url)
        merchants = await names(database_url)
        kitchens = [merchants[each] for each in (CAFE, LAUNDRY, PIZZERIA)]
        cafe, laundry, pizzeria = await found(database_url, *kitchens)
        both = [merchants[STRICT], merchants[EASY]]
        scarce = await furnish(database, [*both, merchants[CLEANERS]])
        yield Market(
            town=town,
            sandbox=sandbox,
            witness=witness,
            database_url=database_url,
            database=database,
            guests=tuple(range(FIRST_GUEST, FIRST_GUEST + guests)),
            merchants=merchants,
            services=await services(database_url, both),
            visits=await services(database_url, [merchants[CLEANERS]], at_home=True),
            scarce=scarce,
            cafe=cafe,
            laundry=laundry,
            pizzeria=pizzeria,
            queue=await place(database_url, merchants[EASY]),
        )


async def names(database_url: str) -> dict[str, int]:
    """The id of each merchant by its name."""
    query = text("SELECT name, id FROM merchants")
    async with open_database(database_url) as database:
        return await database.read(lambda c: dict(c.execute(query).all()))


async def furnish(database: Database, merchants: list[int]) -> int:
    """Something of each is paid there, but for a deposit; the service of which there is least."""

    def write(connection: Connection) -> int:
        theirs = services_table.c.merchant_id.in_(merchants)
        deposits = update(services_table).where(theirs, services_table.c.name.in_(DEPOSITS))
        connection.execute(deposits.values(deposit_percent=25))
        scarce = update(services_table).where(theirs, services_table.c.name == SCARCE)
        least = scarce.values(capacity=1, max_seats=1).returning(services_table.c.id)
        return int(connection.execute(least).scalar_one())

    return await database.write(write)


async def place(database_url: str, merchant: int) -> int:
    query = text("SELECT id FROM locations WHERE merchant_id = :merchant")
    async with open_database(database_url) as database:
        return await database.read(
            lambda c: int(c.execute(query, {"merchant": merchant}).scalar_one())
        )


async def services(
    database_url: str, merchants: list[int], *, at_home: bool = False
) -> tuple[int, ...]:
    theirs = services_table.c.merchant_id.in_(merchants), services_table.c.at_home.is_(at_home)
    query = select(services_table.c.id).where(*theirs).order_by(services_table.c.id)
    async with open_database(database_url) as database:
        return tuple(await database.read(lambda c: list(c.execute(query).scalars())))
