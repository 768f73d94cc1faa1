"""Somebody's hands on their phone: opening pages by link, finding buttons by what they do."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from chat.action import Action, Page
from chat.errors import UnknownAction
from chat.packing import ActionCodec
from handlers.router import make_router
from sandbox.client import PersonClient, SandboxError, Shown
from tests.thoroughness import many

A = TypeVar("A", bound=Action)
PATIENCE = many(3, 8)
A_MOMENT = many(1, 3)
"""Seconds from an answer of the bot to the one that is wanted; longer is another answer."""

DOUBLE = 0.2
"""How often a button is pressed twice at once."""


@cache
def codec() -> ActionCodec:
    return make_router().codec


def action_of(data: str) -> Action | None:
    try:
        return codec().unpack(data)[0]
    except UnknownAction:
        return None


def actions(shown: Shown, kind: type[A]) -> list[A]:
    """What the buttons of a message do, of one kind."""
    data = (button["callback_data"] for button in shown.buttons if "callback_data" in button)
    return [action for each in data if isinstance(action := action_of(each), kind)]


@dataclass
class Phone:
    """`SandboxError` when the bot stays silent for too long, as it does while it is dead."""

    person: PersonClient
    random: Random

    async def open(self, page: Action, kind: type[A]) -> tuple[Shown, list[A]]:
        """Follow a link to a page; the message that came and its buttons of a kind."""
        return await self.expect(lambda: self.person.start(codec().pack(page)), kind)

    async def expect(
        self, deed: Callable[[], Awaitable[object]], kind: type[A]
    ) -> tuple[Shown, list[A]]:
        """Do something that a message with buttons of a kind answers."""
        before = (await self.person.chat()).seq
        await deed()
        shown = await self.told(lambda one: bool(actions(one, kind)), before)
        return shown, actions(shown, kind)

    async def told(self, wanted: Callable[[Shown], bool], before: int) -> Shown:
        """What came or changed since, or soon after the first that did."""
        await self.person.wait_for(lambda _any: True, PATIENCE, after=before)
        return await self.person.wait_for(wanted, A_MOMENT, after=before)

    async def answer(self, question: Page, words: str) -> None:
        """Follow a link to a question, which only a press asks in earnest, and type the answer."""
        shown, again = await self.open(question, type(question))
        await self.press(shown, again[0])
        await self.person.say(words)

    async def press(self, shown: Shown, action: Action) -> None:
        """Press a button, now and then twice at once."""
        times = 2 if self.random.random() < DOUBLE else 1
        data = codec().pack(action)
        presses = (self.person.forge(data, shown.id, wait=PATIENCE) for _ in range(times))
        await asyncio.gather(*presses)

    async def last(self, kind: type[A]) -> tuple[Shown, A]:
        """The newest button of a kind that stands in the chat."""
        found = await self.standing(kind)
        if not found:
            raise SandboxError(f"no {kind.__name__} stands in the chat")
        return found[-1]

    async def standing(self, kind: type[A]) -> list[tuple[Shown, A]]:
        """Every button of a kind that stands in the chat."""
        messages = (await self.person.chat()).messages
        return [(one, each) for one in messages for each in actions(one, kind)]
