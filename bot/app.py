"""The only wiring: settings become one running bot, put together here and taken apart in order."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.budget import Budget
from bot.clock import Clock, MachineClock, TurnedClock
from bot.console_links import ConsoleLinks
from bot.conversation import Conversation
from bot.dialogue import Dialogue
from bot.dispatch import Dispatcher
from bot.following import Following
from bot.giving_up import GivingUp
from bot.keys import key_of
from bot.logs import Log
from bot.offering import market_of, provider_token_of
from bot.offers import Offers
from bot.payments import Payments
from bot.photos import Photos
from bot.pictures import Pictures
from bot.questions import Questions
from bot.sandbox_clock import SandboxTime
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.telegram.calls import Calls
from bot.telegram.checkouts import Checkouts
from bot.telegram.composing import Composer
from bot.telegram.delivering import Delivery
from bot.telegram.downloads import Downloads
from bot.telegram.incoming import CHANNEL
from bot.telegram.init_data import opener
from bot.telegram.inline import InlineAnswers
from bot.telegram.invoice_links import InvoiceLinks
from bot.telegram.keyboards import Keyboards
from bot.telegram.memory import ChatMemory
from bot.telegram.polling import Polling
from bot.telegram.receiving import Receiving
from bot.telegram.setup import UpdatesBot, connect, make_bot
from bot.telegram.showing import Showing
from bot.telegram.webhook import Webhook
from bot.turn_factory import Languages, TurnFactory
from bot.wakeups import Wakeups
from chat.links import Links
from console.application import make_console
from console.desk import Desk
from database.door import Database, open_database
from handlers.papers import Papers
from wording.kinds import kind_name


@dataclass(frozen=True, slots=True)
class App:
    """Everything that runs, by name; nothing of it is reachable in any other way."""

    settings: Settings
    log: Log
    clock: Clock
    turned: SandboxTime | None
    http: aiohttp.ClientSession
    database: Database
    bot: UpdatesBot
    wakeups: Wakeups
    budget: Budget
    scheduler: Scheduler
    dialogue: Dialogue
    languages: Languages
    turn_factory: TurnFactory
    showing: Showing
    conversation: Conversation
    payments: Payments
    worker: str

    def dispatcher(self, group: asyncio.TaskGroup) -> Dispatcher:
        """The way of each event, with its tasks in the group."""
        giving_up = GivingUp(self.database, self.payments, self.clock, self.wakeups, self.log)
        downloads = Downloads(self.bot, self.log)
        photos = Photos(
            self.database,
            self.dialogue,
            self.bot.id,
            downloads.fetch,
            downloads.remember,
            self.clock,
            self.log,
        )
        return Dispatcher(
            group,
            self.conversation,
            self.showing,
            self.payments,
            giving_up,
            photos,
            self._offers(group),
            Following(self.database, self.clock),
            self.log,
        )

    def _offers(self, group: asyncio.TaskGroup) -> Offers:
        keyboards = Keyboards(self.dialogue.router.codec.pack, self.turn_factory.links)
        return Offers(
            group,
            self.database,
            self.dialogue,
            self.turn_factory,
            self.clock,
            InlineAnswers(self.bot, keyboards, self.log).answer,
            self.log,
        )

    def receiving(self, dispatcher: Dispatcher) -> Receiving:
        """The way in for updates."""
        return Receiving(self.bot, dispatcher.take, self.log)

    def polling(self, receiving: Receiving) -> Polling:
        """Updates fetched."""
        return Polling(self.bot, receiving, self.log)

    def webhook(self, receiving: Receiving) -> Webhook:
        """Updates pushed."""
        return Webhook(self.bot, receiving, self.log)

    def console(self) -> web.Application:
        """The desk in the browser."""
        return make_console(
            Desk(
                database=self.database,
                turns=self.turn_factory,
                languages=self.languages,
                channel=CHANNEL,
                now=self.clock.now,
                explain=lambda turn, error: self.dialogue.explain(turn, error).words,
                proved=opener(self.settings.token),
                changed=self.wakeups.wake_all,
                market=self.turn_factory.market.name,
                papers=Papers(),
                links=ConsoleLinks(),
                kind=kind_name,
                origin=self.settings.public_url,
                key=self.turn_factory.key,
            )
        )


@asynccontextmanager
async def open_app(
    settings: Settings, log: Log, dialogue: Dialogue, languages: Languages
) -> AsyncIterator[App]:
    """A bot that knows who it is and reaches its database; `run` has it work."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        clock, turned = await _clock(settings, http, log)
        database = await stack.enter_async_context(
            open_database(settings.database_url, clock=clock.now)
        )
        bot = make_bot(settings.token, settings.telegram_api_url)
        stack.push_async_callback(bot.shutdown)
        await connect(bot, log)
        yield _assemble(
            settings, log, dialogue, languages, _Opened(http, clock, turned, database, bot)
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """What had to be opened, and will be closed."""

    http: aiohttp.ClientSession
    clock: Clock
    turned: SandboxTime | None
    database: Database
    bot: UpdatesBot


async def _clock(
    settings: Settings, http: aiohttp.ClientSession, log: Log
) -> tuple[Clock, SandboxTime | None]:
    if settings.sandbox_url is None:
        return MachineClock(), None
    clock = TurnedClock(MachineClock())
    turned = SandboxTime(settings.sandbox_url, http, clock, log)
    await turned.look()
    return clock, turned


def _assemble(
    settings: Settings, log: Log, dialogue: Dialogue, languages: Languages, opened: _Opened
) -> App:
    bot, database, clock = opened.bot, opened.database, opened.clock
    wakeups = Wakeups()
    worker = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}"
    budget = Budget(database, bot.id, worker, MachineClock(), log, limit=settings.messages_a_second)
    turn_factory = _turn_factory(settings, dialogue, languages, bot)
    checkouts = Checkouts(bot, log)
    return App(
        settings=settings,
        log=log,
        clock=clock,
        turned=opened.turned,
        http=opened.http,
        database=database,
        bot=bot,
        wakeups=wakeups,
        budget=budget,
        scheduler=budget.scheduler,
        dialogue=dialogue,
        languages=languages,
        turn_factory=turn_factory,
        showing=_showing(
            settings,
            log,
            budget.scheduler,
            turn_factory=turn_factory,
            dialogue=dialogue,
            opened=opened,
        ),
        conversation=Conversation(
            database,
            dialogue,
            turn_factory,
            clock,
            bot.id,
            wakeups,
            log,
            questions=Questions(alone=settings.public_url is None),
        ),
        payments=Payments(
            database,
            dialogue,
            turn_factory,
            clock,
            checkouts,
            wakeups,
            turn_factory.market.cards,
            log,
        ),
        worker=worker,
    )


def _turn_factory(
    settings: Settings, dialogue: Dialogue, languages: Languages, bot: UpdatesBot
) -> TurnFactory:
    return TurnFactory(
        languages,
        market_of(settings, bot.first_name, languages),
        Links(dialogue.router.codec.pack, f"https://t.me/{bot.username}?start="),
        CHANNEL,
        frozenset(str(user) for user in settings.operators),
        key_of(settings.token),
    )


def _showing(
    settings: Settings,
    log: Log,
    scheduler: Scheduler,
    *,
    turn_factory: TurnFactory,
    dialogue: Dialogue,
    opened: _Opened,
) -> Showing:
    pack = dialogue.router.codec.pack
    token = provider_token_of(settings)
    calls = Calls(opened.bot, token, pack(dialogue.home, None), log)
    return Showing(
        Delivery(calls, scheduler, log),
        Composer(Keyboards(pack, turn_factory.links)),
        ChatMemory(opened.database, opened.clock, alone=settings.public_url is None),
        InvoiceLinks(opened.bot, token, log),
        Pictures(opened.database).read,
    )
