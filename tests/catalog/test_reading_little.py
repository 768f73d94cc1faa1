"""However many places stand around somebody, a search reads few of them: counted, not timed."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text, update

from benchmarks.filled_towns import fill, work_out
from benchmarks.places import NOW, Towns
from benchmarks.searches import mistyped
from catalog import nearby, ranking, tier, tiers, wording
from catalog.categories import Category
from catalog.looking import Looking, Sort
from catalog.models import locations
from database.door import Database
from database.point import Point

PLACES = 3_200
HERE = Point(60.17, 24.94)
ASKED = 5
FEW = 60
MOST = {"sqlite": 50_000, "postgresql": PLACES // 4}
"""Steps of SQLite's machine, some ten for a row of a table; rows of places that PostgreSQL reads."""


class City(Towns):
    """All within a walk, with few words of which each is in many names."""

    def __init__(self) -> None:
        super().__init__(PLACES)
        self.words = self.words[:200]

    def point(self) -> Point:
        north, east = self.dice.gauss(0, 0.02), self.dice.gauss(0, 0.04)
        return Point(HERE.latitude + north, HERE.longitude + east)


def questions() -> dict[str, list[Looking]]:
    city = City()
    said = {
        "a word": [(each,) for each in city.words[:ASKED]],
        "a common word": [("store",)],
        "a beginning": [(each[:3],) for each in city.words[:ASKED]],
        "two letters": [(each[:2],) for each in city.words[:ASKED]],
        "a typing error": [(mistyped(each),) for each in city.words[:ASKED]],
        "two names together": list(zip(*[iter(city.words[: 4 * ASKED])] * 4, strict=True)),
        "nonsense": [("xqanro", "xqitok", "xqesup", "xqalim")],
    }
    plain = {
        "around me": Looking(point=HERE),
        "a category": Looking(point=HERE, category=Category.CAFE),
        "open now": Looking(point=HERE, open_now=True),
        "cheapest": Looking(point=HERE, sort=Sort.PRICE),
        "best rated": Looking(point=HERE, sort=Sort.RATING),
    }
    joined = {kind: [" ".join(each) for each in words] for kind, words in said.items()}
    return {
        **{kind: [each] for kind, each in plain.items()},
        **{f"{kind}, near": nearby_of(HERE, words) for kind, words in joined.items()},
        **{f"{kind}, anywhere": nearby_of(None, words) for kind, words in joined.items()},
    }


def nearby_of(point: Point | None, said: list[str]) -> list[Looking]:
    return [Looking(point=point, words=each) for each in said]


async def analyse(database: Database) -> None:
    """SQLite does without."""
    if database.dialect == "postgresql":
        await database.write(lambda connection: connection.execute(text("ANALYZE")))


