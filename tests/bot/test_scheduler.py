"""Never more than 30 new messages in any sliding second, and the urgent ones never wait for others."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest

from bot.lanes import Lane
from bot.pacing import ALLOWED, Flight, Pacer
from bot.scheduler import Scheduler, TooMany
from tests.bot.virtual_time import VirtualLoop, virtually


def most_in_a_second(moments: list[float]) -> int:
    """The largest number of moments in any half-open second."""
    return max(sum(start <= each < start + 1 for each in moments) for start in moments)


class Recorder:
    """Takes note of when each message left."""

    def __init__(self) -> None:
        self.sent: list[tuple[float, str]] = []

    def call(self, name: str) -> Callable[[], Awaitable[None]]:
        async def send() -> None:
            self.sent.append((asyncio.get_running_loop().time(), name))

        return send

    @property
    def moments(self) -> list[float]:
        return [moment for moment, _ in self.sent]

    def order(self) -> list[str]:
        return [name for _, name in self.sent]


async def with_scheduler(work: Callable[[Scheduler, asyncio.TaskGroup], Awaitable[None]]) -> None:
    async with asyncio.TaskGroup() as group:
        scheduler = Scheduler()
        running = group.create_task(scheduler.run())
        async with asyncio.TaskGroup() as senders:
            await work(scheduler, senders)
        running.cancel()


def campaign_of_300(stall: float) -> Recorder:
    """300 messages as fast as allowed, while something stops the program again and again."""
    recorder, dice = Recorder(), random.Random(7)

    async def campaign(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        for number in range(300):
            chat = str(number)
            senders.create_task(scheduler.send(Lane.CAMPAIGN, chat, recorder.call(chat)))
        while stall and len(recorder.sent) < 300:
            await asyncio.sleep(dice.uniform(0, 0.08))
            loop.stall(stall)

    virtually(with_scheduler(campaign))
    return recorder


@pytest.mark.parametrize("stall", [0.0, 0.02])
def test_a_campaign_keeps_to_30_in_any_sliding_second_and_loses_little(stall: float) -> None:
    recorder = campaign_of_300(stall)

    span = recorder.moments[-1] - recorder.moments[0]
    assert most_in_a_second(recorder.moments) <= ALLOWED
    assert 299 / span > 29.5


def counted_far_away(way: tuple[float, float], stall: float) -> list[float]:
    """When 900 messages came in that took so long there, and their answers back."""
    dice, came = random.Random(7), list[float]()

    async def campaign(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        loop, numbers = asyncio.get_running_loop(), iter(range(900))
        assert isinstance(loop, VirtualLoop)

        async def call() -> None:
            await asyncio.sleep(dice.uniform(*way))
            came.append(loop.time())
            await asyncio.sleep(dice.uniform(*way))

        async def one_after_another() -> None:
            for number in numbers:
                await scheduler.send(Lane.CAMPAIGN, str(number), call)

        for _ in range(60):
            senders.create_task(one_after_another())
        while stall and len(came) < 900:
            await asyncio.sleep(dice.uniform(0, 0.36))
            loop.stall(stall)

    virtually(with_scheduler(campaign))
    return sorted(came)


@pytest.mark.parametrize("stall", [0.0, 0.02])
@pytest.mark.parametrize(
    ("way", "rate"), [((0.0005, 0.0015), 29.9), ((0.001, 0.01), 29.5), ((0.02, 0.06), 28)]
)
def test_it_keeps_to_30_where_they_are_counted_however_they_come_there(
    way: tuple[float, float], rate: float, stall: float
) -> None:
    came = counted_far_away(way, stall)

    assert most_in_a_second(came) <= ALLOWED
    assert (len(came) - 1) / (came[-1] - came[0]) >= rate


def test_counted_when_they_leave_they_would_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    leave = Pacer.leave

    def leave_and_count(self: Pacer, now: float) -> Flight:
        flight = leave(self, now)
        flight.counted = now
        return flight

    monkeypatch.setattr(Pacer, "leave", leave_and_count)
    monkeypatch.setattr(Pacer, "back", lambda *_: None)

    assert most_in_a_second(counted_far_away((0.02, 0.06), 0.0)) > ALLOWED


def test_without_the_log_of_sends_it_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(Pacer, "_until_there_is_room", lambda _self, _now: 0.0)

    assert most_in_a_second(campaign_of_300(0.02).moments) > ALLOWED


def test_a_pacer_answers_at_once_after_silence() -> None:
    pacer = Pacer()
    pacer.back(pacer.leave(0.0), 0.1)

    assert pacer.wait(10.0) == 0.0


def test_a_code_never_waits_behind_a_campaign() -> None:
    recorder = Recorder()

    async def busy(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        loop = asyncio.get_running_loop()
        for number in range(1000):
            send = scheduler.send(Lane.CAMPAIGN, f"c{number}", recorder.call("campaign"))
            senders.create_task(send)
        await asyncio.sleep(10)
        asked = loop.time()
        await scheduler.send(Lane.NEWS, "guest", recorder.call("code"))
        took.append(loop.time() - asked)

    took: list[float] = []
    virtually(with_scheduler(busy))

    assert took[0] < 0.1


def test_replies_go_before_news_and_news_before_campaigns() -> None:
    recorder = Recorder()

    async def at_once(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        for lane in (Lane.CAMPAIGN, Lane.NEWS, Lane.REPLY):
            senders.create_task(scheduler.send(lane, lane.name, recorder.call(lane.name)))

    virtually(with_scheduler(at_once))

    assert recorder.order() == ["REPLY", "NEWS", "CAMPAIGN"]


def test_news_come_about_once_a_second_to_a_chat_and_replies_at_once() -> None:
    recorder = Recorder()

    async def one_chat(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        for number in range(4):
            send = scheduler.send(Lane.NEWS, "staff", recorder.call(f"news {number}"))
            senders.create_task(send)
        await asyncio.sleep(0.5)
        await scheduler.send(Lane.REPLY, "staff", recorder.call("reply"))

    virtually(with_scheduler(one_chat))

    news = [moment for moment, name in recorder.sent if name.startswith("news")]
    reply = next(moment for moment, name in recorder.sent if name == "reply")
    assert reply == pytest.approx(0.5, abs=0.1)
    assert all(later - earlier >= 1 for earlier, later in pairwise(news))


def test_a_refused_chat_rests_as_long_as_told_and_the_others_go_on() -> None:
    recorder = Recorder()
    refusals = [TooMany(7)]

    async def once_refused() -> None:
        if refusals:
            raise refusals.pop()
        await recorder.call("flooded")()

    async def two_chats(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        senders.create_task(scheduler.send(Lane.REPLY, "flooded", once_refused))
        await asyncio.sleep(1)
        await scheduler.send(Lane.REPLY, "calm", recorder.call("calm"))

    virtually(with_scheduler(two_chats))

    assert recorder.order() == ["calm", "flooded"]
    assert recorder.moments == pytest.approx([1, 7], abs=0.1)


def test_many_refused_chats_mean_that_everybody_rests() -> None:
    recorder = Recorder()

    async def refused() -> None:
        if asyncio.get_running_loop().time() < 5:
            raise TooMany(5)

    async def storm(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        for chat in "abc":
            senders.create_task(scheduler.send(Lane.REPLY, chat, refused))
        await asyncio.sleep(1)
        await scheduler.send(Lane.REPLY, "calm", recorder.call("calm"))

    virtually(with_scheduler(storm))

    assert recorder.moments[0] >= 5


def test_an_edit_waits_for_nothing_but_a_pause() -> None:
    recorder = Recorder()

    async def edits(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        for number in range(100):
            senders.create_task(scheduler.edit("chat", recorder.call(str(number))))

    virtually(with_scheduler(edits))

    assert recorder.moments == [0.0] * 100


def test_news_that_would_wait_long_go_back_to_whoever_holds_their_lease() -> None:
    recorder = Recorder()
    returned: list[float] = []

    async def refused() -> None:
        raise TooMany(30)

    async def news(scheduler: Scheduler, senders: asyncio.TaskGroup) -> None:
        del senders
        for call in (refused, recorder.call("later")):
            try:
                await scheduler.send(Lane.NEWS, "staff", call)
            except TooMany as told:
                returned.append(told.seconds)

    virtually(with_scheduler(news))

    assert returned == pytest.approx([30, 30], abs=1)
    assert recorder.sent == []
