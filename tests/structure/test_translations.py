"""Every message is in every language's file, with the same places to fill, and none is left over."""

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from locales import load, updating
from locales.catalogue import read

PLACES = re.compile(r"\{(\w+)\}")
TAGS = re.compile(r"</?\w+>")
FILES = updating.translations()
NUMBERS = (*range(13), 21, 22, 25, 100, 101, 102, 103, 111, 200)


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


def test_every_language_is_spoken_under_the_names_that_channels_give_it() -> None:
    locales = load()

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
    assert load("ru").match(unknown) == "ru"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_the_program_reads_the_files_as_babel_does(path: Path) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(path))
    compiled.seek(0)
    theirs, ours = GNUTranslations(compiled), read(path.read_text("utf-8"))
    for message in messages(path):
        one, *more = asked(message)
        if not more:
            assert ours.gettext(one) == theirs.gettext(one)
        for number in NUMBERS:
            for many in more:
                assert ours.ngettext(one, many, number) == theirs.ngettext(one, many, number)


def test_what_is_not_translated_stays_english() -> None:
    texts = read(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "untold"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "in doubt"\nmsgstr "im Zweifel"\n\n'
        'msgid "{number} cup"\nmsgid_plural "{number} cups"\nmsgstr[0] "{number} Tasse"\nmsgstr[1] ""\n\n'
        'msgid "a \\"word\\" and "\n"more"\nmsgstr "ein \\"Wort\\"\\n"\n"und mehr"\n\n'
        '#~ msgid "gone"\n#~ msgstr "fort"\n'
    )
    assert [texts.gettext(each) for each in ("untold", "in doubt", "gone", "")] == [
        "untold",
        "in doubt",
        "gone",
        "",
    ]
    assert texts.ngettext("{number} cup", "{number} cups", 2) == "{number} cups"
    assert texts.gettext('a "word" and more') == 'ein "Wort"\nund mehr'