@pytest.mark.both_engines
async def test_a_search_reads_few_of_the_places_around(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts as few is as much smaller as the city is; where all count as few, more are read."""
    monkeypatch.setattr(tiers, "RARE", FEW)
    monkeypatch.setattr(tier, "READ", FEW)
    monkeypatch.setattr(tier, "MOST_AT_ONCE", FEW // 2)
    await database.write(lambda connection: fill(connection, City().rows()))
    await work_out(database, NOW)
    await analyse(database)
    read = await database.read(read_by_each, snapshot=True)
    assert {kind: share for kind, share in read.items() if share > 1} == {}

    monkeypatch.setattr(tier, "READ", PLACES)
    more = await database.read(read_by_each, snapshot=True)
    assert more["a beginning, near"] > 2 * read["a beginning, near"]


@pytest.mark.both_engines
async def test_of_what_many_places_are_called_the_best_rated_are_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all are rated: without a look at the best ones each with these letters is sorted."""
    monkeypatch.setattr(tiers, "RARE", FEW)
    monkeypatch.setattr(tier, "TOP", 2 * FEW)
    await database.write(lambda connection: fill(connection, City().rows()))
    rated = {"bookable": True, "rating_count": 9, "rating_sum": 20 + locations.c.id % 25}
    await database.write(lambda connection: connection.execute(update(locations).values(rated)))
    await analyse(database)
    read = await database.read(read_of_two_letters, snapshot=True)
    monkeypatch.setattr(tier, "TOP", 0)
    more = await database.read(read_of_two_letters, snapshot=True)
    assert more > 2 * read


class TwoCities(City):
    """The other one a day's journey away."""

    def point(self) -> Point:
        there = super().point()
        return self.dice.choice((there, Point(there.latitude - 5, there.longitude)))


@pytest.mark.both_engines
async def test_where_few_begin_so_the_index_says_who_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of reading all places around somebody, which are so few, grade by grade."""
    monkeypatch.setattr(tiers, "RARE", FEW)
    monkeypatch.setattr(tier, "READ", PLACES)
    monkeypatch.setattr(wording, "FEW_TERMS", 1)
    await database.write(lambda connection: fill(connection, TwoCities().rows()))
    await analyse(database)
    read = await database.read(read_of_a_beginning, snapshot=True)
    monkeypatch.setattr(tiers, "SELDOM", -1)
    assert await database.read(read_of_a_beginning, snapshot=True) > 2 * read


def read_of_a_beginning(connection: Connection) -> int:
    words = City().words
    begun = Counter(word[:3] for word in words)
    piece = next(each for each, times in begun.items() if times == 2)
    read = COUNTED[connection.dialect.name](connection)
    return read(lambda: nearby.search(connection, Looking(point=HERE, words=piece), NOW))


def read_of_two_letters(connection: Connection) -> int:
    looking = Looking(words=City().words[0][:2])
    read = COUNTED[connection.dialect.name](connection)
    return read(lambda: nearby.search(connection, looking, NOW))


def read_by_each(connection: Connection) -> dict[str, float]:
    """The most that one question of a kind reads, in parts of what is allowed."""
    dialect = connection.dialect.name
    read = COUNTED[dialect](connection)

    def one(looking: Looking) -> float:
        return read(lambda: nearby.search(connection, looking, NOW)) / MOST[dialect]

    return {kind: max(map(one, asked)) for kind, asked in questions().items()}


Work = Callable[[], object]


def steps(connection: Connection) -> Callable[[Work], int]:
    """Of SQLite's machine."""
    driver: Any = connection.connection.driver_connection
    taken = 0

    def ten_more() -> None:
        nonlocal taken
        taken += 10

    def count(work: Work) -> int:
        nonlocal taken
        taken = 0
        driver.set_progress_handler(ten_more, 10)
        work()
        driver.set_progress_handler(None, 10)
        return taken

    return count


TUPLES = text(
    "SELECT pg_stat_get_xact_tuples_returned(CAST('locations' AS regclass))"
    " + pg_stat_get_xact_tuples_fetched(CAST('locations' AS regclass))"
    " + sum(pg_stat_get_xact_tuples_fetched(indexrelid))"
    " FROM pg_index WHERE indrelid = CAST('locations' AS regclass)"
)
"""Rows, not what indexes return: these still have what other tests left."""


def tuples(connection: Connection) -> Callable[[Work], int]:
    """Of PostgreSQL's table of places."""

    def count(work: Work) -> int:
        before = connection.execute(TUPLES).scalar_one()
        work()
        return int(connection.execute(TUPLES).scalar_one() - before)

    return count


COUNTED = {"sqlite": steps, "postgresql": tuples}


async def test_at_night_places_are_not_asked_one_by_one_whether_they_are_open(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of hours that say they are open there are few: who has none of these is passed over."""
    if database.dialect == "postgresql":
        pytest.skip("what PostgreSQL remembers of hours takes time and reads no rows")
    await database.write(lambda connection: fill(connection, City().rows()))
    await work_out(database, NOW)
    looking, night = Looking(point=HERE, open_now=True), NOW.replace(hour=2) + timedelta(days=1)

    def work(connection: Connection) -> tuple[list[int], int]:
        found: list[int] = []
        count = steps(connection)
        taken = count(lambda: found.extend(ranking.ranked(connection, looking, night, 9)))
        return found, taken

    monkeypatch.setattr(tiers, "MANY", FEW)
    few, by_hours = await database.read(work, snapshot=True)
    monkeypatch.setattr(tiers, "MANY", PLACES)
    each, by_place = await database.read(work, snapshot=True)
    assert few == each != []
    assert 2 * by_hours < by_place
