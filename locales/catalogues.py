"""Reads a .po file into translations: each program does so as it starts, and Babel takes three times as long."""

import re
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from io import BytesIO
from struct import pack

LINE = re.compile(
    r"^(?:#,(?P<flags>.*)"
    r"|(?P<what>msgctxt|msgid_plural|msgid|msgstr)(?:\[\d\])? (?P<quoted>\".*\"(?:\n\".*\")*))$",
    re.MULTILINE,
)
"""What of a file counts: flags, and quoted words on one line or several."""

ESCAPED = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t", "r": "\r"}
MAGIC = 0x950412DE


def read(source: str) -> GNUTranslations:
    """What is not translated, or only guessed (fuzzy), is left out."""
    return GNUTranslations(BytesIO(_compiled(dict(_translated(source)))))


def _translated(source: str) -> Iterator[tuple[str, str]]:
    """Ids as gettext looks them up, and what they are in this language; several forms by zeros."""
    context, guessed = "", False
    ids: list[str] = []
    texts: list[str] = []
    for line in LINE.finditer(f'{source}\nmsgid ""'):
        flags, what, quoted = line.group("flags", "what", "quoted")
        if texts and what != "msgstr":
            if any(texts) and not guessed:
                yield context + "\0".join(ids), "\0".join(texts)
            context, ids, texts, guessed = "", [], [], False
        if what is None:
            guessed |= "fuzzy" in flags
        elif what == "msgctxt":
            context = f"{_plain(quoted)}\x04"
        else:
            (texts if what == "msgstr" else ids).append(_plain(quoted))


def _plain(quoted: str) -> str:
    joined = "".join(line[1:-1] for line in quoted.split("\n"))
    if "\\" not in joined:
        return joined
    return ESCAPED.sub(lambda found: SIGNS.get(found[1], found[1]), joined)


def _compiled(translated: Mapping[str, str]) -> bytes:
    """As a .mo file has it."""
    ids = [each.encode() for each in sorted(translated)]
    texts = [translated[each].encode() for each in sorted(translated)]
    many, head = len(ids), 7 * 4
    places, at = [], head + many * 16
    for each in (*ids, *texts):
        places.append(pack("<II", len(each), at))
        at += len(each) + 1
    begin = pack("<7I", MAGIC, 0, many, head, head + many * 8, 0, head + many * 16)
    return begin + b"".join(places) + b"".join(each + b"\0" for each in (*ids, *texts))
