"""What a chat's messages show is known, by heart or from the database, and never wrongly."""

from datetime import datetime, timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.models import shown_messages
from bot.telegram.by_heart import PLACE
from bot.telegram.composing import Composer
from bot.telegram.keyboards import Keyboards
from bot.telegram.memory import ChatMemory
from bot.telegram.shown import Form, Shown
from chat.links import Links
from chat.screen import Screen
from database.door import Database
from tests.making import Market
from tests.player.talking import TurnableClock

PAGE = 5


class Chat:
    """A chat with one page, as a program shows it."""

    def __init__(self, database: Database, clock: TurnableClock, *, alone: bool) -> None:
        self.memory = ChatMemory(database, clock, alone=alone)
        self.composer = Composer(Keyboards(lambda *_: "", Links(lambda *_: "", "")))
        self.chat = ""

    async def shows(self, words: str) -> bool:
        """Whether the page is known to show this."""
        message = self.composer.compose(Screen(Markup(words)))
        on = (await self.memory.recall(self.chat, PAGE, message)).on
        return on is not None and self.memory.fingerprint(self.chat, on) == message.fingerprint

    async def show(self, words: str) -> None:
        message = self.composer.compose(Screen(Markup(words)))
        known = await self.memory.recall(self.chat, PAGE, message)
        await self.memory.note(self.chat, message.shown_as(PAGE), before=known.on)


@pytest.fixture
def clock(now: datetime) -> TurnableClock:
    return TurnableClock(now)


async def programs(database: Database, clock: TurnableClock, *, alone: bool) -> tuple[Chat, Chat]:
    """Two programs with the same chat, or one before it was started anew and after."""
    guest = await database.write(lambda c: Market(c, clock.now()).guest())
    both = Chat(database, clock, alone=alone), Chat(database, clock, alone=alone)
    for each in both:
        each.chat = str(guest + 1000)
    return both


async def noted(database: Database) -> tuple[str, datetime]:
    query = select(shown_messages.c.fingerprint, shown_messages.c.at)
    row = await database.read(lambda c: c.execute(query).one())
    return row.fingerprint, row.at


async def test_who_is_alone_writes_a_page_once(database: Database, clock: TurnableClock) -> None:
    program, _ = await programs(database, clock, alone=True)
    await program.show("first")
    before = await noted(database)
    clock.turn(clock.now() + timedelta(hours=1))

    await program.show("second")

    assert await noted(database) == before
    assert await program.shows("second")
    assert not await program.shows("first")


async def test_after_a_start_no_page_is_taken_for_what_it_was(
    database: Database, clock: TurnableClock
) -> None:
    program, restarted = await programs(database, clock, alone=True)
    await program.show("first")
    await program.show("second")

    assert not await restarted.shows("first")
    assert not await restarted.shows("second")


async def test_programs_side_by_side_see_what_each_shows(
    database: Database, clock: TurnableClock
) -> None:
    one, other = await programs(database, clock, alone=False)
    await one.show("first")
    await other.show("second")

    assert not await one.shows("first")
    assert await one.shows("second")


async def test_a_page_that_is_pressed_for_long_is_not_forgotten_by_its_age(
    database: Database, clock: TurnableClock
) -> None:
    program, _ = await programs(database, clock, alone=True)
    await program.show("first")
    _, before = await noted(database)
    clock.turn(clock.now() + timedelta(days=2))

    await program.show("second")

    _, after = await noted(database)
    assert after == before + timedelta(days=2)


async def test_what_side_by_side_programs_noted_is_not_believed_later(
    database: Database, clock: TurnableClock
) -> None:
    beside, _ = await programs(database, clock, alone=False)
    await beside.show("first")
    alone = Chat(database, clock, alone=True)
    alone.chat = beside.chat
    await alone.show("second")
    restarted = Chat(database, clock, alone=True)
    restarted.chat = beside.chat

    assert not await restarted.shows("first")


async def test_whoever_was_asked_for_a_place_is_not_taken_for_anybody(
    database: Database, clock: TurnableClock
) -> None:
    program, _ = await programs(database, clock, alone=True)
    await program.show("first")
    page = program.composer.compose(Screen(Markup("second")))
    assert not (await program.memory.recall(program.chat, PAGE, page)).places

    helper = Shown(PAGE + 1, Form.TEXT, "", kept=True, subject=PLACE)
    await program.memory.note(program.chat, helper)
    assert (await program.memory.recall(program.chat, PAGE, page)).places == (helper,)

    await program.memory.leave(program.chat, helper.message, None)
    assert not (await program.memory.recall(program.chat, PAGE, page)).places


async def test_a_page_that_went_is_not_known_any_more(
    database: Database, clock: TurnableClock
) -> None:
    program, _ = await programs(database, clock, alone=True)
    await program.show("first")
    await program.show("second")

    await program.memory.leave(program.chat, PAGE, PAGE + 1)

    message = program.composer.compose(Screen(Markup("third")))
    known = (await program.memory.recall(program.chat, PAGE, message)).on
    assert known is not None
    assert known.form is Form.GONE
