"""A typed word and a tag of OpenStreetMap both find the kind of merchant that is meant."""

import pytest

from catalog.categories import EMOJI, Category, known_category
from catalog.synonyms import meant, meant_nearly
from catalog.tagging import category_of, known_tags


def test_every_category_has_a_picture() -> None:
    assert set(EMOJI) == set(Category)


def test_a_category_that_a_later_release_dropped_reads_as_other() -> None:
    assert known_category("floppy_disks") is Category.OTHER


@pytest.mark.parametrize(
    "word",
    [
        *("parturi", "Parturi ", "理发", "理髮", "парикмахер", "حلاق", "barber", "barbershop"),
        *(
            "haircut",
            "hair cut",
            "剪头发",
            "стрижка",
            "подстричься",
            "حلاقة",
            "قص شعر",
            "hiustenleikkuu",
        ),
    ],
)
def test_a_barber_is_found_in_many_languages(word: str) -> None:
    assert {Category.BARBER, Category.HAIRDRESSER} <= meant(word)


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("friseur", Category.HAIRDRESSER),
        ("peluquería", Category.HAIRDRESSER),
        ("кафе", Category.CAFE),
        ("kahvila", Category.CAFE),
        ("ravintola", Category.RESTAURANT),
        ("مطعم", Category.RESTAURANT),
        ("牙医", Category.DENTIST),
        ("치과", Category.DENTIST),
        ("ravinto", Category.RESTAURANT),
    ],
)
def test_other_kinds_too(word: str, category: Category) -> None:
    assert category in meant(word)


@pytest.mark.parametrize("word", ["sushi", "shop", "kallio", "", "q"])
def test_a_word_for_no_kind_or_for_many_means_none(word: str) -> None:
    assert not meant(word)


@pytest.mark.parametrize(
    ("typed", "category"), [("partuti", Category.BARBER), ("massaje", Category.MASSAGE)]
)
def test_a_kind_is_found_in_spite_of_a_typing_error(typed: str, category: Category) -> None:
    assert category in meant_nearly(typed)


def test_chinese_fast_food_is_no_sushi() -> None:
    """Spelt out in Latin letters both are sushi."""
    assert meant("速食") == {Category.FAST_FOOD}


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"shop": "hairdresser"}, Category.HAIRDRESSER),
        ({"shop": "hairdresser", "hairdresser": "barber"}, Category.BARBER),
        ({"amenity": "nightclub;restaurant"}, Category.NIGHTCLUB),
        ({"shop": "confectionery; gift"}, Category.BAKERY),
        ({"shop": "something_new"}, Category.SHOP),
        ({"craft": "roofer"}, Category.HANDYWORK),
        ({"office": "company"}, Category.OFFICE),
        ({"leisure": "sports_centre", "sport": "climbing"}, Category.CLIMBING),
        ({"amenity": "bench"}, None),
        ({"amenity": "bench", "shop": "kiosk"}, Category.GROCERIES),
        ({"highway": "bus_stop"}, None),
        ({}, None),
    ],
)
def test_tags_make_a_category(tags: dict[str, str], category: Category | None) -> None:
    assert category_of(tags) is category


def test_the_table_of_tags_names_only_categories_that_exist() -> None:
    known = known_tags()
    named = {kind for kinds in known.specific.values() for kind in kinds.values()}
    assert named | set(known.otherwise.values()) <= set(Category)
