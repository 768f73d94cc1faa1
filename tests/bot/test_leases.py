"""A message that takes longer than its lease stays with the process that sends it."""

import asyncio
import io
from datetime import datetime

from bot.app import App
from bot.logs import make_log
from bot.queues import ChatQueues
from bot.workers.outgoing import Outgoing
from database import outbox
from database.door import Database
from database.outbox import LEASE, Claimed, Message
from sandbox.client import PersonClient
from tests.bot.conftest import World
from tests.bot.test_faults import person_id, send_news
from tests.player.talking import TurnableClock

PAST_LEASE = LEASE.total_seconds() + 1


async def under_way(world: World) -> None:
    """Until the sandbox holds a request of the bot's."""
    activity = world.sandbox.activity
    while not world.sandbox.busy:
        await activity.passed(activity.revision, 0.05)


async def settle(world: World, app: App) -> None:
    app.wakeups.wake_all()
    assert await world.client.quiet(still=0.2)


async def test_news_are_not_sent_again_because_sending_takes_long(world: World) -> None:
    async with world.bot() as app:
        guest: PersonClient = world.guest
        await guest.start()
        await guest.wait_for("Home")
        await world.client.quiet()
        sent = await world.called("sendMessage")
        await world.client.add_fault("delay", method="sendMessage", seconds=0.6, count=1)

        await send_news(app, await person_id(app, guest.id), "hello:1")
        await under_way(world)
        await world.client.advance(PAST_LEASE)
        await settle(world, app)
        await world.client.advance(PAST_LEASE)
        await settle(world, app)

        assert await world.called("sendMessage") == sent + 1


async def test_what_waited_for_longer_than_its_lease_may_be_claimed_anew(
    database: Database, now: datetime
) -> None:
    """Another process had the second message meanwhile and died over it."""
    clock, begun, gate = TurnableClock(now), asyncio.Event(), asyncio.Event()
    handled: list[str] = []

    async def handle(message: Claimed) -> None:
        begun.set()
        await gate.wait()
        handled.append(message.key)
        await database.write(lambda c: outbox.finish(c, message, clock.now()))

    async with asyncio.TaskGroup() as group:
        outgoing = Outgoing(
            kinds=("notice",),
            handle=handle,
            database=database,
            clock=clock,
            worker="A",
            queues=ChatQueues(group),
            wakeup=asyncio.Event(),
            claimable=asyncio.Event(),
            log=make_log("json", io.StringIO()),
        )
        news = [Message("notice", f"hello:{number}", {"person": 1}) for number in (1, 2)]
        await database.write(lambda c: outbox.put_all(c, news, now))
        await outgoing.work()
        await begun.wait()
        clock.turn(now + 2 * LEASE)
        taken = await database.write(lambda c: outbox.claim(c, ["notice"], "B", clock.now(), 2))
        clock.turn(now + 4 * LEASE)
        await outgoing.work()
        gate.set()

    assert len(taken) == 2
    assert handled == ["hello:1", "hello:1", "hello:2"]
