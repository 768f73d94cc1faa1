"""Finding among many places, on both engines: CPU of one search beside SQL written by hand."""

import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.by_hand import by_hand
from benchmarks.engines import postgres, sqlite
from benchmarks.places import NOW, Towns
from benchmarks.report import Section
from benchmarks.searches import questions
from benchmarks.sizes import size
from catalog import nearby, shared_hours
from catalog.looking import Looking
from catalog.models import locations, merchants
from catalog.ranking import ranked
from database import migrating
from database.door import Database, open_database
from tests.databases import import_models

LARGEST = size(1_000_000, 400, "PLACES")
SIZES = (LARGEST // 100, LARGEST // 10, LARGEST)
CHUNK = 5_000
TURNS = 4
"""The first does not count: statements are compiled, pages read."""
INTRO = (
    "Milliseconds of CPU of one page of eight results, the database's part included; beside it the"
    " same page by SQL written by hand for this one question. Aims: around me, a category, open now,"
    " cheapest: p99 8 ms, ratio 2; with words: p99 40 ms; and no curve that rises."
)
HEADER = ("engine", "looking for", "places", "median", "p99", "by hand", "ratio")


@dataclass(frozen=True)
class Measured:
    """Milliseconds of CPU of one search, program and server together; `hand` where it was written."""

    kind: str
    places: int
    median: float
    p99: float
    hand: float | None

    def row(self, engine: str) -> tuple[str, ...]:
        hand = "" if self.hand is None else f"{self.hand:.2f}"
        ratio = "" if self.hand is None else f"{self.median / self.hand:.1f}"
        return engine, self.kind, f"{self.places:,}", f"{self.median:.2f}", f"{self.p99:.2f}", hand, ratio  # fmt: skip


async def section() -> Section:
    import_models()
    rows: list[tuple[str, ...]] = []
    for places in SIZES:
        async with sqlite() as path:
            found = await measure(f"sqlite+aiosqlite:///{path}", places)
            rows += [each.row("SQLite") for each in found]
        async with postgres() as url:
            rows += [each.row("PostgreSQL") for each in await measure(url, places)]
    return Section("Finding", INTRO, HEADER, rows)


async def measure(url: str, places: int) -> list[Measured]:
    towns = Towns(places)
    async with market(url, towns) as database:
        asked = questions(towns)
        return await database.read(lambda c: [measured(c, places, *each) for each in asked.items()])


@asynccontextmanager
async def market(url: str, towns: Towns) -> AsyncIterator[Database]:
    await migrating.upgrade(url)
    async with open_database(url) as database:
        await fill_all(database, towns)
        await analyse(url)
        yield database


async def fill_all(database: Database, towns: Towns, now: datetime = NOW) -> None:
    rows = towns.rows()
    while chunk := list(islice(rows, CHUNK)):
        await database.write(lambda connection, chunk=chunk: fill(connection, chunk))  # type: ignore[misc]
    while await database.write(lambda c: shared_hours.point_at_hours(c, CHUNK)):
        pass
    while hours := await database.read(lambda c: shared_hours.running_out(c, now, 100)):
        spans = shared_hours.work_out(hours, now)
        await database.write(lambda c, spans=spans: shared_hours.keep(c, spans))  # type: ignore[misc]


def fill(connection: Connection, rows: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    chunk = list(rows)
    for table, which in ((merchants, 0), (locations, 1)):
        names = list(chunk[0][which])
        values = ", ".join(f":{name}" for name in names)
        statement = text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values})")
        connection.execute(statement, [row[which] for row in chunk])


async def analyse(url: str) -> None:
    """As PostgreSQL does by itself before long, and SQLite never."""
    if url.startswith("postgresql"):
        engine = migrating.create_async_engine(
            migrating.parse(url), poolclass=migrating.NullPool, isolation_level="AUTOCOMMIT"
        )
        async with engine.connect() as connection:
            await connection.exec_driver_sql("VACUUM ANALYZE")


class Clock:
    """CPU time of this process, and of the server's process that answers it."""

    def __init__(self, connection: Connection) -> None:
        self.server = None
        if connection.dialect.name == "postgresql":
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            self.server = Path(f"/proc/{pid}/schedstat")

    def __call__(self) -> float:
        server = int(self.server.read_text().split()[0]) / 1e9 if self.server else 0.0
        return time.process_time() + server


def measured(connection: Connection, places: int, kind: str, asked: list[Looking]) -> Measured:
    ours = costs(connection, lambda each: nearby.search(connection, each, NOW), asked)
    hand = by_hand(connection, kind)
    if hand:
        differing = [each for each in asked if hand(each) != ranked(connection, each, NOW, 9)]
        if differing:
            raise AssertionError(kind, differing)
    theirs = costs(connection, hand, asked)[49] if hand else None
    return Measured(kind, places, ours[49], ours[98], theirs)


def costs(
    connection: Connection, work: Callable[[Looking], object], asked: list[Looking]
) -> list[float]:
    """The hundredths. Each is asked several times and the median counts, for machines are shared."""
    clock = Clock(connection)

    def once(looking: Looking) -> float:
        began = clock()
        work(looking)
        return (clock() - began) * 1000

    turns = [[once(looking) for looking in asked] for _ in range(TURNS)]
    return quantiles([median(took) for took in zip(*turns[1:], strict=True)], n=100)
