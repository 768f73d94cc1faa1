"""What is typed from other chats is answered beside the talk: the latest of each person, a few at a time."""

import asyncio
from typing import cast

import pytest
from markupsafe import Markup
from sqlalchemy import func, select

from bot.clock import MachineClock
from bot.dialogue import Dialogue
from bot.offers import AT_ONCE, MOST_WAITING, Offers
from bot.telegram.reading import read
from bot.turn_factory import TurnFactory
from chat.cards import Card, Cards
from chat.event import Inline, Sender
from chat.screen import DeepLinkButton
from database.door import Database
from people.models import people
from tests.bot.conftest import Lines, World
from tests.bot.small_dialogue import OpenCount, OpenHome


class Held:
    """A database that answers when it is told to."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.busy = asyncio.Event()
        self.asked = 0

    async def read(self, _work: object) -> Cards:
        self.asked += 1
        if self.asked == AT_ONCE:
            self.busy.set()
        await self.go.wait()
        return Cards((), "", "Open", OpenHome())


def typed(key: int, user: str) -> Inline:
    sender = Sender("telegram", user, user, "Somebody", None, "en")
    return Inline(key, sender, f"q{key}", "haircut", "", None)


def offers(group: asyncio.TaskGroup, held: Held, answered: list[str], lines: Lines) -> Offers:
    async def answer(query: str, _found: Cards) -> None:
        answered.append(query)

    return Offers(
        group,
        cast("Database", held),
        cast("Dialogue", None),
        cast("TurnFactory", None),
        MachineClock(),
        answer,
        lines.log,
    )


async def test_of_what_one_person_types_only_the_latest_is_looked_for() -> None:
    held, answered = Held(), list[str]()
    async with asyncio.TaskGroup() as group:
        these = offers(group, held, answered, Lines())
        these.take(typed(0, "hasty"))
        await asyncio.sleep(0)
        for key in range(1, 50):
            these.take(typed(key, "hasty"))
        held.go.set()
        await these.queues.idle()

    assert answered == ["q0", "q49"]
    assert held.asked == 2


async def test_a_flood_of_strangers_takes_no_more_than_a_few_readers() -> None:
    held, answered, lines = Held(), list[str](), Lines()
    async with asyncio.TaskGroup() as group:
        these = offers(group, held, answered, lines)
        for key in range(MOST_WAITING * 2):
            these.take(typed(key, str(key)))
        await held.busy.wait()
        assert held.asked == AT_ONCE
        held.go.set()
        await these.queues.idle()

    assert len(answered) == MOST_WAITING
    assert lines.events()


def test_an_inline_query_is_read_with_the_place_where_the_phone_tells_it() -> None:
    user = {"id": 7, "first_name": "Ann", "language_code": "ru"}
    query = {"id": "5", "from": user, "query": "sauna", "offset": "", "chat_type": "group"}

    told = read({"update_id": 1, "inline_query": query}, "hereabouts_bot")
    placed = read(
        {
            "update_id": 2,
            "inline_query": {**query, "location": {"latitude": 60.1, "longitude": 24.9}},
        },
        "hereabouts_bot",
    )

    assert isinstance(told, Inline)
    assert (told.words, told.point, told.sender.language) == ("sauna", None, "ru")
    assert isinstance(placed, Inline)
    assert placed.point is not None


def test_a_card_of_ours_that_is_chosen_in_our_own_chat_is_no_word_to_us() -> None:
    message = {
        "message_id": 3,
        "from": {"id": 7, "first_name": "Ann"},
        "chat": {"id": 7, "type": "private"},
        "date": 1,
        "text": "Barber Kuosmanen",
        "via_bot": {"id": 1, "is_bot": True, "username": "Hereabouts_bot"},
    }

    assert read({"update_id": 1, "message": message}, "hereabouts_bot") is None


@pytest.fixture
def dialogue_with_cards(world: World) -> None:
    def cards(_turn: object, words: str, offset: str, _here: object) -> Cards:
        link = DeepLinkButton("Open", OpenCount())
        found = Card("m1", f"Kiosk for {words}", "3:00 PM", Markup("<b>Kiosk</b>"), ((link,),))
        return Cards((found,), "" if offset else "1", "Open all", OpenHome())

    object.__setattr__(world.dialogue, "cards", cards)


@pytest.mark.usefixtures("dialogue_with_cards")
async def test_a_list_is_taken_by_telegram_and_its_card_opens_a_page(world: World) -> None:
    async with world.bot() as app:
        before = await app.database.read(
            lambda c: c.execute(select(func.count(people.c.id))).scalar()
        )
        found = await world.guest.act("inline", query="coffee", wait=5)
        await world.guest.choose(found["query_id"], "m1")
        chosen = (await world.guest.chat()).messages[-1]

        assert found["results"][0]["title"] == "Kiosk for coffee"
        assert found["next_offset"] == "1"
        assert chosen.buttons[0]["url"].startswith("https://t.me/hereabouts_bot?start=")
        assert found["button"]["text"] == "Open all"
        assert (
            await app.database.read(lambda c: c.execute(select(func.count(people.c.id))).scalar())
            == before
        )
        await world.guest.open(chosen.buttons[0]["url"])
        await world.guest.wait_for("Count: 0")


async def test_the_talk_goes_on_while_others_flood(world: World) -> None:
    """The whole bot: presses are answered while a stranger types without end."""
    async with world.bot():
        await asyncio.gather(
            *(world.client.person(2001).act("inline", query=f"x{n}", wait=0) for n in range(100))
        )
        await world.guest.start()
        await world.guest.wait_for("Home")
        await world.guest.press("Add")

        await world.guest.wait_for("Count: 1")
