"""What is typed beside the thing that is looked for sets the filter it names, in each language of the chat."""

from dataclasses import replace

import pytest

from catalog.looking import Looking, Sort
from catalog.phrasing import understood

OPEN, CHEAP, BEST = {"open_now": True}, {"sort": Sort.PRICE}, {"sort": Sort.RATING}


@pytest.mark.parametrize(
    ("typed", "words", "changes"),
    [
        ("open now", "", OPEN),
        ("Open  now!", "", OPEN),
        ("what’s open now?", "", OPEN),
        ("haircut open now", "haircut", OPEN),
        ("which shops are still open", "", OPEN),
        ("sauna in Kallio open now", "sauna in Kallio", OPEN),
        ("现在营业", "", OPEN),
        ("营业中的店", "", OPEN),
        ("现在营业的按摩", "按摩", OPEN),
        ("按摩 正在营业", "按摩", OPEN),
        ("Открыто сейчас", "", OPEN),
        ("что ещё открыто?", "", OPEN),
        ("кафе сейчас открыто", "кафе", OPEN),
        ("مفتوح الآن", "", OPEN),
        ("مفتوح الان", "", OPEN),
        ("مطعم مفتوح الآن", "مطعم", OPEN),
        ("pizza near me", "pizza", {}),
        ("附近的火锅", "火锅", {}),
        ("кофе рядом со мной", "кофе", {}),
        ("مقهى قريب مني", "مقهى", {}),
        ("near me", "", {}),
        ("cheap massage", "massage", CHEAP),
        ("便宜的按摩", "按摩", CHEAP),
        ("массаж дёшево", "массаж", CHEAP),
        ("قص شعر رخيص", "قص شعر", CHEAP),
        ("best rated spa", "spa", BEST),
        ("cheap pizza open now near me", "pizza", OPEN | CHEAP),
    ],
)
def test_a_phrase_is_a_filter(typed: str, words: str, changes: dict[str, object]) -> None:
    assert understood(Looking(words=typed)) == replace(Looking(words=words), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["open", "Cheap", "the best", "opening soon", "火锅", ""])
def test_other_words_stay_what_they_are(typed: str) -> None:
    assert understood(Looking(words=typed)) == Looking(words=typed)
