"""Carries a talk straight to the conversation: no channel in between, all else is real."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any, NoReturn, TypeVar, cast

from sqlalchemy import Connection

from bot.conversation import Conversation
from bot.dialogue import Dialogue, whole_dialogue
from bot.logs import Log
from bot.photos import Photos
from bot.turn_factory import TurnFactory as Setting
from bot.wakeups import Wakeups
from bot.workers.delivering import Delivering as Bringing
from bot.workers.waitlisting import Waitlisting
from chat.action import Action
from chat.event import Commanded, Doing, Event, Pressed, Sender
from chat.links import Links
from chat.screen import Button, DeepLinkButton, Invoice, InvoiceButton, Screen
from chat.turn import Market
from database.door import Database
from orders.complaints import clock
from orders.course import attending, clearing, confirming, expiring, reminding, suspending
from orders.menu import replacing
from orders.money import paying
from payments.port import limits_of
from people import arriving
from tests.languages import spoken
from tests.player.chats import Chat, Message
from tests.player.delivering import Delivering
from tests.player.driver import NotThere
from tests.player.due import due
from tests.player.mailing import Mailing
from tests.player.paying import BANK, Till
from tests.player.picture import png
from tests.player.seen import Block, offered, read_aloud

CHANNEL = "telegram"
T = TypeVar("T")
PREFIX = "https://t.me/hereabouts_bot?start="


class Loud:
    """A log that keeps no bug to itself: a talk fails with it."""

    def error(self, _event: str, *, error: Exception, **_values: Any) -> NoReturn:
        raise error

    warning = error


class TurnableClock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def turn(self, now: datetime) -> None:
        self._now = now

    async def sleep_until(self, moment: datetime, wakeup: asyncio.Event | None = None) -> None:
        raise NotImplementedError("nobody sleeps in a talk")


class Talking:
    """The people of a talk, their chats, and the program."""

    def __init__(self, database: Database, now: datetime, locale: str = "en") -> None:
        self._database = database
        self._clock = TurnableClock(now)
        self._dialogue: Dialogue = whole_dialogue()
        languages = spoken()
        self._setting = Setting(
            languages=languages,
            market=Market(
                "Hereabouts",
                "EUR",
                "sandbox",
                languages.codes,
                "Europe/Helsinki",
                "https://hereabouts.example/console",
            ),
            links=Links(self._dialogue.router.codec.pack, PREFIX),
            channel=CHANNEL,
        )
        self._conversation = Conversation(
            database=database,
            dialogue=self._dialogue,
            turn_factory=self._setting,
            clock=self._clock,
            bot=1,
            wakeups=Wakeups(),
            log=cast("Log", Loud()),
        )
        self._photos = Photos(
            database, self._dialogue, 1, snapshot, lambda *_: None, self._clock, cast("Log", Loud())
        )
        self._locale = locale
        self._chats: dict[str, Chat] = {}
        self._keys = count(1)
        self._till = Till(database)
        self._last = ""
        self._delivering = Delivering(database, self._dialogue, self._setting, self._chat_of)
        self._mailing = Mailing(database, self._dialogue, self._setting, self._chat_of)

    @property
    def now(self) -> datetime:
        return self._clock.now()

    async def does(self, who: str, doing: Doing, on: Message | None = None) -> None:
        self._last = who
        event = Event(next(self._keys), self._sender(who), doing)
        screen = await self._conversation.take(await self._photos.kept(event))
        self._chat(who).answer(screen, on)
        await self._settle()

    async def presses(self, who: str, label: str) -> None:
        message, button = self._chat(who).find(label)
        if isinstance(button, DeepLinkButton):
            await self.opens(who, self._dialogue.router.codec.pack(button.action))
        elif isinstance(button, Button):
            packed = self._dialogue.router.codec.pack(button.action, message.source)
            await self.does(who, Pressed(packed, "1", "1"), message)
        elif isinstance(button, InvoiceButton):
            self._last = who  # the sheet opens, and the program hears of it when it is paid
        else:
            raise NotThere(f"[{label}] is no button that the program hears of")

    async def opens(self, who: str, link: str) -> None:
        await self.does(who, Commanded("start", link.removeprefix(PREFIX)))

    async def offers(self, who: str, words: str) -> Block:
        def look(connection: Connection) -> Block:
            known = arriving.recognise(connection, CHANNEL, who)
            person = known or self._setting.stranger(self._sender(who))
            turn = self._setting.turn(connection, person, self.now)
            found = self._dialogue.cards(turn, words, "", None)
            shown = [(each.title, each.description) for each in found.cards]
            return offered(shown, found.words)

        return await self._database.read(look)

    async def pays(self, outcome: str) -> None:
        if outcome == "arrives":
            await self._till.arrive(self.now)
            await self._settle()
            return
        if outcome in BANK:
            await self._till.bank(outcome, self.now)
            await self._settle()
            return
        who, invoice = self._newest_invoice()
        guest = await self._database.read(lambda connection: self._known(connection, who).id)
        await self._till.pay(invoice, guest, outcome, self.now)
        await self._settle()

    async def passes(self, moment: datetime) -> None:
        while (due := await self._database.read(expiring.next_due)) and due <= moment:
            self._clock.turn(max(due, self.now))
            await self._time_brings()
        self._clock.turn(moment)
        await self._time_brings()

    async def news(self) -> Mapping[str, list[Block]]:
        told = {
            who: [read_aloud(each) for each in chat.told()] for who, chat in self._chats.items()
        }
        return {who: blocks for who, blocks in told.items() if blocks}

    async def current(self, who: str) -> list[Block]:
        return [read_aloud(message.screen) for message in self._chat(who).messages[-2:]]

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Something that is done beside the talk, as by the command line."""
        return await self._database.write(work)

    def link(self, action: Action, source: str | None = None) -> str:
        """What a deep link carries."""
        return self._dialogue.router.codec.pack(action, source)

    async def _settle(self) -> None:
        waits = await self._database.read(lambda c: due(c, self.now))
        if "merchants" in waits:
            while await self._database.write(lambda c: suspending.call_off(c, self.now, 25)):
                pass
        if "closures" in waits:
            while await self._database.write(lambda c: clearing.clear(c, self.now, 25)):
                pass
        if "waitlist" in waits:
            await self._waitlisting().work()
        if waits & {"deliveries", "couriers"}:
            await Bringing(self._database, self._clock, Wakeups()).work()
        if "campaigns" in waits:
            await self._mailing.everything(self.now)
        if waits:
            await self._delivering.everything(self.now)

    def _waitlisting(self) -> Waitlisting:
        limits = partial(limits_of, cards="sandbox")
        return Waitlisting(self._database, self._clock, Wakeups(), limits)

    async def _time_brings(self) -> None:
        for step in (
            expiring.lapse_holds,
            replacing.expire,
            confirming.decline_unanswered,
            attending.ask_staff,
            expiring.expire_unused,
            reminding.remind_due,
            clock.go_on,
        ):
            while await self._database.write(lambda c, step=step: step(c, self.now, 50)) >= 50:
                pass
        for event in await self._database.read(paying.waiting_events):
            await self._database.write(lambda c, event=event: paying.apply(c, event, self.now))
        await self._settle()

    def _newest_invoice(self) -> tuple[str, Invoice]:
        lately = sorted(self._chats, key=lambda who: who != self._last)
        for who in lately:
            for message in reversed(self._chats[who].messages):
                for invoice in invoices(message.screen):
                    return who, invoice
        raise NotThere("nobody sees an invoice")

    def _chat(self, who: str) -> Chat:
        return self._chats.setdefault(who, Chat())

    def _chat_of(self, user: str) -> Chat:
        return self._chat(user)

    def _known(self, connection: Connection, who: str) -> arriving.Known:
        known = arriving.recognise(connection, CHANNEL, who)
        assert known is not None, who
        return known

    def _sender(self, who: str) -> Sender:
        return Sender(CHANNEL, who, who, who.title(), f"{who}_here", self._locale)


async def snapshot(_handle: str) -> bytes:
    """What everybody sends."""
    return png(640, 480)


def invoices(screen: Screen) -> Iterator[Invoice]:
    """What a screen offers to pay: a message of its own, or behind a button."""
    if screen.invoice:
        yield screen.invoice
    for each in (button for row in screen.rows for button in row):
        if isinstance(each, InvoiceButton):
            yield each.invoice
