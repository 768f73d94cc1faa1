"""What several programs of one bot send comes to no more than one may, whoever comes and goes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import budget, pacing, shares
from bot.budget import Budget
from bot.clock import MachineClock
from bot.lanes import Lane
from bot.logs import make_log
from bot.models import send_shares
from bot.pacing import ALLOWED, Pacer
from bot.shares import Asking, Share, Standing, fair_share
from database.door import Database, open_database

BOT = 700
LONG = 40
"""Seconds within which everything here is over, on the slowest machine."""

SECOND = 0.5
"""What a second of life lasts here."""

COUNTED = {
    pacing: ("WINDOW", "CATCH_UP"),
    budget: ("WINDOW", "CALM", "LOOK", "AGAIN", "RENEW", "USABLE"),
    shares: ("LEASE", "LAST_ARRIVAL"),
}


@dataclass
class Channel:
    """Counts as the real one does, when a message comes in; it takes a while to answer."""

    came: list[tuple[float, str]] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, program: str) -> None:
        await asyncio.sleep(0.002)
        self.came.append((asyncio.get_running_loop().time(), program))
        async with self.changed:
            self.changed.notify_all()
        await asyncio.sleep(0.002)

    def most_in_a_second(self) -> int:
        moments = sorted(moment for moment, _ in self.came)
        return max(sum(start <= each < start + SECOND for each in moments) for start in moments)

    def within(self, seconds: float, program: str) -> int:
        """How many of a program's came in the last seconds."""
        since = asyncio.get_running_loop().time() - seconds * SECOND
        return sum(each > since and who == program for each, who in self.came)

    async def sees(self, program: str, many: int, seconds: float = 1.5) -> None:
        """Waits until a program's share of what comes in is so large."""
        async with asyncio.timeout(LONG), self.changed:
            await self.changed.wait_for(lambda: self.within(seconds, program) >= many)


@dataclass
class Program:
    """Has as much to say as may be said, until it is killed or stops."""

    name: str
    budget: Budget
    channel: Channel
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    async def say(self, chat: str) -> None:
        scheduler = self.budget.scheduler
        await scheduler.send(Lane.CAMPAIGN, chat, lambda: self.channel.take(self.name))

    async def campaign(self, chats: "count[int]") -> None:
        for number in chats:
            await self.say(str(number))

    def kill(self) -> None:
        """As by SIGKILL: it says nothing to anybody."""
        for task in self.tasks:
            task.cancel()

    async def stop(self) -> None:
        for task in self.tasks[2:]:
            task.cancel()
        await self.budget.leave()
        self.kill()


@dataclass
class Town:
    """One bot's programs on one database."""

    database: Database
    channel: Channel
    group: asyncio.TaskGroup

    def program(self, name: str) -> Program:
        log = make_log("text")
        ours = Budget(self.database, BOT, name, MachineClock(), log)
        program = Program(name, ours, self.channel)
        for job in (ours.run(), ours.scheduler.run()):
            program.tasks.append(self.group.create_task(job))
        return program

    def campaigner(self, name: str) -> Program:
        program, chats = self.program(name), count()
        for _ in range(3 * ALLOWED):
            program.tasks.append(self.group.create_task(program.campaign(chats)))
        return program

    async def held(self) -> int:
        total = select(func.coalesce(func.sum(send_shares.c.share), 0))
        return await self.database.read(lambda c: c.execute(total).scalar_one())


@contextmanager
def quick_seconds() -> Iterator[None]:
    """All that is counted in seconds is shorter, in proportion."""
    with pytest.MonkeyPatch.context() as patch:
        for module, names in COUNTED.items():
            for name in names:
                patch.setattr(module, name, getattr(module, name) * SECOND)
        yield


@asynccontextmanager
async def town(url: str) -> AsyncIterator[Town]:
    async with open_database(url) as database, asyncio.TaskGroup() as group:
        town = Town(database, Channel(), group)
        try:
            with quick_seconds():
                yield town
        finally:
            everything = asyncio.all_tasks() - {asyncio.current_task()}
            for task in everything:
                if task.get_coro().__qualname__.startswith(("Budget", "Scheduler", "Program")):  # type: ignore[union-attr]
                    task.cancel()


