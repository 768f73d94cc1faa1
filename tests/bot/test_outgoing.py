"""However many messages wait for one person, those of everybody else leave as if there were none."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, func, select

from bot.logs import make_log
from bot.queues import ChatQueues
from bot.workers.outgoing import AT_ONCE, KEPT_FREE, SHARE, Outgoing
from database import outbox
from database.door import Database
from database.outbox import Claimed, Message
from database.outbox_table import Urgency
from database.outbox_table import outbox as messages
from tests.bot.conftest import PATIENCE, World
from tests.bot.test_faults import person_id
from tests.player.talking import TurnableClock

OPERATOR, GUEST = 1, 2


@dataclass
class Desk:
    """A worker whose messages leave when they are told to."""

    database: Database
    now: datetime
    under_way: dict[str, asyncio.Event] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    told: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    over: bool = False

    async def handle(self, message: Claimed) -> None:
        self.begun.append(message.key)
        gate = self.under_way[message.key] = asyncio.Event()
        if not self.over:
            await gate.wait()
        await self.database.write(lambda c: outbox.finish(c, message, self.now))
        self.told.put_nowait(message.key)

    def outgoing(self, group: asyncio.TaskGroup) -> Outgoing:
        return Outgoing(
            kinds=("notice",),
            handle=self.handle,
            database=self.database,
            clock=TurnableClock(self.now),
            worker="A",
            queues=ChatQueues(group),
            wakeup=asyncio.Event(),
            claimable=asyncio.Event(),
            log=make_log("json", io.StringIO()),
        )

    async def put(self, person: int, key: str, urgency: Urgency, many: int = 1) -> None:
        new = [
            Message("notice", f"{key}:{number}", {"person": person}, urgency=urgency)
            for number in range(many)
        ]
        await self.database.write(lambda c: outbox.put_all(c, new, self.now))


class JumpingClock(TurnableClock):
    """Jumps beyond every lease when it has been looked at so often."""

    looks = 0

    def now(self) -> datetime:
        self.looks -= 1
        if self.looks == 0:
            self.turn(super().now() + 2 * outbox.LEASE)
        return super().now()


async def with_desk(
    database: Database,
    now: datetime,
    story: Callable[[Desk, Outgoing], Awaitable[None]],
) -> None:
    desk = Desk(database, now)
    async with asyncio.TaskGroup() as group:
        outgoing = desk.outgoing(group)
        await story(desk, outgoing)
        desk.over = True
        for gate in desk.under_way.values():
            gate.set()


def leased(connection: Connection) -> int:
    query = select(func.count()).where(messages.c.lease_until.is_not(None))
    return connection.execute(query).scalar_one()


def unfinished(connection: Connection) -> int:
    query = select(func.count()).where(messages.c.finished_at.is_(None))
    return connection.execute(query).scalar_one()


async def test_150_messages_to_an_operator_leave_room_for_a_guests_code(
    database: Database, now: datetime
) -> None:
    async def story(desk: Desk, outgoing: Outgoing) -> None:
        await desk.put(OPERATOR, "claim", Urgency.LAST, 150)
        await outgoing.work()
        assert await database.read(leased) == SHARE
        await desk.put(GUEST, "voucher", Urgency.FIRST)
        await outgoing.work()
        await asyncio.sleep(0)
        assert list(desk.under_way) == ["claim:0", "voucher:0"]

    await with_desk(database, now, story)


async def test_what_is_under_way_is_not_claimed_anew_when_its_lease_ends_before_a_claim(
    database: Database, now: datetime
) -> None:
    """Claimed twice, it would be sent twice."""
    begun: list[str] = []

    async def story(desk: Desk, outgoing: Outgoing) -> None:
        desk.begun = begun
        outgoing.clock = clock = JumpingClock(now)
        await desk.put(GUEST, "booking", Urgency.NEWS)
        await outgoing.work()
        for looks in range(1, 5):
            clock.looks = looks
            await desk.put(OPERATOR + 100 + looks, f"other{looks}", Urgency.NEWS)
            await outgoing.work()

    await with_desk(database, now, story)
    assert len(begun) == len(set(begun)) > 1


class Slow:
    """A database before each of whose writes something else happens."""

    def __init__(self, database: Database, meanwhile: Callable[[], Awaitable[None]]) -> None:
        self.read, self._write, self._meanwhile = database.read, database.write, meanwhile

    async def write(self, work: Callable[[Connection], object]) -> object:
        await self._meanwhile()
        return await self._write(work)


async def test_what_is_dropped_while_its_lease_is_renewed_is_begun_by_somebody(
    database: Database, now: datetime
) -> None:
    async def story(desk: Desk, outgoing: Outgoing) -> None:
        await desk.put(GUEST, "booking", Urgency.NEWS, 2)
        await outgoing.work()
        await asyncio.sleep(0)
        assert list(desk.under_way) == ["booking:0"]

        async def the_first_leaves() -> None:
            """The second's lease is over by then, so that it is not begun."""
            outgoing.database = database
            desk.under_way["booking:0"].set()
            while outgoing._free() < AT_ONCE + KEPT_FREE:
                outgoing.wakeup.clear()
                await outgoing.wakeup.wait()

        outgoing.clock = TurnableClock(now + 2 * outbox.LEASE)
        outgoing.database = cast("Database", Slow(database, the_first_leaves))
        await outgoing.work()
        await outgoing.work()
        desk.over = True
        await asyncio.sleep(0)
        assert desk.begun == ["booking:0", "booking:1"]

    await with_desk(database, now, story)


