"""An invitation's page shows who invites to what; only the press joins, and no token stays behind."""

from datetime import datetime
from typing import cast

import pytest
from sqlalchemy import Connection, select

from bot.clock import MachineClock
from bot.conversation import Conversation
from bot.dialogue import whole_dialogue
from bot.logs import Log
from bot.models import chats, seen
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from catalog import staffing
from chat.action import Action
from chat.event import Commanded, Doing, Event, Pressed, Sender
from chat.links import Links
from chat.screen import Button, CopyButton, Screen
from chat.turn import Market as Facts
from database.door import Database
from database.outbox_table import outbox
from handlers.operator.actions import OpenOperators
from handlers.operator.inviting import InviteOperator
from handlers.operator.staffing import OpenDismissing
from people import queries
from people.models import invitations
from promotions import attributing
from tests.handlers.operating import actions_on
from tests.languages import spoken
from tests.making import Market, Shop

OLLI = Sender("telegram", "3001", "3001", "Olli", None, "en")
KIM = Sender("telegram", "2001", "2001", "Kim", None, "en")


class Talk:
    """Two people and the program, without a channel."""

    def __init__(self, database: Database) -> None:
        dialogue, languages = whole_dialogue(), spoken()
        self.database, self.codec = database, dialogue.router.codec
        self.links = Links(self.codec.pack, "start=")
        facts = Facts("Hereabouts", "EUR", None, languages.codes)
        operators = frozenset({OLLI.user})
        turn_factory = TurnFactory(languages, facts, self.links, "telegram", operators, b"a key")
        self.conversation = Conversation(
            database, dialogue, turn_factory, MachineClock(), 7, Wakeups(), cast("Log", None)
        )
        self.keys = iter(range(1, 1000))

    async def does(self, who: Sender, doing: Doing) -> Screen:
        return await self.conversation.take(Event(next(self.keys), who, doing))

    async def opens(self, who: Sender, link: str) -> Screen:
        return await self.does(who, Commanded("start", link.partition("start=")[2]))

    async def presses(self, who: Sender, action: Action) -> Screen:
        return await self.does(who, Pressed(self.codec.pack(action), "1", "1"))


@pytest.fixture
async def talk(database: Database) -> Talk:
    talk = Talk(database)
    for who in (OLLI, KIM):
        await talk.opens(who, "")
    return talk


def said(screen: Screen) -> str:
    return f"{screen.text} {screen.toast}"


async def link_of(talk: Talk) -> str:
    page = await talk.presses(OLLI, InviteOperator())
    return next(b.text for row in page.rows for b in row if isinstance(b, CopyButton))


async def test_only_the_press_joins(talk: Talk) -> None:
    link = await link_of(talk)
    page = await talk.opens(KIM, link)
    assert "Olli invites you" in page.text
    (olli,) = await talk.database.read(queries.operators)
    accept = page.rows[0][0]
    assert isinstance(accept, Button)
    assert "Operator's desk" in (await talk.presses(KIM, accept.action)).text
    assert len(await talk.database.read(queries.operators)) == 2
    assert "already joined" in (await talk.opens(KIM, link)).text
    assert "already joined" in (await talk.opens(OLLI, link)).text
    assert (await talk.database.read(queries.operators))[0] == olli


async def test_who_was_removed_stays_out_and_so_do_their_buttons(talk: Talk) -> None:
    link = await link_of(talk)
    accept = (await talk.opens(KIM, link)).rows[0][0]
    assert isinstance(accept, Button)
    await talk.presses(KIM, accept.action)
    team = await talk.presses(OLLI, OpenOperators())
    removing = await talk.presses(OLLI, actions_on(team)["Kim · Operator"])
    await talk.presses(OLLI, actions_on(removing)["Yes, remove them"])
    assert "has been used" in said(await talk.opens(KIM, link))
    assert "has been used" in said(await talk.presses(KIM, accept.action))
    assert "don't have access" in said(await talk.presses(KIM, OpenOperators()))
    assert "don't have access" in said(await talk.presses(KIM, InviteOperator()))
    assert len(await talk.database.read(queries.operators)) == 1


async def test_whom_the_setting_names_is_told_where_that_is_changed(talk: Talk) -> None:
    team = await talk.presses(OLLI, OpenOperators())
    assert "from the settings" in team.text
    page = await talk.presses(OLLI, actions_on(team)["Olli · Operator"])
    assert "HEREABOUTS_OPERATORS" in page.text
    assert not [label for label in actions_on(page) if label.startswith("Yes")]


async def test_no_token_is_left_behind(talk: Talk) -> None:
    """Also by a tracked link, whose page would be remembered."""
    link = await link_of(talk)
    token = link.rpartition("_")[2]
    now = MachineClock().now()
    source = await talk.database.write(lambda c: attributing.make_source(c, "share", "x", now))
    page = await talk.opens(KIM, f"{link}__{source}")
    accept = page.rows[0][0]
    assert isinstance(accept, Button)
    await talk.presses(KIM, accept.action)

    def stored(connection: Connection) -> str:
        tables = (seen, chats, outbox, invitations)
        return str([connection.execute(select(table)).all() for table in tables])

    assert "op-link" in await talk.database.read(stored)
    assert token not in await talk.database.read(stored)


async def test_the_page_that_dismisses_the_last_one_warns(talk: Talk, now: datetime) -> None:
    def build(connection: Connection) -> tuple[Shop, int]:
        market = Market(connection, now)
        shop = market.merchant()
        return shop, market.clerk(shop.merchant, "Sam")

    shop, sam = await talk.database.write(build)
    (olli,) = await talk.database.read(queries.operators)
    dismissing = OpenDismissing(shop.merchant, shop.clerk)
    assert "leaves no staff" not in (await talk.presses(OLLI, dismissing)).text
    await talk.database.write(lambda c: staffing.dismiss(c, shop.merchant, sam, olli, now))
    assert "leaves no staff" in (await talk.presses(OLLI, dismissing)).text
