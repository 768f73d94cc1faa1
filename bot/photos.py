"""A picture that answers a question is fetched and kept as ours before the turn begins."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields, replace

from sqlalchemy import Connection

from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.logs import Log
from bot.meeting import meet
from catalog import media
from catalog.errors import PictureUnreadable
from catalog.picturing import picture
from chat.action import GIVEN
from chat.errors import UnknownAction
from chat.event import Event, SentPhoto
from database.door import Database

Fetch = Callable[[str], Awaitable[bytes | None]]
Remember = Callable[[Connection, str, str], None]

UNREADABLE = "unreadable"
"""The key of what could not be fetched or read: whoever takes pictures refuses it."""


@dataclass(frozen=True, slots=True)
class Photos:
    """`fetch` reads what the channel knows by a key, nothing where it has it no more; `remember`
    keeps the channel's own name for a picture of ours.
    """

    database: Database
    dialogue: Dialogue
    bot: int
    fetch: Fetch
    remember: Remember
    clock: Clock
    log: Log

    async def kept(self, event: Event) -> Event:
        """The event, its picture by our key; a picture that nobody asked for stays where it is."""
        doing = event.doing
        if not isinstance(doing, SentPhoto) or not await self.database.read(
            lambda connection: self._is_wanted(connection, event)
        ):
            return event
        return replace(event, doing=replace(doing, key=await self._keep(doing.key)))

    def _is_wanted(self, connection: Connection, event: Event) -> bool:
        met = meet(connection, self.bot, event, self.clock.now())
        if met.asked is None or met.next_page is not None:
            return False
        try:
            question, _ = self.dialogue.router.codec.unpack(met.asked)
        except UnknownAction:
            return False
        return any(each.name == media.PHOTO and GIVEN in each.metadata for each in fields(question))

    async def _keep(self, handle: str) -> str:
        sent = await self.fetch(handle)
        if sent is None:
            return UNREADABLE
        try:
            made = await asyncio.to_thread(picture, sent)
        except PictureUnreadable:
            self.log.warning("a picture could not be read", size=len(sent))
            return UNREADABLE
        key, now = media.key_of(sent), self.clock.now()

        def write(connection: Connection) -> None:
            media.keep(connection, key, made, now)
            self.remember(connection, key, handle)

        await self.database.write(write)
        return key
