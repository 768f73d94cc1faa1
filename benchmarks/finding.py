"""Finding among many places, on both engines: CPU of one search beside SQL written by hand.

Run by itself: `python -m benchmarks.finding 10000 100000`.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.__main__ import postgres
from benchmarks.by_hand import by_hand
from benchmarks.places import KINDS, NOW, Towns
from benchmarks.report import Section
from catalog import nearby, shared_hours
from catalog.looking import Looking, Sort
from catalog.models import locations, merchants
from database import migrating
from database.door import Database, open_database
from tests.databases import import_models

SIZES = (10_000, 100_000, 1_000_000)
SAMPLES = 200
CHUNK = 5_000
HOLD = "DROP INDEX search_index"


@dataclass(frozen=True)
class Measured:
    """Milliseconds of CPU of one search, program and server together; `hand` where it was written."""

    engine: str
    places: int
    kind: str
    median: float
    p99: float
    hand: float | None


def questions(towns: Towns) -> dict[str, list[Looking]]:
    """What guests ask, from where they are: mostly where many others are."""
    here = [towns.point() for _ in range(SAMPLES)]
    names = [towns.dice.choice(towns.words) for _ in here]
    return {
        "around me": [Looking(point=each) for each in here],
        "a category": [Looking(point=each, category=KINDS[n % 20]) for n, each in enumerate(here)],
        "open now": [Looking(point=each, open_now=True) for each in here],
        "a category, open now": [
            Looking(point=each, category=KINDS[n % 20], open_now=True)
            for n, each in enumerate(here)
        ],
        "cheapest": [Looking(point=each, sort=Sort.PRICE) for each in here],
        "best rated": [Looking(point=each, sort=Sort.RATING) for each in here],
        "a word, near": [Looking(point=p, words=w) for p, w in zip(here, names, strict=True)],
        "a beginning, near": [
            Looking(point=p, words=w[:4]) for p, w in zip(here, names, strict=True)
        ],
        "two letters, near": [
            Looking(point=p, words=w[:2]) for p, w in zip(here, names, strict=True)
        ],
        "a typing error, near": [
            Looking(point=p, words=mistyped(w)) for p, w in zip(here, names, strict=True)
        ],
        "a word, anywhere": [Looking(words=each) for each in names],
        "a beginning, anywhere": [Looking(words=each[:4]) for each in names],
        "a typing error, anywhere": [Looking(words=mistyped(each)) for each in names],
        "a common word, near": [Looking(point=each, words="kahvila") for each in here],
        "a common word, anywhere": [Looking(words="store") for _ in here],
    }


def mistyped(word: str) -> str:
    return f"{word[:3]}q{word[4:]}"


def fill(connection: Connection, rows: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    chunk = list(rows)
    for table, which in ((merchants, 0), (locations, 1)):
        names = list(chunk[0][which])
        values = ", ".join(f":{name}" for name in names)
        statement = text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values})")
        connection.execute(statement, [row[which] for row in chunk])


async def fill_all(database: Database, towns: Towns) -> None:
    rows = towns.rows()
    while chunk := list(islice(rows, CHUNK)):
        await database.write(lambda connection, chunk=chunk: fill(connection, chunk))
    while await database.write(lambda c: shared_hours.point_at_hours(c, CHUNK)):
        pass
    while hours := await database.read(lambda c: shared_hours.running_out(c, NOW, 100)):
        spans = shared_hours.work_out(hours, NOW)
        await database.write(lambda connection, spans=spans: shared_hours.keep(connection, spans))


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


def costs(
    connection: Connection, work: Callable[[Looking], object], asked: list[Looking]
) -> list[float]:
    clock, took = Clock(connection), []
    for looking in asked[:20]:
        work(looking)  # statements compiled, pages in memory
    for looking in asked:
        began = clock()
        work(looking)
        took.append((clock() - began) * 1000)
    return took


def measured(connection: Connection, towns: Towns) -> list[Measured]:
    rows = []
    for kind, asked in questions(towns).items():
        ours = quantiles(
            costs(connection, lambda each: nearby.search(connection, each, NOW), asked), n=100
        )
        hand = by_hand(connection, kind)
        theirs = quantiles(costs(connection, hand, asked), n=100)[49] if hand else None
        engine = connection.dialect.name
        rows.append(Measured(engine, towns.places, kind, ours[49], ours[98], theirs))
    return rows


@contextmanager
def sqlite() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite+aiosqlite:///{folder}/finding.db"


@asynccontextmanager
async def market(url: str, towns: Towns) -> AsyncIterator[Database]:
    import_models()
    await migrating.upgrade(url)
    async with open_database(url) as database:
        await fill_all(database, towns)
        yield database


async def analyse(url: str) -> None:
    """As PostgreSQL does by itself before long, and SQLite never."""
    if url.startswith("postgresql"):
        engine = migrating.create_async_engine(
            migrating.parse(url), poolclass=migrating.NullPool, isolation_level="AUTOCOMMIT"
        )
        async with engine.connect() as connection:
            await connection.exec_driver_sql("VACUUM ANALYZE")


async def measure(
    sizes: Iterable[int] = SIZES, engines: Any = (sqlite, postgres)
) -> list[Measured]:
    """The plot's data: each size on each engine, each kind of search."""
    rows: list[Measured] = []
    for size in sizes:
        for opening in engines:
            with opening() as url:
                towns = Towns(size)
                began = time.process_time()
                async with market(url, towns) as database:
                    await analyse(url)
                    print(f"{size:,} places filled in {time.process_time() - began:.0f} s of CPU")
                    rows += await database.read(partial(measured, towns=towns))
    return rows


def as_row(line: Measured) -> tuple[str, ...]:
    hand = "" if line.hand is None else f"{line.hand:.2f}"
    ratio = "" if line.hand is None else f"{line.median / line.hand:.1f}"
    figures = (f"{line.median:.2f}", f"{line.p99:.2f}", hand, ratio)
    return line.engine, f"{line.places:,}", line.kind, *figures


async def section(sizes: Iterable[int] = SIZES) -> Section:
    rows = await measure(sizes)
    return Section(
        "Finding",
        "Milliseconds of CPU of one page of eight results, the database's part included; beside it"
        " the same page by SQL written by hand.",
        ("engine", "places", "looking for", "median", "p99", "by hand", "ratio"),
        [as_row(each) for each in rows],
    )


if __name__ == "__main__":
    chosen = [int(each) for each in sys.argv[1:] if each.isdigit()] or SIZES
    which = (
        [sqlite]
        if "sqlite" in sys.argv
        else [postgres]
        if "postgres" in sys.argv
        else [sqlite, postgres]
    )
    for measurement in asyncio.run(measure(chosen, which)):
        print(
            "{:11} {:>10} {:26} p50 {:>7} p99 {:>7} by hand {:>7} ratio {:>5}".format(
                *as_row(measurement)
            )
        )
