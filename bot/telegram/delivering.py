"""Calls on their way: each in its lane, tried again where that can do no harm."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.errors import ChatClosed, Unanswered
from bot.lanes import Lane
from bot.logs import Log
from bot.scheduler import Scheduler, TooMany
from bot.telegram.calls import Calls, Picture
from bot.telegram.composing import Message
from bot.telegram.keyboards import Keyboard
from bot.telegram.refusing import Refused
from bot.telegram.sent import Sent
from bot.telegram.wording import spoken

T = TypeVar("T")
RETRIES = (0.3, 1.0)
"""Seconds before something that got no answer is tried again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What leaves for Telegram leaves here."""

    calls: Calls
    scheduler: Scheduler
    log: Log

    async def send(self, lane: Lane, chat: str, message: Message, picture: Picture | None) -> Sent:
        """A new message. A reply that got no answer is sent again: twice is better than silence.

        In the other lanes that is for whoever keeps count of the messages.
        """
        return await self._insisting(
            RETRIES if lane is Lane.REPLY else (),
            lambda: self.scheduler.send(lane, chat, lambda: self.calls.new(chat, message, picture)),
        )

    async def change(
        self, chat: str, number: int, message: Message, picture: Picture | None
    ) -> Sent | None:
        """Has a message show something else; a picture is exchanged where one is given."""
        return await self._insisting(
            RETRIES,
            lambda: self.scheduler.edit(
                chat, lambda: self.calls.change(chat, number, message, picture)
            ),
        )

    async def remove(self, chat: str, number: int) -> None:
        """Takes a message away; one that is gone, or too old for that, is left alone."""
        try:
            await self.scheduler.edit(chat, lambda: self.calls.remove(chat, number))
        except (Refused, ChatClosed, Unanswered, TooMany) as error:
            self.log.info("a message stays", error=error)

    async def send_keyboard(self, chat: str, text: str, keyboard: Keyboard) -> Sent:
        """A message that brings a keyboard of its own."""
        return await self.scheduler.send(
            Lane.REPLY, chat, lambda: self.calls.keyboard(chat, text, keyboard)
        )

    async def answer_tap(
        self, query: str, toast: str | None = None, *, alert: bool = False
    ) -> None:
        """Lets go of the button that was tapped, at once; says the toast over the screen."""
        text = spoken(toast) if toast else None
        try:
            await self._insisting(RETRIES, lambda: self.calls.answer(query, text, alert=alert))
        except Refused as error:
            if not error.too_late:
                self.log.warning("an answer to a tap was refused", why=error.words)
        except (TooMany, ChatClosed, Unanswered) as error:
            self.log.warning("an answer to a tap got lost", error=error)

    async def _insisting(self, retries: tuple[float, ...], call: Callable[[], Awaitable[T]]) -> T:
        for delay in retries:
            try:
                return await call()
            except Unanswered as error:
                self.log.info("no answer from Telegram, trying again", error=error)
                await asyncio.sleep(delay)
        return await call()
