"""Notices from the outbox: rendered for whoever gets them at the moment they leave."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.clock import Clock
from bot.script import Script
from bot.telegram.incoming import CHANNEL
from bot.telegram.refusing import ChatClosed
from bot.telegram.showing import Showing
from bot.turning import Stage
from chat.screen import Screen
from database import outbox
from database.door import Database
from database.outbox import Claimed
from people import queries

KINDS = ("notice", "retract")


@dataclass(frozen=True, slots=True)
class News:
    """Brings notices, and takes away messages that no longer hold."""

    database: Database
    script: Script
    stage: Stage
    clock: Clock
    showing: Showing

    async def deliver(self, message: Claimed) -> None:
        """Somebody who blocked us misses it; nobody else does."""
        try:
            if message.kind == "retract":
                await self._retract(message)
            else:
                await self._tell(message)
        except ChatClosed:
            chat = await self.database.read(lambda connection: self._reach(connection, message))
            if chat is not None:
                await self.showing.memory.close(chat)
        now = self.clock.now()
        await self.database.write(lambda connection: outbox.finish(connection, message, now))

    async def _tell(self, message: Claimed) -> None:
        found = await self.database.read(lambda connection: self._render(connection, message))
        if found is None:
            return
        chat, screen = found
        quiet = bool(message.payload.get("quiet"))
        await self.showing.tell(chat, screen, quiet=quiet, repeated=message.uncertain)

    async def _retract(self, message: Claimed) -> None:
        chat = await self.database.read(lambda connection: self._reach(connection, message))
        if chat is not None:
            await self.showing.retract(chat, message.payload["subject"])

    def _reach(self, connection: Connection, message: Claimed) -> str | None:
        return queries.reach(connection, message.payload["person"], CHANNEL)

    def _render(self, connection: Connection, message: Claimed) -> tuple[str, Screen] | None:
        chat = self._reach(connection, message)
        if chat is None:
            return None
        known = queries.known(connection, message.payload["person"])
        turn = self.stage.turn(connection, known, self.clock.now())
        screen = self.script.notice(turn, message.payload)
        return None if screen is None else (chat, self.script.frame(turn, screen))
