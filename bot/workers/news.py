"""Notices from the outbox: rendered for whoever gets them at the moment they leave.

What an operator is told of the same kind while they wait is told in one message.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection

from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.errors import ChatClosed
from bot.lanes import Lane
from bot.telegram.incoming import CHANNEL
from bot.telegram.showing import Recalled, Showing
from bot.turn_factory import TurnFactory
from chat.screen import Screen
from database import outbox
from database.door import Database
from database.outbox import Claimed
from database.outbox_table import Urgency
from people import queries

KINDS = ("notice", "retract")

LANES: Mapping[Urgency, Lane] = MappingProxyType(
    {Urgency.FIRST: Lane.CODE, Urgency.NEWS: Lane.NEWS, Urgency.LAST: Lane.DESK}
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What to tell in which chat, and what stands there."""

    chat: str
    screen: Screen
    known: Recalled


@dataclass(frozen=True, slots=True)
class News:
    """Brings notices, and takes away messages that no longer hold."""

    database: Database
    dialogue: Dialogue
    turn_factory: TurnFactory
    clock: Clock
    showing: Showing

    async def deliver(self, message: Claimed) -> None:
        """Somebody who blocked us misses it; nobody else does.

        What was sent is recorded at once, lest it be sent again; what came to nothing, or may be done
        once more, with whatever is written next.
        """
        told: list[int] = []
        try:
            if message.kind == "retract":
                await self._retract(message)
            elif await self._tell(message, told):
                return
        except ChatClosed:
            chat = await self.database.read(lambda connection: self._reach(connection, message))
            if chat is not None:
                await self.showing.memory.close(chat)
        await self.database.write(
            lambda connection: self._finish(connection, message, told), patient=True
        )

    def _finish(self, connection: Connection, message: Claimed, told: list[int]) -> None:
        now = self.clock.now()
        if outbox.finish(connection, message, now):
            outbox.absorb(connection, told, now)

    async def _tell(self, message: Claimed, told: list[int]) -> bool:
        """Whether it is finished with that; `told` takes which others it told of, too."""
        told += await self._alike(message)
        found = await self.database.read(
            lambda connection: self._render(connection, message, 1 + len(told))
        )
        if found is None:
            return False
        return await self.showing.tell(
            found.chat,
            found.screen,
            LANES[message.urgency],
            quiet=bool(message.payload.get("quiet")),
            repeated=message.uncertain,
            known=found.known,
            also=lambda connection: self._finish(connection, message, told),
        )

    async def _alike(self, message: Claimed) -> list[int]:
        if message.urgency is not Urgency.LAST or message.payload.get("quiet"):
            return []
        now = self.clock.now()
        return await self.database.read(lambda c: outbox.alike(c, message, now))

    async def _retract(self, message: Claimed) -> None:
        chat = await self.database.read(lambda connection: self._reach(connection, message))
        if chat is not None:
            await self.showing.retract(chat, message.payload["subject"])

    def _reach(self, connection: Connection, message: Claimed) -> str | None:
        return queries.reach(connection, message.payload["person"], CHANNEL)

    def _render(self, connection: Connection, message: Claimed, number: int) -> Rendered | None:
        if self._is_for_nothing(connection, message):
            return None
        person = queries.reached(connection, message.payload["person"], CHANNEL)
        if person is None:
            return None
        known, chat = person
        turn = self.turn_factory.turn(connection, known, self.clock.now())
        several = {"several": number} if number > 1 else {}
        screen = self.dialogue.notice(turn, message.payload | several)
        if screen is None:
            return None
        recalled = self.showing.memory.look(connection, chat, None, screen.subject, screen.photo)
        return Rendered(chat, self.dialogue.frame(turn, screen), recalled)

    def _is_for_nothing(self, connection: Connection, message: Claimed) -> bool:
        """A quiet one whose message does not stand there (any more) needs not be rendered."""
        if not message.payload.get("quiet"):
            return False
        subject = self.dialogue.about(message.payload)
        if subject is None:
            return False
        chat = self._reach(connection, message)
        return chat is None or not self.showing.shows(connection, chat, subject)
