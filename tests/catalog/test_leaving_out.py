"""A sentence that fits nothing as a whole finds what a part of it names."""

import pytest
from sqlalchemy import Connection

from catalog.categories import Category
from catalog.leaving_out import shorter
from catalog.looking import Looking
from catalog.nearby import search
from database.door import Database
from tests.catalog.market import HELSINKI, THEN, add_merchant, metres_away


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("haircut tomorrow at 3", "haircut"),
        ("hairct tomorow", "hairct"),
        ("best rated spa", "spa"),
        ("sauna in Kallio", "sauna"),
        ("dinner for 4 tonight", "dinner"),
        ("table for two friday 7pm", "table"),
        ("便宜的按摩", "按摩"),
        ("明天下午三点理发", "理发"),
        ("附近有什么好吃的", "好吃的"),
        ("стришка завтра", "стришка"),
        ("я хочу подстричься завтра", "подстричься"),
        ("قص شعر غدا", "قص شعر"),
        ("أريد حجز طاولة لشخصين", "طاولة"),
    ],
)
def test_the_part_that_names_a_kind_comes_first(said: str, kept: str) -> None:
    assert next(shorter(said)) == kept


@pytest.mark.parametrize("said", ["", "thanks", "HELLO", "at 3", "🎆"])
def test_what_names_nothing_has_no_part(said: str) -> None:
    assert list(shorter(said)) == []


def test_no_sentence_is_tried_without_end() -> None:
    assert len(list(shorter("several words that could be names of all sorts of places " * 9))) <= 6


async def test_what_is_called_so_comes_before_the_kinds_that_are_named(database: Database) -> None:
    """A name that is typed in full is meant, whatever else the sentence says; a word of it alone need not be."""

    def work(connection: Connection) -> list[tuple[list[str], str | None]]:
        add_merchant(connection, "Lintu Travel", metres_away(20), category=Category.TRAVEL)
        add_merchant(connection, "Lintu Coffee", metres_away(90), category=Category.CAFE)
        said = (
            "bill lintu coffee",
            "coffee at lintu travel soon",
            "billets soon",
            "travel at lintu now",
        )
        found = (search(connection, Looking(HELSINKI, words), THEN) for words in said)
        return [([each.name for each in one.results], one.kept) for one in found]

    assert await database.write(work) == [
        (["Lintu Coffee"], "lintu coffee"),
        (["Lintu Travel"], "lintu travel"),
        (["Lintu Travel"], "billets"),
        (["Lintu Travel"], "travel"),
    ]


async def test_a_search_says_what_it_kept(database: Database) -> None:
    def work(connection: Connection) -> list[tuple[list[str], str | None]]:
        add_merchant(connection, "Sven", metres_away(90), category=Category.HAIRDRESSER, price=900)
        add_merchant(connection, "Kukka", metres_away(80))
        said = ("haircut tomorrow", "haircut", "book Kukka please", "Kukka Berlin", "nothing of it")
        found = (search(connection, Looking(HELSINKI, words), THEN) for words in said)
        return [([each.name for each in one.results], one.kept) for one in found]

    assert await database.write(work) == [
        (["Sven"], "haircut"),
        (["Sven"], None),
        (["Kukka"], "Kukka"),
        (["Kukka"], "Kukka"),
        ([], None),
    ]