async def test_a_program_that_is_alone_has_everything_at_once(database_url: str) -> None:
    async with town(database_url) as here:
        here.campaigner("a")
        await here.channel.sees("a", 29, seconds=1)

        first, last = here.channel.came[0][0], here.channel.came[-1][0]
        assert last - first < 4 * SECOND
        assert here.channel.most_in_a_second() <= ALLOWED


async def test_two_share_and_when_one_is_killed_the_other_has_everything(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "LEASE", timedelta(seconds=4))
    monkeypatch.setattr("bot.budget.USABLE", 2.0)
    monkeypatch.setattr("bot.budget.RENEW", 1.0)
    async with town(database_url) as here:
        first = here.campaigner("a")
        await here.channel.sees("a", 25)
        here.campaigner("b")
        await here.channel.sees("b", 18)
        first.kill()
        await here.channel.sees("b", 28, seconds=1)

        assert here.channel.most_in_a_second() <= ALLOWED


async def test_one_message_leaves_when_the_lease_of_a_killed_program_ends(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing comes after it that would say anew that somebody waits."""
    monkeypatch.setattr(shares, "LEASE", timedelta(seconds=3))
    monkeypatch.setattr("bot.budget.USABLE", 1.0)
    monkeypatch.setattr("bot.budget.CALM", 0.5)
    async with town(database_url) as here:
        everything = Asking("killed", wants_all=True, kept=ALLOWED)
        now = MachineClock().now()
        await here.database.write(lambda c: shares.claim(c, BOT, ALLOWED, everything, now))

        async with asyncio.timeout(LONG):
            await here.program("a").say("chat")
        assert len(here.channel.came) == 1


async def test_who_stops_gives_back_what_it_had(database_url: str) -> None:
    async with town(database_url) as here:
        first, _ = here.campaigner("a"), here.campaigner("b")
        await here.channel.sees("b", 18)
        await first.stop()
        await here.channel.sees("b", 28, seconds=1)

        assert here.channel.most_in_a_second() <= ALLOWED


async def test_without_leases_it_would_be_too_many(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the tests above."""
    monkeypatch.setattr(shares, "look", lambda *_: [])
    async with town(database_url) as here:
        here.campaigner("a")
        here.campaigner("b")
        await here.channel.sees("a", 25)
        await here.channel.sees("b", 25)

        assert here.channel.most_in_a_second() > ALLOWED


async def test_who_has_little_to_say_takes_little(database_url: str) -> None:
    async with town(database_url) as here:
        program = here.program("a")
        await program.say("chat")

        assert await here.held() == shares.LIGHT


async def test_who_says_nothing_writes_nothing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease ends, and is taken again when there is something to say."""
    monkeypatch.setattr("bot.budget.USABLE", 0.5)
    monkeypatch.setattr("bot.budget.LOOK", 0.1)
    async with town(database_url) as here:
        program = here.program("a")
        await program.say("chat")
        written: list[object] = []
        claim = shares.claim

        def noted(*given: Any) -> Standing:
            written.append(given)
            return claim(*given)

        monkeypatch.setattr(shares, "claim", noted)
        async with asyncio.timeout(LONG):
            while program.budget.is_held():
                await here.held()
        assert written == []

        await program.say("another chat")
        assert len(written) == 1


@pytest.mark.parametrize(
    ("standing", "shared"),
    [
        ("A", [30]),
        ("a", [5]),
        ("AB", [15, 15]),
        ("ABCD", [8, 8, 7, 7]),
        ("aB", [5, 25]),
        ("abC", [5, 5, 20]),
        ("abcdefgH", [3, 3, 3, 3, 3, 3, 3, 9]),
    ],
)
def test_who_has_more_to_say_gets_what_the_others_leave(standing: str, shared: list[int]) -> None:
    rows = [Share(name, 0, wants_all=name.isupper()) for name in standing]

    assert [fair_share(ALLOWED, rows, name) for name in standing] == shared


def test_a_message_takes_up_room_until_its_answer_cannot_have_been_quicker() -> None:
    pacer = Pacer(1)
    flight = pacer.leave(0.0)
    assert pacer.wait(5.0) == float("inf")  # it may come in at any moment

    pacer.back(flight, 5.0)

    assert pacer.wait(5.0) == pytest.approx(1.0, abs=0.01)
