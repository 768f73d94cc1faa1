"""What a guest is shown first for a sentence, in a market that has a place of every kind to book."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from benchmarks.engines import sqlite
from bot.commands.importing import store
from catalog import nearby, searching, seeding
from catalog.categories import Category
from catalog.importing import ImportRun
from catalog.indexing import reindex
from catalog.looking import Looking
from chat.action import Page
from chat.turn import Person, Turn
from database import migrating
from database.door import Database, open_database
from database.point import Point
from handlers.guest.actions import LookFor, OpenBookings, OpenResults
from handlers.guest.found_free import Entry, entries
from handlers.guest.searching import look_for
from payments.limits import invoice_limits
from tests import market
from tests.making import Market
from tests.structure.turns import Turns

CENTRE = Point(60.1706, 24.9414)
CITY = "helsinki.geojson.gz"
AS_MANY = 24
"""Places that the words alone would find, among which the first answer has to be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The page that opens, what it looks for, and the first of its places."""

    page: Page
    looking: Looking | None = None
    first: Entry | None = None

    @property
    def opens_bookings(self) -> bool:
        return isinstance(self.page, OpenBookings)

    def is_of(self, kinds: str) -> bool:
        return self.first is not None and self.first.place.category in kinds.split("|")

    def is_called(self, name: str) -> bool:
        return self.first is not None and name in self.first.place.name.casefold()

    @property
    def in_time(self) -> bool:
        """What is told as free then is free on a day that was asked for."""
        if self.looking is None or self.first is None or self.first.free is None:
            return True
        asked, free = self.looking.preferred, self.first.free
        if asked.first_day is None or asked.last_day is None or not free.fits:
            return True
        last = asked.last_day + timedelta(days=1)  # beyond midnight
        days = (each.astimezone(ZoneInfo(market.ZONE)).date() for each in free.starts)
        return all(asked.first_day <= each <= last for each in days)

    @property
    def place(self) -> str | None:
        """Near which place by name, where the sentence said one that is known."""
        named = None if self.looking is None else self.looking.place
        return None if named is None else named.casefold()

    @property
    def words(self) -> str:
        return "" if self.looking is None else self.looking.words.casefold()

    @property
    def giver(self) -> str | None:
        giver = None if self.looking is None else self.looking.preferred.giver
        return None if giver is None else giver.casefold()


class Guest:
    """Somebody in the centre of the town, at one moment, who types."""

    def __init__(self, database: Database, now: datetime, languages: tuple[str, ...]) -> None:
        self._database = database
        self._now = now
        self._turns = {each: Turns(now, code(each)) for each in languages}
        self._person = 0

    async def come(self) -> None:
        self._person = await self._database.write(self._arrive)

    async def types(self, sentence: str, language: str) -> Answer:
        return await self._database.write(
            lambda connection: self._answer(self._turn(connection, language), sentence)
        )

    async def finds(self, words: str) -> list[int]:
        """The first places that have these words or are of the kind they name."""
        looking = Looking(point=CENTRE, words=words)
        found = await self._database.read(
            lambda connection: nearby.search(connection, looking, self._now, limit=AS_MANY)
        )
        return [each.location_id for each in found.results]

    def _turn(self, connection: Connection, language: str) -> Turn:
        turns = self._turns[language]
        return turns.of(connection, Person(self._person, "Aino", code(language)))

    def _answer(self, turn: Turn, sentence: str) -> Answer:
        searching.remember(turn.connection, self._person, Looking(point=CENTRE), self._now)
        page = look_for(turn, LookFor(sentence))
        if not isinstance(page, OpenResults):
            return Answer(page)
        looking = searching.recall(turn.connection, page.search, self._person)
        _, shown = entries(turn, looking, 0)
        return Answer(page, looking, shown[0] if shown else None)

    def _arrive(self, connection: Connection) -> int:
        return Market(connection, self._now).guest()


def code(language: str) -> str:
    return "zh_Hans" if language == "zh" else language


@asynccontextmanager
async def guest(now: datetime, languages: tuple[str, ...]) -> AsyncIterator[Guest]:
    """In the demo's town among the real places around it, and one more place of each kind."""
    async with sqlite() as path:
        url = f"sqlite:///{path}"
        await migrating.upgrade(url)
        async with open_database(url, clock=lambda: now) as database:
            await database.write(lambda connection: seeding.seed(connection, now, "EUR"))
            with as_file(files("catalog") / "data" / CITY) as city:
                await store(database, ImportRun(city, now, takes=invoice_limits))
            for kind in Category:
                await database.write(bookable(kind, now))
            found = Guest(database, now, languages)
            await found.come()
            yield found


def bookable(kind: Category, now: datetime) -> Callable[[Connection], None]:
    """Open at any hour, without a word in its name that anybody would look for."""

    def make(connection: Connection) -> None:
        name = f"Talo {list(Category).index(kind) + 1}"
        merchant = market.merchant(connection, now, name, kind)
        place = market.location(connection, merchant, "", -0.01, category=kind)
        market.hours(connection, place, range(7), 0, 24 * 60)
        terms = {"duration_minutes": 60, "step_minutes": 30, "capacity": 40, "max_seats": 20}
        market.service(connection, place, merchant, "Visit", price=1000, **terms)
        reindex(connection, merchant)

    return make
