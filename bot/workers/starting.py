"""Starts every worker, each in its own rhythm."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.app import App
from bot.books import Books
from bot.offering import providers_of
from bot.queues import ChatQueues
from bot.workers import news, proving, refunds
from bot.workers.campaigns import Campaigns
from bot.workers.forgetting import PAGES, Forgetting, keeping
from bot.workers.news import News
from bot.workers.outgoing import Handle, Outgoing
from bot.workers.proving import Proving
from bot.workers.reconciling import PACE, PACE_IN_SANDBOX, Reconciling
from bot.workers.refunds import Refunds
from bot.workers.suspending import CallingOff
from bot.workers.timekeeping import Timekeeping
from bot.workers.watching import Watch, Work
from handlers.privacy_register import register
from payments.port import Provider

EVERY_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Crew:
    """The workers that run, and the queues of what they have under way."""

    tasks: tuple["asyncio.Task[None]", ...]
    queues: tuple[ChatQueues, ...]

    def rest(self) -> None:
        """Begin nothing new."""
        for task in self.tasks:
            task.cancel()


def start_workers(app: App, group: asyncio.TaskGroup) -> Crew:
    """All of them, in the group."""
    watch = Watch(app.clock, app.log)
    timekeeping = Timekeeping(app.database, app.clock, app.payments, app.bells)
    aged = (PAGES, *register().ageing)
    kept = tuple((each, keeping(each, app.settings)) for each in aged)
    forgetting = Forgetting(app.database, app.clock, kept)
    providers = providers_of(app.settings, app.bot, app.http)
    refunder = Refunds(app.database, app.clock, providers, app.bells)
    books = Books(app.database, app.payments, app.clock)
    teller = News(app.database, app.script, app.stage, app.clock, app.showing)
    prover = Proving(app.database, app.clock, app.bells)
    queues = (ChatQueues(group), ChatQueues(group), ChatQueues(group))
    jobs = (
        _outgoing(app, watch, news.KINDS, teller.deliver, queues[0]),
        _outgoing(app, watch, refunds.KINDS, refunder.give_back, queues[1]),
        _outgoing(app, watch, proving.KINDS, prover.prove, queues[2]),
        watch.run(timekeeping.pass_by),
        watch.run(timekeeping.apply_payments),
        _every(EVERY_HOUR, app, forgetting.work),
        *(_reading(app, books, each) for each in providers.values()),
        _calling_off(app, watch),
        _campaigns(app, watch, group),
    )
    return Crew(tuple(group.create_task(job) for job in jobs), queues)


def _outgoing(
    app: App, watch: Watch, kinds: tuple[str, ...], handle: Handle, queues: ChatQueues
) -> Coroutine[Any, Any, None]:
    bell = app.bells.hang()
    outgoing = Outgoing(
        kinds=kinds,
        handle=handle,
        database=app.database,
        clock=app.clock,
        worker=app.worker,
        queues=queues,
        bell=bell,
        log=app.log,
    )
    return watch.run(outgoing.work, bell)


def _calling_off(app: App, watch: Watch) -> Coroutine[Any, Any, None]:
    return watch.run(CallingOff(app.database, app.clock, app.bells).work, app.bells.hang())


def _campaigns(app: App, watch: Watch, group: asyncio.TaskGroup) -> Coroutine[Any, Any, None]:
    bell = app.bells.hang()
    campaigns = Campaigns(
        database=app.database,
        script=app.script,
        stage=app.stage,
        clock=app.clock,
        showing=app.showing,
        group=group,
        bells=app.bells,
        bell=bell,
        log=app.log,
    )
    return watch.run(campaigns.work, bell)


def _reading(app: App, books: Books, provider: Provider) -> Coroutine[Any, Any, None]:
    pace = PACE_IN_SANDBOX if app.settings.sandbox_url else PACE
    return _every(pace, app, Reconciling(books, provider, app.log).work)


async def _every(pace: timedelta, app: App, work: Work) -> None:
    watch = Watch(app.clock, app.log)
    while True:
        await watch.once(work)
        due: datetime = app.clock.now() + pace
        await app.clock.sleep_until(due)
