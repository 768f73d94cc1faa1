"""Starts every worker, each in its own rhythm."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.app import App
from bot.books import Books
from bot.cards import cards_of
from bot.offering import providers_of
from bot.queues import ChatQueues
from bot.workers import news, proving, refunds
from bot.workers.campaigns import Campaigns
from bot.workers.delivering import Delivering
from bot.workers.figures import Figures
from bot.workers.forgetting import PAGES, Forgetting, keeping
from bot.workers.importing import Importing
from bot.workers.in_batches import InBatches
from bot.workers.news import News
from bot.workers.opening import Opening
from bot.workers.outgoing import Handle, Outgoing
from bot.workers.proving import Proving
from bot.workers.reconciling import PACE, PACE_IN_SANDBOX, Reconciling
from bot.workers.refunds import Refunds
from bot.workers.sittings import Sittings
from bot.workers.timekeeping import Timekeeping
from bot.workers.waitlisting import Waitlisting
from bot.workers.watching import Watching
from bot.workers.worker_loop import Work, WorkerLoop
from catalog import import_files
from database import outbox_statements
from handlers.privacy_register import register
from orders import clearing, suspending
from payments.port import TELEGRAM, Provider, limits_of
from promotions import delivering

EVERY_HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
FREED = timedelta(seconds=3)
"""Until what frees up is held for whoever waits; nobody else takes it meanwhile."""

ASKED = timedelta(seconds=3)
"""Until couriers are asked, or the next ones are."""


@dataclass(frozen=True, slots=True)
class WorkerGroup:
    """The workers that run, and the queues of what they have under way."""

    tasks: tuple["asyncio.Task[None]", ...]
    queues: tuple[ChatQueues, ...]

    def rest(self) -> None:
        """Begin nothing new."""
        for task in self.tasks:
            task.cancel()


def start_workers(app: App, group: asyncio.TaskGroup) -> WorkerGroup:
    """All of them, in the group."""
    loop = WorkerLoop(app.clock, app.log)
    timekeeping = Timekeeping(app.database, app.clock, app.payments, app.wakeups)
    aged = (PAGES, *register().ageing)
    kept = tuple((each, keeping(each, app.settings)) for each in aged)
    forgetting = Forgetting(app.database, app.clock, kept)
    providers = providers_of(app.settings, app.bot, app.http)
    refunder = Refunds(app.database, app.clock, providers, app.wakeups)
    books = Books(app.database, app.payments, app.clock)
    teller = News(app.database, app.dialogue, app.turn_factory, app.clock, app.showing)
    prover = Proving(app.database, app.clock, app.wakeups)
    queues = (ChatQueues(group), ChatQueues(group), ChatQueues(group))
    jobs = (
        _outgoing(app, loop, news.KINDS, teller.deliver, queues[0]),
        _outgoing(app, loop, refunds.KINDS, refunder.give_back, queues[1]),
        _outgoing(app, loop, proving.KINDS, prover.prove, queues[2]),
        Watching(app.database, app.clock, app.wakeups).run(loop),
        loop.run(timekeeping.pass_by),
        loop.run(timekeeping.apply_payments),
        _every(EVERY_HOUR, app, forgetting.work),
        loop.run(Opening(app.database, app.clock).work),
        _importing(app, loop),
        _every(QUARTER, app, Figures(app.database, app.clock, app.settings.time_zone).work),
        *(_reading(app, books, each) for each in providers.values()),
        _calling_off(app, loop),
        _clearing(app, loop),
        _waitlisting(app),
        _every(ASKED, app, Delivering(app.database, app.clock, app.wakeups).work),
        _every(QUARTER, app, Sittings(app.database, app.clock).work),
        _campaigns(app, loop, group),
    )
    return WorkerGroup(tuple(group.create_task(job) for job in jobs), queues)


def _outgoing(
    app: App, loop: WorkerLoop, kinds: tuple[str, ...], handle: Handle, queues: ChatQueues
) -> Coroutine[Any, Any, None]:
    claimable = app.wakeups.subscribe(outbox_statements.is_claimable(kinds))
    wakeup = app.wakeups.subscribe(outbox_statements.is_due(kinds))
    outgoing = Outgoing(
        kinds=kinds,
        handle=handle,
        database=app.database,
        clock=app.clock,
        worker=app.worker,
        queues=queues,
        wakeup=wakeup,
        claimable=claimable,
        log=app.log,
    )
    return loop.run(outgoing.work, wakeup)


def _calling_off(app: App, loop: WorkerLoop) -> Coroutine[Any, Any, None]:
    """Suspended merchants' open orders are cancelled."""
    wakeup = app.wakeups.subscribe(suspending.being_called_off().exists())
    orders = (suspending.is_calling_off, suspending.call_off)
    return loop.run(InBatches(*orders, app.database, app.clock, app.wakeups).work, wakeup)


def _importing(app: App, loop: WorkerLoop) -> Coroutine[Any, Any, None]:
    takes = partial(limits_of, cards=cards_of(app.settings) or TELEGRAM)
    importing = Importing(app.database, app.clock, app.log, takes, app.settings.currency)
    return loop.run(importing.work, app.wakeups.subscribe(import_files.being_read().exists()))


def _clearing(app: App, loop: WorkerLoop) -> Coroutine[Any, Any, None]:
    """Bookings in times that a merchant has closed are seen to."""
    wakeup = app.wakeups.subscribe(clearing.being_cleared().exists())
    orders = (clearing.is_clearing, clearing.clear)
    return loop.run(InBatches(*orders, app.database, app.clock, app.wakeups).work, wakeup)


def _waitlisting(app: App) -> Coroutine[Any, Any, None]:
    limits = partial(limits_of, cards=cards_of(app.settings))
    waitlisting = Waitlisting(app.database, app.clock, app.wakeups, limits)
    return _every(FREED, app, waitlisting.work)


def _campaigns(app: App, loop: WorkerLoop, group: asyncio.TaskGroup) -> Coroutine[Any, Any, None]:
    wakeup = app.wakeups.subscribe(delivering.working().exists())
    campaigns = Campaigns(
        database=app.database,
        dialogue=app.dialogue,
        turn_factory=app.turn_factory,
        clock=app.clock,
        showing=app.showing,
        group=group,
        wakeups=app.wakeups,
        wakeup=wakeup,
        log=app.log,
    )
    return loop.run(campaigns.work, wakeup)


def _reading(app: App, books: Books, provider: Provider) -> Coroutine[Any, Any, None]:
    pace = PACE_IN_SANDBOX if app.settings.sandbox_url else PACE
    return _every(pace, app, Reconciling(books, provider, app.log).work)


async def _every(pace: timedelta, app: App, work: Work) -> None:
    loop = WorkerLoop(app.clock, app.log)
    while True:
        await loop.once(work)
        due: datetime = app.clock.now() + pace
        await app.clock.sleep_until(due)
