"""What one person has us do, however much and however slow, keeps nobody else waiting."""

import asyncio

import pytest
from sqlalchemy import Connection

from bot.app import App
from bot.conversation import Conversation
from catalog import claiming
from catalog.limits import CLAIMS_OPEN
from chat.event import Commanded, Event
from chat.screen import Screen
from people.arriving import Newcomer, welcome
from people.operating import appoint_operators
from tests.bot.conftest import PATIENCE, World
from tests.bot.test_paying import book, market
from tests.making import Market

__all__ = ["market"]

HEAVY = 20
OLLI = "3001"
"""One of those whom the sandbox knows."""


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Turns of `/heavy` take until it is opened; meanwhile the bot soon asks who else there is."""
    monkeypatch.setattr("bot.telegram.polling.AGAIN", 0.05)
    monkeypatch.setattr("bot.telegram.polling.LEAST", 0.05)
    opened, whole = asyncio.Event(), Conversation.take

    async def take(self: Conversation, event: Event) -> Screen:
        if isinstance(event.doing, Commanded) and event.doing.name == "heavy":
            await opened.wait()
        return await whole(self, event)

    monkeypatch.setattr(Conversation, "take", take)
    return opened


async def flood(world: World) -> None:
    stranger = await world.client.add_person("Stranger")
    for _ in range(HEAVY):
        await stranger.say("/heavy")


async def test_a_neighbour_is_answered_while_twenty_heavy_turns_wait(
    world: World, gate: asyncio.Event
) -> None:
    async with world.bot():
        await flood(world)
        for _ in range(3):
            neighbour = await world.client.add_person("Neighbour")
            await neighbour.start()
            await neighbour.wait_for("Home", timeout=PATIENCE)

        assert not gate.is_set()
        gate.set()


async def test_a_checkout_is_answered_while_twenty_heavy_turns_wait(
    market: World, gate: asyncio.Event
) -> None:
    async with market.bot():
        await book(market)
        await flood(market)

        assert (await market.guest.pay())["status"] == "paid"
        await market.guest.wait_for("Your code:")

        assert not gate.is_set()
        gate.set()


async def test_150_claims_of_strangers_do_not_delay_the_next_guests_code(market: World) -> None:
    """The operators hear of them second by second; the code leaves before most of them."""
    async with market.bot() as app:
        await book(market)
        market.sandbox.chats[int(OLLI)].started = True
        operator = market.client.person(int(OLLI))
        await claims_of_strangers(app, 150)
        app.wakeups.wake_all()
        await operator.wait_for("belong to them?", timeout=PATIENCE)

        await market.guest.pay()
        await market.guest.wait_for("Your code:")

        assert len((await operator.chat()).messages) < 30


async def claims_of_strangers(app: App, many: int) -> None:
    def work(connection: Connection) -> None:
        now = app.clock.now()
        welcome(connection, Newcomer("telegram", OLLI, OLLI, "Olli", None, "en"), now)
        appoint_operators(connection, "telegram", [OLLI], now)
        made = Market(connection, now)
        for number in range(many):
            if number % CLAIMS_OPEN == 0:
                stranger = made.guest("Stranger")
            shop = made.merchant(f"Shop {number}", state="listed")
            claiming.claim(made.connection, shop.merchant, stranger, "mine", now)

    await app.database.write(work)