async def test_what_waits_for_a_busy_person_is_not_looked_for_again_and_again(
    database: Database, now: datetime
) -> None:
    """A due message that must wait is no reason to wake up: the one that leaves rings the wakeup."""

    async def story(desk: Desk, outgoing: Outgoing) -> None:
        await desk.put(OPERATOR, "claim", Urgency.LAST, 150)
        await outgoing.work()
        next_time = await outgoing.work()
        assert next_time is None or next_time > now

    await with_desk(database, now, story)


class Counting:
    """A database that counts how often it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked: list[str] = []

    async def read(self, work: Callable[[Connection], object]) -> object:
        self.asked.append("read")
        return await self._database.read(work)

    async def write(self, work: Callable[[Connection], object]) -> object:
        self.asked.append("write")
        return await self._database.write(work)


async def test_what_was_seen_to_be_due_is_not_looked_for_again(
    database: Database, now: datetime
) -> None:
    async def story(desk: Desk, outgoing: Outgoing) -> None:
        counting = Counting(database)
        outgoing.database = cast("Database", counting)
        await desk.put(GUEST, "booking", Urgency.NEWS)
        outgoing.claimable.set()
        await outgoing.work()
        assert counting.asked == ["write"]
        assert not outgoing.claimable.is_set()
        await outgoing.work()
        assert counting.asked == ["write", "read"]

    await with_desk(database, now, story)


async def test_what_may_be_due_for_a_busy_person_only_is_looked_for(
    database: Database, now: datetime
) -> None:
    """Nothing is written while there is nothing to claim."""

    async def story(desk: Desk, outgoing: Outgoing) -> None:
        await desk.put(OPERATOR, "claim", Urgency.LAST, 150)
        await outgoing.work()
        counting = Counting(database)
        outgoing.database = cast("Database", counting)
        outgoing.claimable.set()
        await outgoing.work()
        assert counting.asked == ["read"]

    await with_desk(database, now, story)


async def test_all_that_waits_for_a_busy_person_is_told_in_the_end(
    database: Database, now: datetime
) -> None:
    """Though nothing else happens: what leaves rings for what was passed by."""

    async def story(desk: Desk, outgoing: Outgoing) -> None:
        async def go_on() -> None:
            while True:
                outgoing.wakeup.clear()
                due = await outgoing.work()
                if due is None or due > now:
                    await outgoing.wakeup.wait()

        desk.over = True
        await desk.put(OPERATOR, "progress", Urgency.LAST, 40)
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
            going_on = group.create_task(go_on())
            told = [await desk.told.get() for _ in range(40)]
            going_on.cancel()
        assert len(set(told)) == 40

    await with_desk(database, now, story)


async def test_room_is_kept_for_codes_when_many_people_have_much_to_hear(
    database: Database, now: datetime
) -> None:
    async def story(desk: Desk, outgoing: Outgoing) -> None:
        for person in range(100, 100 + AT_ONCE):
            await desk.put(person, f"booking{person}", Urgency.NEWS, 3)
        await outgoing.work()
        assert await database.read(leased) == AT_ONCE
        for person in range(200, 200 + KEPT_FREE + 1):
            await desk.put(person, f"voucher{person}", Urgency.FIRST)
        await outgoing.work()
        await asyncio.sleep(0)
        codes = [key for key in desk.under_way if key.startswith("voucher")]
        assert len(codes) == KEPT_FREE

    await with_desk(database, now, story)


async def test_the_most_urgent_are_claimed_first(database: Database, now: datetime) -> None:
    desk = Desk(database, now)
    await desk.put(1, "claim", Urgency.LAST)
    await desk.put(2, "booking", Urgency.NEWS)
    await desk.put(3, "voucher", Urgency.FIRST)

    taken = await database.write(lambda c: outbox.claim(c, ["notice"], "A", now, 5))

    assert [each.key for each in taken] == ["voucher:0", "booking:0", "claim:0"]
    assert [each.recipient for each in taken] == [3, 2, 1]


async def test_what_comes_while_an_operator_is_told_is_told_in_one_message(world: World) -> None:
    def telling(about: str, number: int, person: int) -> Message:
        payload = {"about": about, "person": person, "quiet": False}
        return Message("notice", f"{about}:{number}", payload, urgency=Urgency.LAST)

    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        person = await person_id(app, world.guest.id)
        new = [telling("hello", number, person) for number in range(40)]
        await app.database.write(lambda c: outbox.put_all(c, new, app.clock.now()))
        app.wakeups.wake_all()
        await world.guest.wait_for("News: hello")
        async with asyncio.timeout(PATIENCE):
            while await app.database.read(unfinished):
                await world.a_moment()

        assert await world.called("sendMessage") <= 1 + SHARE
