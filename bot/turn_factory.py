"""Makes the turn that pages and moves are given, for an event or for news that nobody asked for."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from chat.event import Sender
from chat.links import Links
from chat.texts import Texts
from chat.turn import Market, Person, Turn
from people.arriving import Newcomer
from people.operating import appoint_operators
from people.queries import Known
from people.rights import granted


class Languages(Protocol):
    """The languages that can be spoken."""

    @property
    def codes(self) -> tuple[str, ...]: ...

    def texts(self, code: str) -> Texts: ...

    def match(self, language: str | None) -> str: ...


@dataclass(frozen=True, slots=True)
class TurnFactory:
    """What all turns share: the languages, the facts of this installation, the links.

    `operators` are the channel's users whom the installation names as such; `key` see `Turn`.
    """

    languages: Languages
    market: Market
    links: Links
    channel: str
    operators: frozenset[str] = frozenset()
    key: bytes = field(default=b"", repr=False)

    def turn(
        self,
        connection: Connection,
        known: Known,
        now: datetime,
        source: str | None = None,
        *,
        brought_by: int | None = None,
    ) -> Turn:
        """One unit of the conversation with this person."""
        return Turn(
            connection=connection,
            person=Person(
                id=known.id,
                name=known.name,
                locale=known.locale,
                rights=granted(known.roles, known.market_role),
            ),
            now=now,
            texts=self.languages.texts(known.locale),
            market=self.market,
            links=self.links,
            channel=self.channel,
            source=source,
            brought_by=brought_by,
            key=self.key,
            languages=self.languages.texts,
        )

    def newcomer(self, sender: Sender) -> Newcomer:
        """Whoever sent something, in a language that we speak."""
        return Newcomer(
            channel=sender.channel,
            user=sender.user,
            chat=sender.chat,
            name=sender.name,
            username=sender.username,
            locale=self.languages.match(sender.language),
        )

    def stranger(self, sender: Sender) -> Known:
        """Whoever is nobody to us any more: only the farewell is shown to them."""
        return Known(
            id=0,
            name=sender.name,
            locale=self.languages.match(sender.language),
            locale_chosen=False,
            market_role=None,
            roles={},
            unreachable=False,
            username=None,
            chat=sender.chat,
        )

    def texts_for(self, sender: Sender) -> Texts:
        """The channel's language, for when we cannot look up the person's own."""
        return self.languages.texts(self.languages.match(sender.language))

    def appoint(self, connection: Connection, sender: Sender, now: datetime) -> None:
        """Makes an operator of whoever the installation names as one."""
        if sender.user in self.operators:
            appoint_operators(connection, sender.channel, [sender.user], now)
