"""Searches and places outlive the tap that made them."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from catalog import places, searching
from catalog.categories import Category
from catalog.errors import SearchUnknown
from catalog.folding import LONGEST, fold_typed
from catalog.forgiving import forgives
from catalog.learning import learn
from catalog.looking import Looking, Sort
from catalog.places import Named, PlaceKind
from catalog.searching import MOST_KEPT
from catalog.vocabulary import Vocabulary
from catalog.wording import MOST_WORDS, folded, says
from database.door import Database
from database.point import Point
from tests.catalog.market import HELSINKI, add_person

FULL = Looking(
    point=HELSINKI,
    words="haircut",
    category=Category.BARBER,
    open_now=True,
    bookable_only=True,
    price_to=5000,
    sort=Sort.PRICE,
    place="Kallio",
)


@pytest.mark.parametrize("looking", [FULL, Looking()], ids=["everything", "nothing"])
async def test_what_was_looked_for_comes_back(
    database: Database, now: datetime, looking: Looking
) -> None:
    def work(connection: Connection) -> Looking:
        person = add_person(connection)
        return searching.recall(
            connection, searching.remember(connection, person, looking, now), person
        )

    assert await database.write(work) == looking


async def test_a_search_is_its_persons_own(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        mine, yours = add_person(connection), add_person(connection)
        search = searching.remember(connection, mine, FULL, now)
        with pytest.raises(SearchUnknown):
            searching.recall(connection, search, yours)
        with pytest.raises(SearchUnknown):
            searching.refine(connection, search, yours, now, open_now=False)

    await database.write(work)


async def test_refining_leaves_the_old_search_as_it_was(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        person = add_person(connection)
        old = searching.remember(connection, person, FULL, now)
        new = searching.refine(connection, old, person, now, category=None, sort=Sort.RATING)
        assert searching.recall(connection, old, person) == FULL
        refined = searching.recall(connection, new, person)
        assert (refined.category, refined.sort, refined.words) == (None, Sort.RATING, "haircut")

    await database.write(work)


async def test_the_last_place_is_the_latest_search_with_one(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        person = add_person(connection)
        assert searching.last_place(connection, person) is None
        searching.remember(connection, person, FULL, now)
        searching.remember(connection, person, Looking(words="tea"), now)
        assert searching.last_place(connection, person) == (HELSINKI, "Kallio")

    await database.write(work)


@pytest.fixture
async def map_of_towns(database: Database) -> Database:
    def work(connection: Connection) -> None:
        here = Point(60.0, 25.0)
        seen = [
            (Named(PlaceKind.TOWN, "Helsinki"), here, 900),
            (Named(PlaceKind.DISTRICT, "Kallio", "Helsinki"), Point(60.18, 24.95), 20),
            (Named(PlaceKind.STREET, "Kalliolanrinne", "Helsinki"), here, 5),
            (Named(PlaceKind.STREET, "Main Street", "Berkeley"), here, 5),
            (Named(PlaceKind.STREET, "Main Street", "Oakland"), here, 50),
            (Named(PlaceKind.STREET, "Main Street"), here, 500),
            (Named(PlaceKind.STREET, "迪化街一段", "臺北市"), here, 5),
        ]
        assert learn(connection, seen) == len(seen)

    await database.write(work)
    return database


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Kallio", ["Kallio", "Kalliolanrinne"]),
        ("kallio, helsinki", ["Kallio"]),
        ("KALIO", ["Kallio"]),
        ("kallioo", ["Kallio"]),
        ("Helsinki", ["Helsinki"]),
        ("hel", ["Helsinki"]),
        ("main street 12", ["Main Street", "Main Street"]),
        ("迪化街", ["迪化街一段"]),
        ("x", []),
        ("", []),
        ("12", []),
        ("100%", []),
        ("nowhere at all", []),
    ],
)
async def test_a_typed_place_is_found(map_of_towns: Database, typed: str, found: list[str]) -> None:
    names = [each.name for each in await map_of_towns.read(lambda c: places.find(c, typed))]
    assert names == found


async def test_streets_of_one_name_are_told_apart_by_their_towns(map_of_towns: Database) -> None:
    """The one with more behind it comes first; the one of no known town is left out."""
    found = await map_of_towns.read(lambda c: places.find(c, "Main Street"))
    assert [each.within for each in found] == ["Oakland", "Berkeley"]


async def test_a_place_moves_to_where_more_of_it_was_seen(map_of_towns: Database) -> None:
    kallio = Named(PlaceKind.DISTRICT, "Kallio", "Helsinki")

    def learnt(connection: Connection, point: Point, weight: int) -> Point:
        assert learn(connection, [(kallio, point, weight)]) == 0
        return places.find(connection, "Kallio")[0].point

    near = Point(60.19, 24.96)
    assert await map_of_towns.write(lambda c: learnt(c, near, 19)) == Point(60.18, 24.95)
    assert await map_of_towns.write(lambda c: learnt(c, near, 21)) == near


async def test_of_one_persons_searches_the_latest_are_kept(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        person, other = add_person(connection), add_person(connection)
        kept = searching.remember(connection, other, FULL, now)
        made = [searching.remember(connection, person, FULL, now) for _ in range(MOST_KEPT + 3)]
        assert searching.recall(connection, kept, other) == FULL
        assert searching.recall(connection, made[3], person) == FULL
        with pytest.raises(SearchUnknown):
            searching.recall(connection, made[2], person)

    await database.write(work)


TOO_MUCH = ("🎆" * 100, " ".join("🎆" * 50), "x" * 4000, "a " * 50, "﷽" * 100, "🎆 " * 2000)


@pytest.mark.parametrize("words", TOO_MUCH, ids=lambda words: words[:2])
async def test_a_message_of_anything_asks_a_few_words_of_each_place(
    database: Database, words: str
) -> None:
    asked = await database.read(lambda connection: says(Vocabulary(connection), words))
    assert asked is not None
    assert len(folded(words)) <= MOST_WORDS
    assert len(asked.clauses) + len(asked.likes) <= MOST_WORDS
    assert len(fold_typed(words)) <= LONGEST
    await database.read(lambda connection: forgives(Vocabulary(connection), words))
    assert await database.read(lambda connection: places.find(connection, words)) == []


def test_an_emoji_still_means_what_it_shows() -> None:
    assert folded("🍕 Kallio") == ["pizza", "kallio"]
