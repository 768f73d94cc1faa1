"""A poster for a merchant's door, and a stand for its tables: scanned, they open its page in the chat."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from textwrap import wrap

import segno

from printing.typesetting import pdf

ERRORS = "q"
"""A quarter of the code may be torn or dirty."""

BREAK = "\u200b"
LONGEST_WORD = 20
APART = 10
"""Letters of a script that joins them stay together by so many."""


class Paper(StrEnum):
    """How it is printed; both are one sheet of A4."""

    A4 = "a4"
    STAND = "stand"


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in a language."""

    words: str
    language: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Poster:
    """Whose it is, what to do (the first language largest), and what is opened."""

    name: str
    sayings: tuple[Saying, ...]
    link: str
    market: str
    fold: str
    glue: str


def draw(poster: Poster, paper: Paper, now: datetime) -> bytes:
    """As PDF."""
    data = {
        "title": poster.name,
        "name": breakable(poster.name),
        "sayings": [
            {"words": each.words, "lang": each.language[:2], "rtl": each.right_to_left}
            for each in poster.sayings
        ],
        "code": code(poster.link),
        "link": poster.link.removeprefix("https://"),
        "market": poster.market,
        "fold": poster.fold,
        "glue": poster.glue,
    }
    return pdf(f"poster_{paper}", data, now)


def breakable(name: str) -> str:
    """A word that no line has room for may go on in the next one."""
    return " ".join(
        BREAK.join(wrap(word, 1 if word.isascii() else APART)) if len(word) > LONGEST_WORD else word
        for word in name.split()
    )


def code(link: str) -> str:
    """As SVG: sharp in any size."""
    drawn = BytesIO()
    segno.make(link, error=ERRORS, micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
