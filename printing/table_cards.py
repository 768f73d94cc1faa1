"""Cards for the tables of a place, to cut from sheets of A4: scanned, each opens the menu at its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from printing.posters import Saying, breakable, code
from printing.typesetting import pdf


@dataclass(frozen=True, slots=True)
class Card:
    """What is written on a table, and what its code opens."""

    table: str
    link: str


def draw(name: str, cards: Sequence[Card], sayings: Sequence[Saying], now: datetime) -> bytes:
    """As PDF, six to a sheet."""
    data = {
        "title": name,
        "name": breakable(name),
        "sayings": [
            {"words": each.words, "lang": each.language[:2], "rtl": each.right_to_left}
            for each in sayings
        ],
        "cards": [{"table": breakable(each.table), "code": code(each.link)} for each in cards],
    }
    return pdf("table_cards", data, now)
