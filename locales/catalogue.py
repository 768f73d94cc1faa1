"""A language's translations as they stand in its `.po` file, kept as a table and nothing else.

Babel reads such a file into an object for each message with all its comments, which takes several times
the memory and the time of what is left of it; it still writes the files and checks them.
"""

import re
from collections.abc import Callable, Iterator
from gettext import NullTranslations, c2py
from json import loads
from sys import intern

Entry = dict[str, str]
"""What the keywords of one message say: `msgid`, `msgstr`, or `msgid_plural`, `msgstr[0]`..."""

PLURAL = re.compile(r"Plural-Forms:.*plural=([^;]+);")


class Catalogue(NullTranslations):
    """Messages by their English; one with a number has a form for each number that the language tells apart."""

    def __init__(
        self,
        single: dict[str, str],
        plural: dict[str, tuple[str, ...]],
        form_of: Callable[[int], int],
    ) -> None:
        super().__init__()
        self._single = single
        self._plural = plural
        self._form_of = form_of

    def gettext(self, message: str) -> str:
        return self._single.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._plural.get(msgid1)
        if forms is None:
            return super().ngettext(msgid1, msgid2, n)
        return forms[self._form_of(n)]


def read(source: str) -> Catalogue:
    """Messages without a translation, and those that somebody has to look at, are left in English.

    The English is the same text in every language, and kept once.
    """
    single: dict[str, str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    for entry in _entries(source):
        message = intern(entry["msgid"])
        if "msgid_plural" in entry:
            forms = tuple(said for key, said in entry.items() if key.startswith("msgstr["))
            if all(forms):
                plural[message] = forms
        elif entry["msgstr"]:
            single[message] = entry["msgstr"]
    found = PLURAL.search(single.pop("", ""))
    return Catalogue(single, plural, c2py(found[1] if found else "n != 1"))


def _entries(source: str) -> Iterator[Entry]:
    for block in source.split("\n\n"):
        lines = block.splitlines()
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        entry = _entry(line for line in lines if line and not line.startswith("#"))
        if entry:
            yield entry


def _entry(lines: Iterator[str]) -> Entry:
    """A text goes on in the lines below it; it is quoted as JSON is."""
    entry: Entry = {}
    keyword = ""
    for line in lines:
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")  # noqa: PLW2901
        entry[keyword] = entry.get(keyword, "") + loads(line)
    return entry
