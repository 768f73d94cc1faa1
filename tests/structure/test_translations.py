"""Every message is in every language's file, with the same places to fill, and none is left over."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales import Locales, load, updating
from tests.languages import spoken

PLACES = re.compile(r"\{(\w+)\}")
TAGS = re.compile(r"</?\w+>")
FILES = updating.translations()
TANWIN = re.compile(r"\{number\}\s+\w+(?:\u064b\u0627|\u0627\u064b)")
"""A number of things in the accusative."""
SUM = set("+−%")
"""Signs that stay with the number that they stand beside."""


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name)


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def said(message: Message) -> list[str]:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return [string for string in strings if string]


def asked(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [str(message.id)]


def test_the_files_are_up_to_date_with_the_code() -> None:
    outdated = [
        str(path.relative_to(updating.HERE))
        for path, content in updating.wanted()
        if path.read_bytes() != content
    ]

    assert outdated == [], "run `make messages`"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_a_translation_fills_the_same_places_and_keeps_the_markup(path: Path) -> None:
    for message in messages(path):
        places = {place for text in asked(message) for place in PLACES.findall(text)}
        for text in said(message):
            assert set(PLACES.findall(text)) <= places, message.id
            missing = places - set(PLACES.findall(text))
            assert missing <= ({"number"} if message.pluralizable else set()), message.id
            assert sorted(TAGS.findall(text)) == sorted(TAGS.findall(asked(message)[-1])), (
                message.id
            )


def test_a_line_of_names_alone_is_read_from_the_right_in_arabic() -> None:
    """What stands in its places is isolated: without a letter of its own nothing says where it begins."""
    [path] = [each for each in FILES if each.parent.parent.name == "ar"]

    undecided = [each for message in messages(path) for each in said(message) if is_undecided(each)]

    assert undecided == []


def is_undecided(text: str) -> bool:
    """Whether it joins several places by signs that are of no direction."""
    own = TAGS.sub("", PLACES.sub("", text))
    directions = {unicodedata.bidirectional(sign) for sign in own}
    return (
        len(PLACES.findall(text)) > 1 and not directions & {"L", "R", "AL"} and not SUM & set(own)
    )


def test_arabic_counts_a_hundred_and_fifteen_each_in_their_form() -> None:
    """Of the last two forms the first is for a hundred, after which nothing ends in a tanwin, as it does after fifteen."""
    [path] = [each for each in FILES if each.parent.parent.name == "ar"]

    hundreds = [said(message)[4] for message in messages(path) if message.pluralizable]

    assert [each for each in hundreds if TANWIN.search(each)] == []


def test_every_language_is_spoken_under_the_names_that_channels_give_it() -> None:
    locales = spoken()

    known = {code: locales.match(code) for code in ("zh-hans", "zh-CN", "ru-RU", "ar", "en-GB")}

    assert known == {
        "zh-hans": "zh_Hans",
        "zh-CN": "zh_Hans",
        "ru-RU": "ru",
        "ar": "ar",
        "en-GB": "en",
    }


@pytest.mark.parametrize("unknown", ["xx", "", None, "tlh", "!"])
def test_an_unknown_language_falls_back_to_the_default(unknown: str | None) -> None:
    assert in_russian().match(unknown) == "ru"


@cache
def in_russian() -> Locales:
    return load("ru")


def words_of_the_glossary() -> list[list[str]]:
    """The row of each thing: what it is called in Chinese, Russian and Arabic, and what it is not."""
    text = (Path(__file__).parents[2] / "docs/glossary.md").read_text()
    _, _, table = text.partition("## In other languages")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line[:3] == "| *"]
    return [row[1:] for row in rows]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_one_thing_has_one_word(path: Path) -> None:
    everything = " ".join(text.casefold() for each in messages(path) for text in said(each))
    rows = words_of_the_glossary()
    assert len(rows) == 3
    for *words, others in rows:
        assert any(word in everything for word in words), words
        said_otherwise = [
            each for each in others.split(", ") if re.search(rf"(?<!\w){each}", everything)
        ]
        if path.parent.parent.name == "zh_Hans":
            said_otherwise = [each for each in others.split(", ") if each in everything]
        assert said_otherwise == []
