"""What the console is given by whoever serves it: it makes none of this itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection

from catalog.categories import Category
from catalog.views import MerchantView
from chat.screen import Document
from chat.texts import Texts
from chat.turn import Turn
from database.door import Database
from orders import FeeInvoice, Receipt
from people.queries import Known


class Turns(Protocol):
    """Makes the turn of a request."""

    def turn(self, connection: Connection, known: Known, now: datetime) -> Turn: ...


class Languages(Protocol):
    """The languages that can be spoken."""

    @property
    def codes(self) -> tuple[str, ...]: ...

    def texts(self, code: str) -> Texts: ...

    def match(self, language: str | None) -> str: ...


class Papers(Protocol):
    """Files that the chat sends as well."""

    def poster(self, turn: Turn, shop: MerchantView, paper: str) -> Document | None: ...

    def tables(self, turn: Turn, shop: MerchantView, location_id: int) -> Document: ...

    def sales(
        self, turn: Turn, shop: MerchantView, first: date, end: date, kind: str
    ) -> Document | None: ...

    def receipt(self, turn: Turn, receipt: Receipt) -> Document: ...

    def fee_invoice(self, turn: Turn, invoice: FeeInvoice) -> Document: ...


class Links(Protocol):
    """What the chat opens, as addresses to share."""

    def shop(self, turn: Turn, merchant_id: int) -> str:
        """The page of a merchant."""

    def shop_code(self, turn: Turn, merchant_id: int) -> str:
        """The same to be scanned: an image as an address of its own data."""

    def table_code(self, turn: Turn, token: str) -> str:
        """What opens a table, to be scanned: an image as an address of its own data."""

    def bill_code(self, turn: Turn, key: str) -> str:
        """Likewise a bill."""

    def queue_code(self, turn: Turn, location_id: int) -> str:
        """Likewise where a number is taken."""

    def joining(self, turn: Turn, token: str) -> str:
        """Where somebody who was invited joins."""


Explains = Callable[[Turn, Exception], str]
Opens = Callable[[str, datetime], str | None]
"""Whom a channel's signed data name, of those who come within it; None for forged or old data."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`key` is in no database; `origin` is the address of the installation where it is set.

    `explain` has a sentence for each refusal of the market, `proved` the channel's user behind the
    data that an embedded page brings along, and `changed` wakes the workers; `papers` makes files.
    """

    database: Database
    turns: Turns
    languages: Languages
    channel: str
    now: Callable[[], datetime]
    explain: Explains
    proved: Opens
    changed: Callable[[], None]
    market: str
    papers: Papers
    links: Links
    kind: Callable[[Turn, Category], str]
    """What a kind of merchant is called."""
    origin: str | None = None
    key: bytes = field(default=b"", repr=False)
