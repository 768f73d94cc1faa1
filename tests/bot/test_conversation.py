"""A turn on the database itself: effects once, whoever else has the same event in hand."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import func, select

from bot import seen
from bot.clock import MachineClock
from bot.conversation import Conversation
from bot.models import seen as seen_events
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from chat.event import Commanded, Doing, Event, Pressed, Sender, SentOther, Typed
from chat.links import Links
from chat.screen import Button
from chat.turn import Market
from database.door import Database
from promotions.attributing import make_source
from promotions.models import visits
from tests.bot.conftest import Lines
from tests.bot.small_dialogue import OpenQuestion, counted, small_dialogue
from tests.languages import spoken

AINO = Sender("telegram", "1001", "1001", "Aino", "aino", "fi-FI")


@pytest.fixture
def conversation(database: Database) -> Conversation:
    dialogue, languages = small_dialogue(), spoken()
    links = Links(dialogue.router.codec.pack, "https://t.me/bot?start=")
    turn_factory = TurnFactory(
        languages, Market("Market", "EUR", None, languages.codes), links, "telegram"
    )
    return Conversation(database, dialogue, turn_factory, MachineClock(), 7, Wakeups(), Lines().log)


async def test_an_event_in_two_hands_at_once_has_one_effect(
    database: Database, conversation: Conversation
) -> None:
    event = Event(1, AINO, Commanded("add", ""))

    screens = await asyncio.gather(*(conversation.take(event) for _ in range(8)))

    assert {str(screen.text) for screen in screens} == {"Count: 1"}
    assert await database.read(counted) == 1


async def test_without_the_mark_it_would_have_several(
    database: Database, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(seen, "next_page", lambda *_: None)
    monkeypatch.setattr(seen, "remember", lambda *_, **__: seen.After(somebody=True, mark=None))
    event = Event(1, AINO, Commanded("add", ""))

    await asyncio.gather(*(conversation.take(event) for _ in range(8)))

    assert await database.read(counted) == 8


async def test_the_same_event_of_another_bot_is_another_event(
    database: Database, conversation: Conversation
) -> None:
    from dataclasses import replace

    event = Event(1, AINO, Commanded("add", ""))

    await conversation.take(event)
    await replace(conversation, bot=8).take(event)

    assert await database.read(counted) == 2


async def test_any_input_gets_an_answer(conversation: Conversation) -> None:
    for key, kind in enumerate(("sticker", "voice", "edited"), 10):
        screen = await conversation.take(Event(key, AINO, SentOther(kind)))
        assert screen.text


async def test_events_seen_are_forgotten_when_nobody_delivers_them_any_more(
    database: Database, conversation: Conversation, now: datetime
) -> None:
    await conversation.take(Event(1, AINO, Commanded("add", "")))

    await database.write(lambda c: seen.forget_before(c, conversation.clock.now(), 100))

    assert await database.read(lambda c: seen.next_page(c, 7, 1)) is None


async def test_a_link_that_would_change_something_changes_nothing(
    database: Database, conversation: Conversation, now: datetime
) -> None:
    await conversation.take(Event(1, AINO, Commanded("start", "")))
    source = await database.write(lambda c: make_source(c, "merchant", "one", now))
    before = await database.read(counted)

    for key, packed in enumerate(("add", "name", "tell", f"add__{source}"), 2):
        screen = await conversation.take(Event(key, AINO, Commanded("start", packed)))
        assert "A link only opens pages." in screen.text

    left = [select(func.count()).select_from(table) for table in (seen_events, visits)]
    assert await database.read(counted) == before
    assert await database.read(lambda c: [c.execute(one).scalar_one() for one in left]) == [0, 0]


async def test_a_link_to_a_page_is_a_visit(
    database: Database, conversation: Conversation, now: datetime
) -> None:
    await conversation.take(Event(1, AINO, Commanded("start", "")))
    source = await database.write(lambda c: make_source(c, "merchant", "one", now))

    screen = await conversation.take(Event(2, AINO, Commanded("start", f"count__{source}")))

    assert screen.text == "Count: 1"
    assert await database.read(lambda c: len(c.execute(select(visits)).all())) == 1


@pytest.mark.parametrize("sourced", [False, True])
async def test_a_question_that_only_a_link_asked_is_answered_after_a_press(
    database: Database, conversation: Conversation, now: datetime, sourced: bool
) -> None:
    """Or the next word, meant for something else, would change what a stranger chose."""

    async def does(key: int, doing: Doing) -> str:
        return str((await conversation.take(Event(key, AINO, doing))).text)

    await does(1, Commanded("start", ""))
    source = await database.write(lambda c: make_source(c, "merchant", "one", now))
    link = f"ask__{source}" if sourced else "ask"
    asked = await conversation.take(Event(2, AINO, Commanded("start", link)))
    before = await database.read(counted)

    assert asked.rows[0] == (Button("✍️ Answer here", OpenQuestion()),)
    await does(3, Typed("sushi"))
    assert await database.read(counted) == before
    assert await does(4, Pressed("ask", "1", "q")) == "Your name?"
    await does(5, Typed("Aino"))
    assert await database.read(counted) == before + 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://t.me/bot?start=count", "Count: 0"),
        ("t.me/bot?start=kept_1", "Kept 1"),
        ("  http://T.me/Bot?start=kept_1__poster\n", "Kept 1"),
        ("ｈｔｔｐｓ：／／ｔ．ｍｅ／ｂｏｔ？ｓｔａｒｔ＝ｋｅｐｔ_1", "Kept 1"),
        ("Look at this: \u2068https://t.me/bot?start=kept_1\u2069 (nice)", "Kept 1"),
        ("https://t.me/other?start=kept_1", "Count: 0"),
        ("kept_1", "Count: 0"),
        ("https://t.me/bot?start=kept_1 or https://t.me/bot?start=kept_2", "Count: 0"),
        ("https://t.me/bot?start=gone", "That is old."),
    ],
)
async def test_a_typed_link_of_ours_opens_its_page(
    conversation: Conversation, typed: str, shown: str
) -> None:
    screen = await conversation.take(Event(1, AINO, Typed(typed)))
    assert shown in str(screen.text)


async def test_a_typed_link_changes_nothing(database: Database, conversation: Conversation) -> None:
    screen = await conversation.take(Event(1, AINO, Typed("https://t.me/bot?start=add")))
    assert "A link only opens pages." in str(screen.text)
    assert await database.read(counted) == 0


async def test_an_answer_may_speak_of_a_link(
    database: Database, conversation: Conversation
) -> None:
    await conversation.take(Event(1, AINO, Pressed("ask", "1", "q")))
    told = await conversation.take(Event(2, AINO, Typed("see t.me/bot?start=kept_1")))
    assert str(told.text) == "Count: 1"
    await conversation.take(Event(3, AINO, Pressed("ask", "1", "q")))
    opened = await conversation.take(Event(4, AINO, Typed("t.me/bot?start=kept_1")))
    assert str(opened.text) == "Kept 1"
