"""How many places a second an import takes, the first time and again, on both engines."""

import gzip
import json
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from benchmarks.engines import postgres
from benchmarks.report import Section
from benchmarks.sizes import size
from bot.heap import settle
from catalog.importing import ImportRun, Tally, Unit
from database import migrating
from database.door import open_database
from tests.databases import import_models

PLACES = size(20_000, 50)
FEW = 50
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
APART = 0.02
"""Degrees between two copies of the town."""

INTRO = (
    f"{PLACES} places, copies of Helsinki beside each other, from one file. `CPU` counts this process"
    " alone, so a server's work is only in `wall`. The longest transaction and the growth of memory"
    " are those of the whole run. Aims: 5,000 places a second on SQLite, 3,000 on PostgreSQL, the"
    " same file again three times as quick, transactions under 50 ms."
)
HEADER = ("engine", "import", "places/s wall", "places/s CPU", "longest ms", "memory MB")


@dataclass(slots=True)
class Measured:
    wall: float
    cpu: float
    longest: float
    grown: float


async def section() -> Section:
    import_models()
    rows: list[tuple[str, ...]] = []
    with TemporaryDirectory() as folder:
        path = Path(folder, "places.json")
        write_places(path, PLACES)
        await warmed_up(Path(folder))
        rows += await both_times("SQLite", f"sqlite+aiosqlite:///{folder}/market.db", path)
        async with postgres() as url:
            rows += await both_times("PostgreSQL", url, path)
    return Section("Import", INTRO, HEADER, rows)


async def warmed_up(folder: Path) -> None:
    """What is loaded once, such as the zones of the world, is loaded before anything is measured."""
    few, url = folder / "few.json", f"sqlite+aiosqlite:///{folder}/warm.db"
    write_places(few, FEW)
    await migrating.upgrade(url)
    await measured(url, few)


async def both_times(engine: str, url: str, path: Path) -> list[tuple[str, ...]]:
    await migrating.upgrade(url)
    return [
        row(engine, turn, await measured(url, path)) for turn in ("first", "the same file again")
    ]


def row(engine: str, turn: str, found: Measured) -> tuple[str, ...]:
    return (
        engine,
        turn,
        f"{PLACES / found.wall:,.0f}",
        f"{PLACES / found.cpu:,.0f}",
        f"{found.longest * 1000:.0f}",
        f"{found.grown:.0f}",
    )


async def measured(url: str, path: Path) -> Measured:
    longest = 0.0

    def timed(connection: Connection, unit: Unit) -> tuple[Tally, float]:
        begun = time.perf_counter()
        return unit(connection), time.perf_counter() - begun

    settle()  # as the program does
    async with open_database(url) as database:
        wall, cpu, memory = time.perf_counter(), time.process_time(), most_memory()
        run = ImportRun(path, NOW)
        for unit in run.units():
            tally, took = await database.write(lambda c, unit=unit: timed(c, unit))
            longest = max(longest, took)
            run.count(tally)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Measured(wall, cpu, longest, most_memory() - memory)


def most_memory() -> float:
    """In megabytes, the most that this process has had so far."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def write_places(path: Path, number: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for index, each in enumerate(places(number)):
            file.write('{"type": "FeatureCollection", "features": [\n' if not index else ",\n")
            json.dump(each, file)
        file.write("]}")


def places(number: int) -> Iterator[dict[str, Any]]:
    """The town over and over, each time beside the last and with numbers of its own."""
    packed = files("catalog").joinpath("data", "helsinki.geojson.gz").read_bytes()
    town = json.loads(gzip.decompress(packed))["features"]
    for index in range(number):
        copy, which = divmod(index, len(town))
        feature = deepcopy(town[which])
        feature["properties"]["@id"] = f"node/{index + 1}"
        east, north = copy % 20 * APART, copy // 20 * APART
        shift(feature["geometry"]["coordinates"], east, north)
        yield feature


def shift(coordinates: list[Any], east: float, north: float) -> None:
    if isinstance(coordinates[0], list):
        for each in coordinates:
            shift(each, east, north)
    else:
        coordinates[:2] = [coordinates[0] + east, coordinates[1] + north]
