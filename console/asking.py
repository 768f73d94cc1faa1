"""What a browser asks of the console, and what it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.views import MerchantView


class NotHere(Exception):
    """There is no such page, or not for whoever asks: both read the same."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request without its transport: `place` are the numbers in its address."""

    path: str
    place: Mapping[str, int]
    query: Mapping[str, str]
    form: Mapping[str, str]

    def number(self, name: str) -> int:
        """A number of the form, as a button carries it."""
        return whole(self.form.get(name)) or 0

    def before(self) -> int | None:
        """Behind which row the page begins, the latest first."""
        return whole(self.query.get("before"))

    def text(self, name: str) -> str:
        """A field of the address's query, without what nobody types."""
        return self.query.get(name, "").strip()[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class View:
    """A template and what it shows."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Poster:
    """A file to be made: a merchant's poster on this paper."""

    shop: MerchantView
    paper: str


@dataclass(frozen=True, slots=True)
class SalesFile:
    """Likewise every order of these days, as a file of this kind."""

    shop: MerchantView
    first: date
    end: date
    kind: str


Shown = View | Poster | SalesFile

LONGEST_TEXT = 100
LONGEST_NUMBER = 15


def whole(text: str | None) -> int | None:
    """A number that any database counts to; None for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        return None
    return int(text)
