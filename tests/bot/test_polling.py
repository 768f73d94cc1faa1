"""The next updates are fetched while earlier ones are under way, and none is confirmed before its time."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast

from bot.logs import make_log
from bot.telegram.polling import Polling
from bot.telegram.receiving import Receiving
from bot.telegram.setup import UpdatesBot
from tests.bot.virtual_time import virtually

Json = dict[str, Any]
Handle = Callable[[int], Awaitable[bool]]


@dataclass
class Line:
    """Telegram's side of getUpdates, its rule for those who ask again too soon included."""

    waiting: list[int] = field(default_factory=list)
    asked: list[tuple[float, int | None]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, *numbers: int) -> None:
        self.waiting.extend(numbers)
        self.changed.set()

    async def delete_webhook(self) -> None:
        pass

    async def fetch_updates(self, offset: int | None, held: int, limit: int) -> list[Json]:
        now = asyncio.get_running_loop().time()
        if self.asked and self.asked[-1][1] == offset and now < self.asked[-1][0] + 0.5:
            limit = 1
        self.asked.append((now, offset))
        self.waiting = [each for each in self.waiting if each >= (offset or 0)]
        while not self.waiting:
            self.changed.clear()
            try:
                async with asyncio.timeout(held):
                    await self.changed.wait()
            except TimeoutError:
                return []
        return [{"update_id": each} for each in self.waiting[:limit]]


@dataclass
class Taking:
    """What is done with each update, and when it was begun."""

    handle: Handle
    begun: list[tuple[float, int]] = field(default_factory=list)

    async def take(self, raw: Json) -> bool:
        number = int(raw["update_id"])
        self.begun.append((asyncio.get_running_loop().time(), number))
        return await self.handle(number)

    def when(self, number: int) -> float:
        return next(at for at, each in self.begun if each == number)


async def polled(line: Line, handle: Handle, story: Callable[[], Awaitable[None]]) -> Taking:
    taking = Taking(handle)
    log = make_log("json", io.StringIO())
    polling = Polling(cast("UpdatesBot", line), cast("Receiving", taking), log)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(polling.run(group))
        await story()
        running.cancel()
        await asyncio.wait([running])
        await polling.confirm()
        for task in polling._tasks:
            task.cancel()
    return taking


async def slow_or_quick(number: int) -> bool:
    await asyncio.sleep(3 if number == 1 else 0.01)
    return True


def test_a_slow_turn_does_not_delay_the_next_update_of_somebody_else() -> None:
    line = Line()

    async def story() -> None:
        line.put(1)
        for number in range(2, 7):
            await asyncio.sleep(0.4)
            came[number] = asyncio.get_running_loop().time()
            line.put(number)
        await asyncio.sleep(5)

    came: dict[int, float] = {}
    taking = virtually(polled(line, slow_or_quick, story))

    assert all(taking.when(number) - at < 1 for number, at in came.items())
    assert [number for _, number in taking.begun] == [1, 2, 3, 4, 5, 6]


def test_nothing_is_confirmed_while_an_earlier_one_is_under_way() -> None:
    line = Line()
    seen: list[int | None] = []

    async def story() -> None:
        line.put(1, 2, 3)
        await asyncio.sleep(2.5)
        seen.extend(offset for _, offset in line.asked)
        await asyncio.sleep(2)

    virtually(polled(line, slow_or_quick, story))

    assert set(seen) <= {None, 1}
    assert line.asked[-1][1] == 4


def test_waiting_for_a_slow_turn_is_no_spinning() -> None:
    line = Line()

    async def story() -> None:
        line.put(1)
        await asyncio.sleep(3)

    virtually(polled(line, slow_or_quick, story))

    assert len(line.asked) <= 7


def test_a_quiet_line_is_asked_once_for_each_update() -> None:
    line = Line()

    async def story() -> None:
        for number in range(2, 6):
            await asyncio.sleep(10)
            line.put(number)
        await asyncio.sleep(1)

    virtually(polled(line, slow_or_quick, story))

    assert len(line.asked) == 5


def test_what_failed_is_tried_again_in_its_order_and_before_what_comes_later() -> None:
    line, broken = Line(), [True]

    async def handle(_number: int) -> bool:
        return not broken

    async def story() -> None:
        line.put(1, 2)
        await asyncio.sleep(5)
        broken.clear()
        line.put(3)
        await asyncio.sleep(5)

    taking = virtually(polled(line, handle, story))

    order = [number for _, number in taking.begun]
    assert order[-3:] == [1, 2, 3]
    assert order[:2] == [1, 2]
    assert line.asked[-1][1] == 4


def test_an_update_that_never_succeeds_keeps_only_itself() -> None:
    """It is handed out again and again, and taken only when it is to be tried again."""
    line = Line()

    async def handle(number: int) -> bool:
        return number != 1

    async def story() -> None:
        line.put(*range(1, 100))
        await asyncio.sleep(60)
        line.put(100)
        await asyncio.sleep(2)

    taking = virtually(polled(line, handle, story))

    numbers = [number for _, number in taking.begun]
    assert all(numbers.count(each) == 1 for each in range(2, 101))
    assert 5 < numbers.count(1) < 20
    assert {offset for _, offset in line.asked} == {None, 1}


def test_a_stop_confirms_what_was_handled_and_no_more() -> None:
    line = Line()

    async def story() -> None:
        line.put(1, 2)
        await asyncio.sleep(1)

    async def handle(number: int) -> bool:
        await asyncio.sleep(0.01 if number == 1 else 100)
        return True

    virtually(polled(line, handle, story))

    assert line.asked[-1][1] == 2
    assert line.waiting == [2]
