"""Promotions through the channel: to each who agreed once, tracked, and never in anybody's way."""

import asyncio
from collections.abc import Callable
from errno import ENOSPC
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from bot import budget
from bot.app import App
from bot.lanes import Lane
from bot.scheduler import Scheduler, TooMany
from bot.telegram.memory import ChatMemory
from people import consenting
from people.arriving import Newcomer, welcome
from people.consenting import PROMOTIONS
from people.joining import Membership, join
from people.rights import Role
from promotions import composing, sending
from promotions.models import campaign_recipients, campaigns, visits
from sandbox.settings import PersonSettings
from tests.bot.conftest import World


def agree(connection: Connection, app: App, user: int) -> int:
    """Somebody who has a chat with us and said yes to offers."""
    now = app.clock.now()
    newcomer = Newcomer("telegram", str(user), str(user), f"Person {user}", None, "en")
    person = welcome(connection, newcomer, now)
    consenting.grant(
        connection,
        person.id,
        PROMOTIONS,
        wording="yes",
        locale="en",
        channel="telegram",
        source=None,
        now=now,
    )
    return person.id


async def launch(world: World, app: App, users: range, blocked: int | None = None) -> None:
    """A campaign to these people, one of whom may have blocked us."""
    for user in users:
        person = PersonSettings(user, f"P{user}", language_code="en")
        world.sandbox.add_person(person)
        world.sandbox.chats[user].started = True
        world.sandbox.chats[user].blocked = user == blocked

    def start(connection: Connection) -> None:
        now = app.clock.now()
        everybody = [agree(connection, app, user) for user in users]
        operator = everybody[0]
        join(connection, operator, Membership(Role.OPERATOR, None), now)
        campaign = composing.begin(connection, operator, now)
        composing.give_words(connection, campaign, operator, "Two for one")
        sending.start(connection, campaign, operator, now)

    await app.database.write(start)
    app.wakeups.wake_all()


async def until_over(world: World, app: App) -> None:
    def states(connection: Connection) -> list[str]:
        return list(connection.execute(select(campaigns.c.state)).scalars())

    while await app.database.read(states) != ["sent"]:
        await world.client.get("/sandbox/quiet", timeout=1, still=0.05)


async def outcomes(app: App) -> dict[str, int]:
    def count(connection: Connection) -> dict[str, int]:
        state = campaign_recipients.c.state
        return {
            row.state: row.number
            for row in connection.execute(
                select(state, func.count().label("number")).group_by(state)
            )
        }

    return await app.database.read(count)


@pytest.mark.both_engines
async def test_each_who_agreed_gets_it_once_and_the_blocked_are_counted(world: World) -> None:
    async with world.bot() as app:
        users = range(5000, 5012)
        await launch(world, app, users, blocked=5003)
        async with asyncio.timeout(20):
            await until_over(world, app)

        sent = await world.client.requests(method="sendMessage", limit=100)
        told = [each["parameters"]["chat_id"] for each in sent if each["status"] == 200]
        promoted = [chat for chat in told if chat in {str(user) for user in users}]
        assert sorted(promoted) == sorted({str(user) for user in users} - {"5003"})
        assert await outcomes(app) == {"sent": 11, "blocked": 1}


async def test_an_unknown_outcome_is_never_sent_again(world: World) -> None:
    async with world.bot() as app:
        await world.client.add_fault("lost_answer", method="sendMessage", count=1)
        await launch(world, app, range(5000, 5003))
        async with asyncio.timeout(20):
            await until_over(world, app)

        assert await outcomes(app) == {"sent": 2, "unknown": 1}
        assert await world.called("sendMessage") == 3


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_what_left_while_the_disk_was_full_counts_as_unknown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was sent, and could not be noted down: it is no failure, and is not sent again."""
    note = ChatMemory.note

    async def disk_is_full(self: ChatMemory, chat: str, *rest: Any, **more: Any) -> None:
        if chat == "5001":
            raise OSError(ENOSPC, "no space left")
        await note(self, chat, *rest, **more)

    monkeypatch.setattr(ChatMemory, "note", disk_is_full)
    async with world.bot() as app:
        await launch(world, app, range(5000, 5003))
        async with asyncio.timeout(20):
            await until_over(world, app)

        assert await outcomes(app) == {"sent": 2, "unknown": 1}
        sent = await world.client.requests(method="sendMessage", limit=100)
        assert [each["parameters"]["chat_id"] for each in sent].count("5001") == 1


async def test_a_press_on_it_is_a_visit_of_its_source(world: World) -> None:
    async with world.bot() as app:
        await launch(world, app, range(5000, 5001))
        async with asyncio.timeout(20):
            await until_over(world, app)
        reader = world.client.person(5000)
        await reader.wait_for("News: hello")

        await reader.press("Count")
        await reader.wait_for("Count:")

        def visited(connection: Connection) -> list[int]:
            return list(connection.execute(select(visits.c.source_id)).scalars())

        assert len(await app.database.read(visited)) == 1


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_everybody_is_told_also_by_a_telegram_that_counts_strictly(world: World) -> None:
    """It counts where messages arrive, and a busy machine may have pushed them closer together."""
    world.sandbox.limits.strict = True
    async with world.bot() as app:
        await launch(world, app, range(5000, 5090))
        async with asyncio.timeout(30):
            await until_over(world, app)

        sent = await world.client.requests(method="sendMessage", limit=500)
        refused = [each for each in sent if each["status"] == 429]
        assert await outcomes(app) == {"sent": 90}
        assert len(refused) < len(sent) / 4


async def test_while_the_channel_wants_none_nothing_is_claimed_and_nothing_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.bot() as app:
        await world.client.add_fault("too_many_requests", method="sendMessage", retry_after=60)
        await launch(world, app, range(5000, 5003))
        async with asyncio.timeout(20):
            while "waiting" not in await outcomes(app) or not app.scheduler.closed_for(
                Lane.CAMPAIGN
            ):
                await world.a_moment()
        assert await world.client.quiet()
        called = await world.called("sendMessage")
        written = watched_writes(app, monkeypatch)
        for _ in range(20):  # as when guests are busy
            app.wakeups.wake_all()
            await world.a_moment()

        assert written == []
        assert await world.called("sendMessage") == called <= 3
        assert app.scheduler.closed_for(Lane.CAMPAIGN) > 50


def watched_writes(app: App, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every transaction that writes from now on, but what keeps the share of all that may be sent."""
    whole, written = type(app.database).write, list[object]()

    async def write(self: Any, work: Callable[..., object], **more: Any) -> object:
        if work.__module__ != budget.__name__:
            written.append(work)
        return await whole(self, work, **more)

    monkeypatch.setattr(type(app.database), "write", write)
    return written


async def test_a_pause_of_one_chat_keeps_a_promotion_waiting_and_not_coming_back() -> None:
    scheduler = Scheduler()
    called = []

    async def refused() -> None:
        called.append("reply")
        raise TooMany(120)

    async def promote() -> None:
        called.append("promotion")

    async with asyncio.TaskGroup() as group:
        running = group.create_task(scheduler.run())
        with pytest.raises(TooMany):
            await scheduler.send(Lane.REPLY, "a", refused)
        waiting = group.create_task(scheduler.send(Lane.CAMPAIGN, "a", promote))
        await asyncio.wait([waiting], timeout=0.05)

        assert not waiting.done()
        assert called == ["reply"]
        for task in (waiting, running):
            task.cancel()
