"""How much a tap asks of the database: every statement of it, with those of the channel's memory."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, select

from bot.conversation import Conversation
from bot.dialogue import whole_dialogue
from bot.telegram.composing import Composer
from bot.telegram.keyboards import Keyboards
from bot.telegram.memory import ChatMemory
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from chat.action import Action
from chat.event import Event, Pressed, Sender
from chat.links import Links
from chat.turn import Market as Facts
from database.door import Database
from handlers.guest.actions import OpenService
from handlers.guest.service import HoldSlot
from handlers.merchant.actions import OpenRedemption
from handlers.merchant.redeeming import RedeemVoucher
from orders.booking import placing
from orders.models import vouchers
from tests.bot.conftest import Lines
from tests.languages import spoken
from tests.making import Market
from tests.orders.paid import paid
from tests.player.talking import TurnableClock

ENOUGH = 6
"""So many taps, and what comes again in each is planned and prepared."""


class Taps:
    """One person's taps on one message, each shown as Telegram would show it."""

    def __init__(self, database: Database, now: datetime) -> None:
        dialogue, languages = whole_dialogue(), spoken()
        pack = dialogue.router.codec.pack
        links = Links(pack, "https://t.me/bot?start=")
        facts = Facts("Market", "EUR", "sandbox", languages.codes)
        turn_factory, clock = TurnFactory(languages, facts, links, "telegram"), TurnableClock(now)
        self.conversation = Conversation(
            database, dialogue, turn_factory, clock, 7, Wakeups(), Lines().log
        )
        self.composer = Composer(Keyboards(pack, links))
        self.memory = ChatMemory(database, clock, alone=True)
        self.pack, self.number = pack, 0

    async def press(self, person: int, action: Action, name: str = "Aino") -> list[str]:
        """The statements of a tap."""
        with listening() as said:
            await self.tap(person, action, name)
        return said

    async def tap(self, person: int, action: Action, name: str = "Aino") -> None:
        self.number += 1
        chat = str(person + 1000)
        sender = Sender("telegram", chat, chat, name, None, "en")
        pressed = Pressed(self.pack(action), "5", "query")
        screen = await self.conversation.take(Event(self.number, sender, pressed))
        message = self.composer.compose(screen)
        known = await self.memory.recall(chat, 5, message)
        await self.memory.note(chat, message.shown_as(5), before=known.on)
        assert not screen.alert, screen.toast


@contextmanager
def listening() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@asynccontextmanager
async def preparing(database: Database) -> AsyncIterator[list[object]]:
    """What SQLite is asked to allow, as it does whenever it prepares a statement."""
    asked: list[object] = []

    def note(*what: object) -> int:
        asked.append(what)
        return sqlite3.SQLITE_OK

    def hear(connection: Connection, allows: Callable[..., int] | None) -> None:
        raw: Any = connection.connection.driver_connection
        raw.set_authorizer(allows)

    for ask in (database.write, database.read):
        await ask(lambda connection: hear(connection, note))
    try:
        yield asked
    finally:
        for ask in (database.write, database.read):
            await ask(lambda connection: hear(connection, None))


def told(said: list[str]) -> str:
    return "\n".join(" ".join(each.split())[:150] for each in said)


@pytest.mark.parametrize("shared", [False, True])
async def test_a_services_page(database: Database, now: datetime, shared: bool) -> None:
    def build(connection: Connection) -> tuple[int, int]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop)
        if shared:
            market.resource(shop, service)
        return market.guest(), service

    guest, service = await database.write(build)
    taps = Taps(database, now)

    await taps.press(guest, OpenService(service))
    said = await taps.press(guest, OpenService(service))

    assert len(said) <= (5 if shared else 4), told(said)


PAID = ({}, {"price": 0}, {"pay_at_shop": True}, {"deposit_percent": 30})


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("paid", PAID, ids=["ahead", "nothing", "at the shop", "a deposit"])
async def test_a_hold_with_its_page(
    database: Database, now: datetime, shared: bool, paid: dict[str, Any]
) -> None:
    def build(connection: Connection) -> tuple[int, int, datetime]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, **paid)
        if shared:
            market.resource(shop, service)
        return market.guest(), service, market.start()

    guest, service, start = await database.write(build)
    taps = Taps(database, now)
    await taps.press(guest, OpenService(service))

    said = await taps.press(guest, HoldSlot(service, start, 1))

    # SQLite writes an order's line and the chat's question apart; PostgreSQL takes locks first
    most = {"sqlite": 9 if shared else 10, "postgresql": 10 if shared else 9}
    assert len(said) <= most[database.dialect], told(said)


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("shared", [False, True])
async def test_nothing_is_prepared_anew(
    database: Database, now: datetime, shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an index is of rows in one state only, SQLite would, did it not see the state."""
    monkeypatch.setattr("database.sqlite_readers.SLOW", 60.0)  # nor steps another reader in

    def build(connection: Connection) -> tuple[list[int], int, datetime]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, capacity=10)
        if shared:
            for _ in range(ENOUGH):
                market.resource(shop, service)
        return [market.guest() for _ in range(ENOUGH)], service, market.start()

    guests, service, start = await database.write(build)
    taps = Taps(database, now)

    async def look_and_hold(guest: int) -> None:
        await taps.tap(guest, OpenService(service))
        await taps.tap(guest, HoldSlot(service, start, 1))

    *first, one, last = guests
    for guest in first:
        await look_and_hold(guest)
    async with preparing(database) as prepared:
        await look_and_hold(one)  # to be asked, it forgets what it has prepared
        prepared.clear()
        await look_and_hold(last)

    assert not prepared, prepared


@pytest.mark.parametrize("is_paid", [False, True])
async def test_a_redemption_with_its_page(database: Database, now: datetime, is_paid: bool) -> None:
    def build(connection: Connection) -> tuple[int, str]:
        market = Market(connection, now)
        shop, guest = market.merchant(), market.guest()
        if is_paid:
            order = paid(connection, shop.merchant, shop.location, guest, now)
        else:
            service = market.service(shop, duration_minutes=None, price=0)
            order = placing.hold(connection, guest, service, None, 1, None, now)
            placing.place_free(connection, order, guest, now)
        code = select(vouchers.c.code).where(vouchers.c.order_id == order)
        return shop.clerk, connection.execute(code).scalar_one()

    clerk, code = await database.write(build)
    taps = Taps(database, now)
    await taps.press(clerk, OpenRedemption(code), "Kim")

    said = await taps.press(clerk, RedeemVoucher(code, 1), "Kim")

    # what a guest paid is earned; PostgreSQL locks the clerk's role, and counts and notes at once
    assert len(said) <= (12 if is_paid else 11), told(said)
