"""Turns of nobody in particular, for looking at pages without a conversation around them."""

from datetime import datetime
from typing import Any

from chat.links import Links
from chat.turn import Market, Person, Turn
from handlers.router import make_router
from tests.languages import spoken


class Turns:
    """Makes turns in one language."""

    def __init__(self, now: datetime, locale: str = "en", currency: str = "EUR") -> None:
        self._locales = spoken()
        self._now = now
        self.code = locale
        self.router = make_router()
        self._links = Links(self.router.codec.pack, "https://t.me/hereabouts_bot?start=")
        self._market = Market(
            "Hereabouts",
            currency,
            "sandbox",
            self._locales.codes,
            "Europe/Helsinki",
            "https://hereabouts.example/console",
        )

    def of(self, connection: Any, person: Person | None = None) -> Turn:
        """A turn of this person, or of a guest with the id 1."""
        return Turn(
            connection=connection,
            person=person or Person(1, "Guest", self.code),
            now=self._now,
            texts=self._locales.texts(self.code),
            market=self._market,
            links=self._links,
            channel="telegram",
            key=b"of tests",
            languages=self._locales.texts,
        )
