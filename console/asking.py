"""What a browser asks of the console, and what it is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.picturing import Sent
from catalog.views import MerchantView
from chat.turn import Turn
from orders import FeeInvoice, Receipt
from people.looking import Look


class NotHere(Exception):
    """There is no such page, or not for whoever asks: both read the same."""


Problem = Exception | str
"""A refusal, or a sentence."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as a browser sends it: its name there, and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """A request without its transport: `place` are the numbers in its address.

    `photo` is the picture, `file` the file that came with the form; `errors` is why a form would not do, by field,
    where its page is shown once more.
    """

    path: str
    place: Mapping[str, int]
    query: Mapping[str, str]
    form: Mapping[str, str]
    photo: Sent | None = None
    file: SentFile | None = None
    errors: Mapping[str, Problem] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A number of the form, as a button carries it."""
        return whole(self.form.get(name)) or 0

    def typed(self, name: str, otherwise: str = "") -> str:
        """What was typed into a field of a form that is shown once more, else what stands there."""
        return self.form.get(name, otherwise)

    def words(self, name: str) -> str:
        """What somebody wrote into a form."""
        return self.form.get(name, "").strip()

    def before(self) -> int | None:
        """Behind which row the page begins, the latest first."""
        return whole(self.query.get("before"))

    def text(self, name: str) -> str:
        """A field of the address's query, without what nobody types."""
        return self.query.get(name, "").strip()[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class View:
    """A template and what it shows; whom it shows by name to those who run the market is recorded."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    looks: Sequence[Look] = ()


@dataclass(frozen=True, slots=True)
class Poster:
    """A file to be made: a merchant's poster on this paper."""

    shop: MerchantView
    paper: str


@dataclass(frozen=True, slots=True)
class TableSheet:
    """Likewise the codes of all tables of a place, to print."""

    shop: MerchantView
    location_id: int


@dataclass(frozen=True, slots=True)
class SalesFile:
    """Likewise every order of these days, as a file of this kind."""

    shop: MerchantView
    first: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """Likewise a receipt or a credit note."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class FeeFile:
    """Likewise the market's invoice for the commission of a settlement."""

    invoice: FeeInvoice


@dataclass(frozen=True, slots=True)
class File:
    """Bytes as they are: to be kept under a name, or without one to be looked at."""

    content_type: str
    content: bytes
    name: str | None = None


Paper = Poster | TableSheet | SalesFile | ReceiptFile | FeeFile
"""What somebody else makes."""

Shown = View | File | Paper
Shows = Callable[[Turn, Ask], Shown]
Changes = Callable[[Turn, Ask], str]
"""Says where the browser goes next."""


class Again(Exception):
    """A form would not do: nothing is changed, and its page is shown with what was typed."""

    def __init__(self, shows: Shows, errors: Mapping[str, Problem]) -> None:
        super().__init__(*errors)
        self.shows = shows
        self.errors = errors


LONGEST_TEXT = 100
LONGEST_NUMBER = 15


def whole(text: str | None) -> int | None:
    """A number that any database counts to; None for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        return None
    return int(text)
