"""A bot at work: what runs beside what, from the first update until it is told to stop."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import Connection

from bot.app import App
from bot.queues import ChatQueues
from bot.stopping import ToldToStop, unless
from bot.telegram.incoming import CHANNEL
from bot.telegram.polling import Polling
from bot.telegram.setup import introduce
from bot.telegram.webhook import Webhook
from bot.web import Health, serving
from bot.workers.starting import WorkerGroup, start_workers
from database import outbox
from people.operating import reconcile

LAST_WORDS = 5.0
"""Seconds for what is under way when we are told to stop."""


class Stopped(Exception):
    """Ends whatever still runs; caught where it is thrown."""


async def run(app: App, stop: asyncio.Event, ready: asyncio.Event | None = None) -> None:
    """Works until `stop` is set, then finishes what is under way. `ready` is set in between."""
    await app.database.write(lambda connection: _begin(connection, app))
    try:
        async with asyncio.TaskGroup() as group:
            await _work(app, group, stop, ready or asyncio.Event())
            raise Stopped  # noqa: TRY301 - whatever still runs in the group is to end
    except* Stopped:
        app.log.info("stopped")


def _begin(connection: Connection, app: App) -> None:
    if connection.dialect.name == "sqlite":
        outbox.release_leases_of_dead(connection)
    named = [str(user) for user in app.settings.operators]
    reconcile(connection, CHANNEL, named, app.clock.now())


async def _work(
    app: App, group: asyncio.TaskGroup, stop: asyncio.Event, ready: asyncio.Event
) -> None:
    group.create_task(app.scheduler.run())
    group.create_task(app.budget.run())
    if app.turned is not None:
        group.create_task(app.turned.follow())
    texts = tuple(app.languages.texts(code) for code in app.languages.codes)
    group.create_task(introduce(app.bot, texts, app.dialogue.menu, app.log))
    dispatcher = app.dispatcher(group)
    receiving = app.receiving(dispatcher)
    workers = start_workers(app, group)
    queues = [*dispatcher.queues, *workers.queues]
    if app.settings.public_url is None:
        polling = app.polling(receiving)
        await _poll(app, polling, group, stop, ready)
        await _finish(app, workers, queues)
        await polling.confirm()
    else:
        await _listen(app, app.webhook(receiving), app.settings.public_url, stop, ready)
        await _finish(app, workers, queues)


async def _poll(
    app: App, polling: Polling, group: asyncio.TaskGroup, stop: asyncio.Event, ready: asyncio.Event
) -> None:
    async with serving(
        Health(app.database, app.log),
        None,
        app.settings.host,
        app.settings.port,
        app.console(),
    ) as port:
        fetching = group.create_task(polling.run(group))
        app.log.info("running", bot=app.bot.username, updates="polling", port=port)
        ready.set()
        await stop.wait()
        fetching.cancel()
        await asyncio.wait([fetching])


async def _listen(
    app: App, webhook: Webhook, public_url: str, stop: asyncio.Event, ready: asyncio.Event
) -> None:
    async with serving(
        Health(app.database, app.log),
        webhook,
        app.settings.host,
        app.settings.port,
        app.console(),
    ) as port:
        with suppress(ToldToStop):
            await unless(stop, webhook.register(public_url))
        app.log.info("running", bot=app.bot.username, updates="webhook", port=port)
        ready.set()
        await stop.wait()


async def _finish(app: App, workers: WorkerGroup, queues: Sequence[ChatQueues]) -> None:
    app.log.info("stopping")
    workers.rest()
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            for queue in queues:
                await queue.idle()
    await app.budget.leave()
