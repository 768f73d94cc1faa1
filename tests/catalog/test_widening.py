"""Narrower things than the categories are: found by their own name, or as what they are of."""

import pytest
from sqlalchemy import Connection

from catalog.categories import Category
from catalog.looking import Looking
from catalog.nearby import search
from catalog.synonyms import is_named
from catalog.widening import category_of, listed, wider
from database.door import Database
from tests.catalog.market import HELSINKI, THEN, add_merchant, metres_away


def test_what_is_wider_is_what_a_category_is_called() -> None:
    assert [name for _, name in listed() if not is_named(name)] == []


@pytest.mark.parametrize(
    ("typed", "thing", "name"),
    [
        ("gynecologist", "gynecologist", "doctor"),
        ("a Gynaecologists Oakland", "Gynaecologists", "doctor"),
        ("boat trips", "boat trips", "tour"),
        ("имбирная Итальянская", "Итальянская", "ресторан"),
        ("想吃日本料理", "日本料理", "餐厅"),
        ("كعكة", "كعكة", "كيك"),
    ],
)
def test_a_narrower_thing_is_known(typed: str, thing: str, name: str) -> None:
    assert next(wider(typed)) == (thing, name)


def test_most_words_are_of_no_category() -> None:
    assert category_of("Kolme") is None
    assert list(wider("Kolme Haukea")) == []


async def test_the_list_says_what_it_shows_instead(database: Database) -> None:
    def work(connection: Connection) -> list[tuple[list[str], str | None]]:
        add_merchant(connection, "Doctor Olli", metres_away(90), category=Category.DOCTOR, price=9)
        add_merchant(connection, "Sushi Ten", metres_away(80), category=Category.RESTAURANT)
        add_merchant(connection, "Patricia", metres_away(70))
        said = ("pediatrician", "sushi camden", "korean")
        found = (search(connection, Looking(HELSINKI, words), THEN) for words in said)
        return [([each.name for each in one.results], one.kept) for one in found]

    assert await database.write(work) == [
        (["Doctor Olli"], "doctor"),
        (["Sushi Ten"], "sushi"),
        (["Sushi Ten"], "restaurant"),
    ]
