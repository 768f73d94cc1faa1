"""Whoever opens whatever link: nothing is changed by it, nor by what they type next."""

import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.conversation import Conversation
from bot.logs import Log
from bot.models import chats
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from chat.action import GIVEN, Action, Move
from chat.event import Commanded, Event, Sender
from chat.links import Links
from chat.turn import Market
from database.door import Database
from people import arriving
from tests import refusing
from tests.languages import spoken
from tests.player.talking import Loud, TurnableClock
from tests.structure import cast, examples
from tests.structure.cast import CHANNEL, Cast, Role
from tests.structure.trying import BOOK, DIALOGUE

KINDS = [*BOOK.pages, *BOOK.moves]
FORGETTABLE = frozenset(
    {"seen", "chats", "visits", "shown_messages", "code_tries", "looks", "service_views"}
)
"""What a link may leave behind: that it was opened, what and who was shown, that its code was wrong."""


@pytest.fixture
def conversation(database: Database, now: datetime) -> Conversation:
    languages = spoken()
    market = Market("Hereabouts", "EUR", "sandbox", languages.codes, "Europe/Helsinki")
    links = Links(BOOK.codec.pack, "https://t.me/hereabouts_bot?start=")
    turn_factory = TurnFactory(languages, market, links, CHANNEL)
    log = typing.cast("Log", Loud())
    return Conversation(database, DIALOGUE, turn_factory, TurnableClock(now), 1, Wakeups(), log)


@pytest.mark.parametrize("role", [Role.GUEST, Role.STAFF, Role.OPERATOR])
async def test_a_link_to_any_action_changes_nothing(
    database: Database, conversation: Conversation, now: datetime, role: Role
) -> None:
    everybody = await database.write(lambda c: cast.build(c, now))
    sender = await database.read(lambda c: sender_of(c, role))
    before = await database.read(everything)
    keys = count(1)
    for kind in KINDS:
        packed = BOOK.codec.pack(about_the_market(kind, everybody, now))
        await conversation.take(Event(next(keys), sender, Commanded("start", packed)))
        question = await database.read(lambda c: question_of(c, sender.chat))
        assert is_harmless(question), kind

    assert await database.read(everything) == before


def question_of(connection: Connection, chat: str) -> str | None:
    here = (chats.c.channel == CHANNEL, chats.c.chat == chat)
    return connection.execute(select(chats.c.asks).where(*here)).scalar_one_or_none()


def is_harmless(question: str | None) -> bool:
    """Whether the next word may complete what a link asked: it looks for it, or an operator reads it."""
    asks = BOOK.codec.unpack(question)[0] if question else None
    return not isinstance(asks, Move) or asks.answers_links


def about_the_market(kind: type[Action], everybody: Cast, now: datetime) -> Action:
    """An action about the first of each thing, with the keys to what takes a key."""
    hints = typing.get_type_hints(kind)
    known: dict[str, Any] = {"token": everybody.invitation, "voucher": everybody.busy.codes[0]}
    values = {
        each.name: known.get(each.name, small(hints[each.name], now))
        for each in fields(kind)
        if GIVEN not in each.metadata
    }
    return kind(**values)


def small(hint: Any, now: datetime) -> Any:
    of = examples.value(hint)
    if type(of) is int:
        return 1
    return {datetime: now, type(now.date()): now.date()}.get(type(of), of)


def sender_of(connection: Connection, role: Role) -> Sender:
    known = arriving.recognise(connection, CHANNEL, role)
    assert known is not None
    return Sender(CHANNEL, role, known.chat or "", known.name, known.username, known.locale)


def everything(connection: Connection) -> Mapping[str, list[Any]]:
    """All rows of all tables."""
    found = refusing.everything(connection)
    return {name: rows for name, rows in found.items() if name not in FORGETTABLE}
