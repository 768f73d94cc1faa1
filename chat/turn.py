"""All that a page or a move may know: who, when, in which language, on which connection."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from markupsafe import Markup
from sqlalchemy import Connection

from chat.action import Page
from chat.links import Links
from chat.texts import Texts


@dataclass(frozen=True, slots=True)
class Person:
    """The person of this turn, read anew each time: roles may have changed since the last.

    `rights` are those that they have by a role, by merchant and, with None, in the whole market.
    """

    id: int
    name: str
    locale: str
    rights: Mapping[int | None, Collection[str]] = field(default_factory=dict)

    @property
    def operator(self) -> bool:
        """Whether they run the market, as whatever; who only delivers for it does not."""
        return any(right != "deliver" for right in self.rights.get(None, ()))

    @property
    def merchants(self) -> frozenset[int]:
        """For whom they work, as whatever."""
        return frozenset(each for each in self.rights if each is not None)

    def may(self, right: str, merchant: int | None = None) -> bool:
        """Whether a page offers it; what acts asks anew, in the transaction that acts."""
        return any(right in self.rights.get(where, ()) for where in (merchant, None))


@dataclass(frozen=True, slots=True)
class Market:
    """Facts of this installation that pages show or decide by.

    `cards` takes payments by card; None where nobody does.
    `zone` is the IANA time zone for times that belong to no location, `console` the address of the
    desk in the browser, where there is one. Who begins to go to guests does so at `travel_kmh`.
    """

    name: str
    currency: str
    cards: str | None
    locales: tuple[str, ...]
    zone: str = "UTC"
    console: str | None = None
    travel_kmh: int = 25


@dataclass(frozen=True, slots=True)
class Turn:
    """One unit of the conversation: a page gets a query-only connection, a move the writer's.

    `channel` is where it takes place; `source` the token that brought the person along with this
    press or link, and `brought_by` the number of whatever brought them lately. What is made with `key` nobody can make who only has the database. `languages`
    has the texts of every language that is spoken, for what others will read.
    """

    connection: Connection
    person: Person
    now: datetime
    texts: Texts
    market: Market
    links: Links
    channel: str
    source: str | None = None
    brought_by: int | None = None
    key: bytes = field(default=b"", repr=False)
    languages: Callable[[str], Texts] | None = None

    def _(self, message: str, /, **values: Any) -> Markup:
        """The message in the person's language, its values escaped."""
        return self.texts.say(message, **values)

    def ngettext(self, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """Likewise for a message that counts; `{number}` is given."""
        return self.texts.count(one, many, number, **values)

    def in_language(self, code: str) -> Self:
        """The same turn, speaking another language."""
        texts = self.texts if self.languages is None else self.languages(code)
        return replace(self, texts=texts)

    def link(self, page: Page, source: str | None = None) -> str:
        """The deep link that opens a page."""
        return self.links.to(page, source)
