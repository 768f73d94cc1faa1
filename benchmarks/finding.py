"""Finding among many places, on both engines: CPU of one search beside SQL written by hand."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Connection, text

from benchmarks import filled_towns
from benchmarks.by_hand import by_hand
from benchmarks.places import NOW, Towns
from benchmarks.report import Section
from benchmarks.searches import SAMPLES, questions
from benchmarks.sizes import size
from bot.heap import settle
from catalog import nearby
from catalog.looking import Looking
from catalog.ranking import ranked
from database.door import open_database
from tests.databases import import_models

LARGEST = size(1_000_000, 400, "PLACES")
SIZES = (LARGEST // 100, LARGEST // 10, LARGEST)
ENGINES = {"SQLite": filled_towns.on_sqlite, "PostgreSQL": filled_towns.on_postgres}
TURNS = 4
"""The first does not count: statements are compiled, pages read."""
INTRO = (
    f"Milliseconds of CPU of one page of eight results, the database's part included, of {SAMPLES}"
    " questions of each kind. Each is asked four times; the first does not count, of the others the"
    " middle one does. Of fewer than a hundred questions p99 lies between the two slowest, nearer to"
    " the slowest. Beside it the same page by SQL written by hand for this one question."
    " Aims: around me, a category, open now, cheapest: p99 8 ms, ratio 2; with words: p99 40 ms; and"
    " no curve that rises."
)
HEADER = ("engine", "looking for", "places", "median", "p99", "slowest", "by hand", "ratio")


@dataclass(frozen=True)
class Measured:
    """Milliseconds of CPU of one search, program and server together; `hand` where it was written."""

    kind: str
    places: int
    median: float
    p99: float
    slowest: float
    hand: float | None

    def row(self, engine: str) -> tuple[str, ...]:
        hand = "" if self.hand is None else f"{self.hand:.2f}"
        ratio = "" if self.hand is None else f"{self.median / self.hand:.1f}"
        took = (f"{each:.2f}" for each in (self.median, self.p99, self.slowest))
        return engine, self.kind, f"{self.places:,}", *took, hand, ratio


async def section() -> Section:
    import_models()
    rows: list[tuple[str, ...]] = []
    for places in SIZES:
        for engine, filled in ENGINES.items():
            async with filled(places) as url:
                rows += [each.row(engine) for each in await measure(url, places)]
    return Section("Finding", INTRO, HEADER, rows)


async def measure(url: str, places: int) -> list[Measured]:
    asked = questions(Towns(places))
    settle()  # as the program does
    async with open_database(url) as database:
        return await database.read(lambda c: [measured(c, places, *each) for each in asked.items()])


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
    theirs = hundredths(costs(connection, hand, asked))[49] if hand else None
    parts = hundredths(ours)
    return Measured(kind, places, parts[49], parts[98], max(ours), theirs)


def hundredths(costs: list[float]) -> list[float]:
    return quantiles(costs, n=100, method="inclusive")


def costs(
    connection: Connection, work: Callable[[Looking], object], asked: list[Looking]
) -> list[float]:
    """Of each question. It is asked several times and the median counts, for machines are shared."""
    clock = Clock(connection)

    def once(looking: Looking) -> float:
        began = clock()
        work(looking)
        return (clock() - began) * 1000

    turns = [[once(looking) for looking in asked] for _ in range(TURNS)]
    return [median(took) for took in zip(*turns[1:], strict=True)]
