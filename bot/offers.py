"""Answers what is typed from any chat: reads only, a few at a time, of each person only the latest."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.logs import Log
from bot.queues import ChatQueues
from bot.turn_factory import TurnFactory
from chat.cards import Cards
from chat.event import Inline
from database.door import Database
from people import arriving

AT_ONCE = 2
"""Readers are few, and people in their own chats come first."""

MOST_WAITING = 200
"""People: whoever comes after them gets no list, and types on."""

Answer = Callable[[str, Cards], Awaitable[None]]


@dataclass(slots=True)
class Offers:
    """Somebody who types on has no use for what they typed before: that is never looked for."""

    group: asyncio.TaskGroup
    database: Database
    dialogue: Dialogue
    turn_factory: TurnFactory
    clock: Clock
    answer: Answer
    log: Log
    queues: ChatQueues = field(init=False)
    _latest: dict[str, Inline] = field(default_factory=dict)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self.queues = ChatQueues(self.group)

    def take(self, query: Inline) -> None:
        """Puts it in the place of what the same person typed before, if that still waits."""
        person = query.sender.user
        waits = person in self._latest
        if not waits and len(self._latest) >= MOST_WAITING:
            self.log.warning("more people look from other chats than can be answered")
            return
        self._latest[person] = query
        if not waits:
            self.queues.put(person, lambda: self._next(person))

    async def _next(self, person: str) -> None:
        async with self._room:
            query = self._latest.pop(person)
            try:
                found = await self.database.read(lambda connection: self._found(connection, query))
                await self.answer(query.query, found)
            except Exception:
                self.log.exception("a list for another chat was not made")

    def _found(self, connection: Connection, query: Inline) -> Cards:
        known = arriving.recognise(connection, query.sender.channel, query.sender.user)
        person = known or self.turn_factory.stranger(query.sender)
        turn = self.turn_factory.turn(connection, person, self.clock.now())
        return self.dialogue.cards(turn, query.words, query.offset, query.point)
