"""A page that becomes one about a subject: edited where Telegram lets us, else sent anew and alone."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import pytest
from markupsafe import Markup
from sqlalchemy import Connection

from bot.telegram.composing import Composer
from bot.telegram.delivering import Delivery
from bot.telegram.invoice_links import InvoiceLinks
from bot.telegram.keyboards import Keyboards
from bot.telegram.memory import ChatMemory
from bot.telegram.refusing import Refused
from bot.telegram.sent import Sent
from bot.telegram.showing import Showing
from bot.telegram.shown import Form, Shown, look
from chat.links import Links
from chat.screen import LivePlace, Screen
from database.door import Database
from tests.making import Market
from tests.player.talking import TurnableClock

PAGE, OLDER, NEW = 5, 6, 7
SUBJECT = "order-1"


class Line:
    """What would go to Telegram, which may refuse to change a message."""

    def __init__(self) -> None:
        self.refuses = False
        self.changed: list[int] = []
        self.removed: list[int] = []

    async def change(self, _chat: str, number: int, *_: object) -> Sent:
        if self.refuses:
            raise Refused("message can't be edited")
        self.changed.append(number)
        return Sent(number)

    async def send(self, *_: object) -> Sent:
        return Sent(NEW)

    async def remove(self, _chat: str, number: int) -> None:
        self.removed.append(number)


async def shown_by(database: Database, now: datetime) -> tuple[Showing, Line, str]:
    """A page known by heart, and an older message about the subject of the next."""
    guest = await database.write(lambda c: Market(c, now).guest())
    line, memory = Line(), ChatMemory(database, TurnableClock(now), alone=True)
    composer = Composer(Keyboards(lambda *_: "", Links(lambda *_: "", "")))
    unused: Any = None
    links = InvoiceLinks(unused, "", unused)
    showing = Showing(cast(Delivery, line), composer, memory, links, unused)
    chat = str(guest + 1000)
    older = Shown(OLDER, Form.TEXT, "", kept=True, subject=SUBJECT)
    await memory.note(chat, older)
    for words in ("first", "second"):
        await showing.answer(chat, Screen(Markup(words)), PAGE)
    line.changed.clear()
    return showing, line, chat


async def test_it_is_edited_and_nothing_else_is_touched(database: Database, now: datetime) -> None:
    showing, line, chat = await shown_by(database, now)
    await showing.answer(chat, Screen(Markup("third"), subject=SUBJECT), PAGE)
    assert (line.changed, line.removed) == ([PAGE], [])


async def test_sent_anew_it_is_the_only_one_about_its_subject(
    database: Database, now: datetime
) -> None:
    showing, line, chat = await shown_by(database, now)
    line.refuses = True
    await showing.answer(chat, Screen(Markup("third"), subject=SUBJECT), PAGE)
    assert line.removed == [OLDER, PAGE]
    assert [each.message for each in await showing.memory.about(chat, SUBJECT)] == [NEW]


async def test_a_map_that_moves_no_more_goes(database: Database, now: datetime) -> None:
    showing, line, chat = await shown_by(database, now)
    there = Screen(Markup("there"), live=LivePlace(60.1, 24.9, 900), keep=True, subject="map")
    await showing.tell(chat, there)
    await showing.tell(chat, there, quiet=True)
    assert line.changed == [], "it has not moved"
    moved = replace(there, live=LivePlace(60.2, 24.9, 1800))
    await showing.tell(chat, moved, quiet=True)
    assert line.changed == [NEW]
    line.refuses = True
    await showing.tell(chat, there, quiet=True)
    assert line.removed[-1] == NEW


async def test_what_brings_a_message_up_to_date_is_recorded_with_what_it_shows(
    database: Database, now: datetime
) -> None:
    showing, line, chat = await shown_by(database, now)
    recorded: list[bool] = []

    def also(connection: Connection) -> None:
        (before,) = look(connection, chat, None, (SUBJECT,))
        recorded.append(before.fingerprint == "")

    news = Screen(Markup("news"), subject=SUBJECT)
    assert await showing.tell(chat, news, quiet=True, also=also)

    (after,) = await showing.memory.about(chat, SUBJECT)
    assert (line.changed, recorded, bool(after.fingerprint)) == ([OLDER], [True], True)


async def test_where_it_cannot_be_recorded_the_message_is_not_noted_either(
    database: Database, now: datetime
) -> None:
    showing, _, chat = await shown_by(database, now)

    def also(_: Connection) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await showing.tell(chat, Screen(Markup("news"), subject=SUBJECT), quiet=True, also=also)

    (after,) = await showing.memory.about(chat, SUBJECT)
    assert not after.fingerprint


async def test_news_that_changed_nothing_is_not_recorded_by_the_way(
    database: Database, now: datetime
) -> None:
    """Whoever brings it does so: nothing stands there, or Telegram lets nobody change it."""
    showing, line, chat = await shown_by(database, now)

    def also(_: Connection) -> None:
        raise AssertionError

    line.refuses = True
    for subject in ("other", SUBJECT):
        news = Screen(Markup("news"), subject=subject)
        assert not await showing.tell(chat, news, quiet=True, also=also)
