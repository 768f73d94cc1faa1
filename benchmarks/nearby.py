"""Near me among 100,000 places, beside the plainest SQL that could answer; and how fast they come."""

import json
import random
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection, insert

from benchmarks.measuring import Contest, Peer
from benchmarks.report import Section
from benchmarks.sizes import seconds, size
from catalog import nearby
from catalog.categories import Category
from catalog.geography import cell_of
from catalog.importing import ImportRun
from catalog.looking import Looking, Sort
from catalog.models import locations, merchants
from database.door import Database, open_database
from database.metadata import metadata
from database.point import Point

PLACES = size(100_000, 500)
TOWNS = 40
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SAMPLES = size(100, 3)
IMPORTED = size(5_000, 10)
PLAIN = """
SELECT id FROM locations
WHERE cell IN ({cells}) AND bookable = ? AND category = ?
ORDER BY (latitude - ?) * (latitude - ?) + (longitude - ?) * (longitude - ?) * 0.25 LIMIT 9
"""
KINDS = list(Category)[:20]
SYLLABLES = [
    "ka",
    "vi",
    "la",
    "no",
    "ra",
    "to",
    "mi",
    "su",
    "pe",
    "he",
    "lo",
    "ti",
    "ja",
    "ko",
    "sa",
]


class Market:
    """Invented towns, the first far larger than the last, each with a dense middle."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        self.towns = [
            Point(self.dice.uniform(36, 62), self.dice.uniform(-9, 28)) for _ in range(TOWNS)
        ]
        self.sizes = [1 / (rank + 1) for rank in range(TOWNS)]

    def point(self) -> Point:
        (town,) = self.dice.choices(self.towns, self.sizes)
        spread = self.dice.choice((0.005, 0.02, 0.06))
        north, east = self.dice.gauss(0, spread), self.dice.gauss(0, 2 * spread)
        return Point(town.latitude + north, town.longitude + east)

    def name(self) -> str:
        words = ["".join(self.dice.choices(SYLLABLES, k=3)) for _ in range(2)]
        return " ".join(words)

    def row(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """A merchant and its location; one in twenty is bookable."""
        bookable = number % 20 == 0
        point, name = self.point(), self.name()
        (kind,) = self.dice.choices(KINDS, [1 / (rank + 1) for rank in range(len(KINDS))])
        return (
            {
                "id": number,
                "name": name,
                "description": "",
                "category": kind,
                "state": "active" if bookable else "listed",
                "source": "benchmark",
                "source_id": str(number),
                "auto_confirm": True,
                "confirm_minutes": 60,
                "commission_basis_points": 1000,
                "created_at": NOW,
            },
            {
                "id": number,
                "merchant_id": number,
                "name": "",
                "address": "Street 1",
                "latitude": point.latitude,
                "longitude": point.longitude,
                "cell": cell_of(point),
                "zone": "Europe/Helsinki",
                "opening_hours": "Mo-Fr 09:00-17:00; Sa 10:00-14:00" if number % 2 else None,
                "category": kind,
                "bookable": bookable,
                "price_from": self.dice.randrange(500, 9000) if bookable else None,
                "rating_sum": 0,
                "rating_count": 0,
                "words": f" {name}",
            },
        )


def fill(connection: Connection, market: Market) -> None:
    metadata.create_all(connection)
    rows = [market.row(number) for number in range(1, PLACES + 1)]
    connection.execute(insert(merchants), [merchant for merchant, _ in rows])
    connection.execute(insert(locations), [location for _, location in rows])
    connection.exec_driver_sql("ANALYZE")


def questions(market: Market) -> dict[str, list[Looking]]:
    """What guests ask, from where they are: mostly where many others are."""
    here = [market.point() for _ in range(SAMPLES)]
    barber = [Looking(point=point, category=KINDS[0]) for point in here]
    return {
        "around me": [Looking(point=point) for point in here],
        "one category": barber,
        "open now": [Looking(point=point, category=KINDS[1], open_now=True) for point in here],
        "cheapest": [Looking(point=point, category=KINDS[0], sort=Sort.PRICE) for point in here],
        "a name": [Looking(point=point, words=market.name()[:6]) for point in here],
        "a name with a typing error": [
            Looking(point=point, words=market.name()[:6] + "x") for point in here
        ],
        "a name, anywhere": [Looking(words=market.name()) for _ in here],
    }


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{folder / 'nearby.db'}") as database:
        yield database


async def latencies(database: Database, asked: list[Looking]) -> list[float]:
    """Milliseconds inside the reader: what one search costs, without any queue."""

    def work(connection: Connection) -> list[float]:
        took = []
        for looking in asked:
            began = time.perf_counter()
            nearby.search(connection, looking, NOW)
            took.append((time.perf_counter() - began) * 1000)
        return took

    await database.read(work)  # statements compiled, pages in memory
    return await database.read(work)


def contest(database: Database, market: Market) -> Contest:
    """One category near one point: ours, with cards and paging, beside nine bare ids."""
    asked = questions(market)["one category"]

    def plain(connection: Connection, looking: Looking) -> object:
        point = looking.point
        assert point is not None
        middle = cell_of(point)
        around = [
            middle + 18_000 * row + column for row in (-1, 0, 1) for column in (-2, -1, 0, 1, 2)
        ]
        north, east = point.latitude, point.longitude
        return [
            connection.exec_driver_sql(
                PLAIN.format(cells=",".join(map(str, around))),
                (bookable, str(looking.category), north, north, east, east),
            ).all()
            for bookable in (1, 0)
        ]

    async def by_hand(number: int) -> object:
        return await database.read(lambda c: plain(c, asked[number % SAMPLES]))

    async def ours(number: int) -> object:
        return await database.read(lambda c: nearby.search(c, asked[number % SAMPLES], NOW))

    peers = [Peer("plain SQL by hand, ids only", by_hand), Peer("nearby.search", ours)]
    return Contest(f"Near me, one category, {PLACES:,} places", peers)


async def import_rate(
    database: Database, folder: Path, count: int = IMPORTED
) -> tuple[float, float]:
    """Places a second, and the longest transaction in milliseconds."""
    market = Market(seed=8)
    path = folder / "export.geojson"
    path.write_text(json.dumps({"features": [exported(market, each) for each in range(count)]}))
    run, longest, began = ImportRun(path, NOW), 0.0, time.perf_counter()
    for unit in run.units():
        started = time.perf_counter()
        run.count(await database.write(unit))
        longest = max(longest, time.perf_counter() - started)
    return run.report.new / (time.perf_counter() - began), longest * 1000


def exported(market: Market, number: int) -> dict[str, Any]:
    point = market.point()
    tags = {"@id": f"node/{number}", "name": market.name(), "amenity": "cafe"}
    tags |= {
        "addr:street": market.name(),
        "addr:city": "Town",
        "opening_hours": "Mo-Fr 09:00-17:00",
    }
    geometry = {"type": "Point", "coordinates": [point.longitude, point.latitude]}
    return {"type": "Feature", "properties": tags, "geometry": geometry}


async def section() -> Section:
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with opened(folder) as database:
            market = Market()
            await database.write(lambda connection: fill(connection, market))
            for title, asked in questions(market).items():
                cuts = quantiles(await latencies(database, asked), n=100)
                rows.append((title, f"{cuts[49]:.2f} ms", f"{cuts[98]:.2f} ms", ""))
            for line in await contest(database, market).run(5, seconds(0.4)):
                cost = f"{line.cost / 1000:.2f} ms of CPU"
                rows.append((f"{line.name}, 16 at once", cost, "", f"{line.ratio:.2f}"))
            rate, longest = await import_rate(database, folder)
            rows.append((f"import: {rate:,.0f} a second", "", f"{longest:.1f} ms longest", ""))
    intro = "Inside the reader, without a queue; beside the plainest SQL that could answer."
    header = ("", "p50", "p99", "ratio of rates")
    return Section(f"Near me among {PLACES:,} places", intro, header, rows)
