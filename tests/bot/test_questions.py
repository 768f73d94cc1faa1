"""What a service's page asks is known by heart: it is answered, and never stands in the database."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from bot.conversation import Conversation
from bot.dialogue import whole_dialogue
from bot.models import chats
from bot.questions import Questions
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from chat.action import Action
from chat.event import Doing, Event, Pressed, Sender, Typed
from chat.links import Links
from chat.screen import Screen
from chat.turn import Market as Facts
from database.door import Database
from handlers.guest.actions import LookFor, OpenService
from handlers.guest.service import HoldSlot
from tests.bot.conftest import Lines
from tests.languages import spoken
from tests.making import Market
from tests.player.talking import TurnableClock


class Person:
    """Somebody who presses and types, with a program that is alone or one that is not."""

    def __init__(self, database: Database, now: datetime, guest: int, *, alone: bool) -> None:
        dialogue, languages = whole_dialogue(), spoken()
        self.pack = dialogue.router.codec.pack
        links = Links(self.pack, "https://t.me/bot?start=")
        facts = Facts("Market", "EUR", "sandbox", languages.codes)
        factory = TurnFactory(languages, facts, links, "telegram")
        given = (database, dialogue, factory, TurnableClock(now), 7, Wakeups(), Lines().log)
        self.conversation = Conversation(*given, questions=Questions(alone=alone))
        chat = str(guest + 1000)
        self.sender, self.number = Sender("telegram", chat, chat, "Aino", None, "en"), 0

    async def do(self, doing: Doing) -> Screen:
        self.number += 1
        return await self.conversation.take(Event(self.number, self.sender, doing))

    async def press(self, action: Action) -> Screen:
        return await self.do(Pressed(self.pack(action), "5", "query"))

    def restart(self) -> None:
        self.conversation = replace(self.conversation, questions=Questions(alone=True))


def noted(connection: Connection) -> list[str | None]:
    return list(connection.execute(select(chats.c.asks)).scalars())


@pytest.fixture
async def made(database: Database, now: datetime) -> tuple[int, int, datetime]:
    def build(connection: Connection) -> tuple[int, int, datetime]:
        market = Market(connection, now)
        return market.guest(), market.service(market.merchant()), market.start()

    return await database.write(build)


async def test_it_is_not_written_down_and_is_answered(
    database: Database, now: datetime, made: tuple[int, int, datetime]
) -> None:
    guest, service, _ = made
    person = Person(database, now, guest, alone=True)
    await person.press(OpenService(service))
    assert await database.read(noted) == []

    answered = await person.do(Typed("tomorrow"))

    assert answered.is_service


async def test_a_program_beside_others_writes_it_down(
    database: Database, now: datetime, made: tuple[int, int, datetime]
) -> None:
    guest, service, _ = made
    person = Person(database, now, guest, alone=False)
    await person.press(OpenService(service))
    assert await database.read(noted) == [person.pack(LookFor(service=service))]


async def test_any_other_question_takes_its_place(
    database: Database, now: datetime, made: tuple[int, int, datetime]
) -> None:
    guest, service, start = made
    person = Person(database, now, guest, alone=True)
    await person.press(OpenService(service))
    held = await person.press(HoldSlot(service, start, 1))
    assert held.asks is not None
    assert await database.read(noted) == [person.pack(held.asks)]

    await person.press(OpenService(service))
    assert await database.read(noted) == [None]


async def test_after_a_start_what_is_typed_is_looked_for(
    database: Database, now: datetime, made: tuple[int, int, datetime]
) -> None:
    guest, service, _ = made
    person = Person(database, now, guest, alone=True)
    await person.press(OpenService(service))
    person.restart()

    answered = await person.do(Typed("tomorrow"))

    assert not answered.is_service
    assert not answered.alert
