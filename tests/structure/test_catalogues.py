"""Translations are read as Babel reads them, which takes its time."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from locales import catalogues

ALL = sorted((Path(__file__).parents[2] / "locales").glob("*/LC_MESSAGES/*.po"))
HEADER = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n%10>=2 ? 1 : "
"2);\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
ODD = """
#: here.py
#, python-brace-format
msgctxt "a \\"key\\""
msgid "Open"
msgstr "Открыть\\tи\\n\\\\ читать"

msgid ""
"of two "
"lines"
msgstr ""
"в две "
"строки"

#, fuzzy
msgid "guessed"
msgstr "угадано"

#, fuzzy, python-brace-format
msgid "guessed {too}"
msgid_plural "guessed {all}"
msgstr[0] "угадано"
msgstr[1] ""
msgstr[2] ""

msgid "left out"
msgstr ""

msgid "{n} place"
msgid_plural "{n} places"
msgstr[0] "{n} место"
msgstr[1] "{n} места"
msgstr[2] "{n} мест"

#~ msgid "gone"
#~ msgstr "прочь"

msgid "last"
msgstr "последнее\""""


def by_babel(source: str) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.encode())))
    compiled.seek(0)
    return GNUTranslations(compiled)


def told(translations: GNUTranslations) -> dict[object, str]:
    """All but the header, of which Babel tells more."""
    found: dict[object, str] = vars(translations)["_catalog"]
    return {each: text for each, text in found.items() if each}


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.parts[-3])
def test_every_language_is_read(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    ours, theirs = catalogues.read(source), by_babel(source)

    assert len(told(ours)) > 3_000
    assert told(ours) == told(theirs)
    for number in range(200):
        forms = [each.ngettext("{n} minute", "{n} minutes", number) for each in (ours, theirs)]
        assert forms[0] == forms[1]


def test_whatever_a_file_may_hold_is_read() -> None:
    ours, theirs = catalogues.read(HEADER + ODD), by_babel(HEADER + ODD)

    assert told(ours) == told(theirs)
    assert ours.pgettext('a "key"', "Open") == "Открыть\tи\n\\ читать"
    assert ours.gettext("of two lines") == "в две строки"
    assert ours.gettext("guessed") == "guessed"
    assert ours.gettext("left out") == "left out"
    assert ours.ngettext("{n} place", "{n} places", 3) == "{n} места"
    assert ours.gettext("last") == "последнее"
