"""What somebody looks for among receipts: a number as it stands on one, words, and days."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from console.asking import Ask, whole
from console.days import ONE, begin_of
from console.moments import day_or_none
from orders import ReceiptKind, WantedReceipts

NUMBER = re.compile(r"(?:(RC|R|C)\s*-?\s*|#|№)?\s*(\d{1,9})\Z", re.IGNORECASE)
KINDS: Mapping[str, ReceiptKind] = MappingProxyType(
    {"R": ReceiptKind.RECEIPT, "C": ReceiptKind.CREDIT_NOTE, "RC": ReceiptKind.CORRECTION}
)


@dataclass(frozen=True, slots=True)
class ReceiptSearch:
    """As a form has it, and what it means; `words` are what is no number."""

    text: str
    first: date | None
    last: date | None
    wanted: WantedReceipts

    @property
    def words(self) -> str:
        return "" if self.wanted.number is not None else self.text

    @property
    def query(self) -> Mapping[str, str]:
        """As the address of the next page carries it."""
        days = {"first": self.first, "last": self.last}
        return {"q": self.text} | {name: day.isoformat() for name, day in days.items() if day}

    def of(self, merchants: Collection[int] | None) -> WantedReceipts:
        """The same of these merchants only."""
        return replace(self.wanted, merchants=merchants)


def search_of(ask: Ask, zone: str) -> ReceiptSearch:
    """Days by the clock of that zone; what is no day is none."""
    text = ask.text("q")
    first, last = (day_or_none(ask.query.get(name)) for name in ("first", "last"))
    number = NUMBER.match(text)
    wanted = WantedReceipts(
        None if number is None else whole(number[2]),
        KINDS[number[1].upper()] if number is not None and number[1] else None,
        None,
        None if first is None else begin_of(first, zone),
        None if last is None else begin_of(last + ONE, zone),
    )
    return ReceiptSearch(text, first, last, wanted)
