"""The one gate that every message passes on its way out, so that urgent ones never wait for others.

New messages leave at most 30 in any sliding second, or at this program's share of them, by urgency, and news and campaigns at most
about one a second to each chat. Edits that answer a tap wait for nothing but a pause that the
channel told; answers to taps do not come here at all.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from math import inf
from typing import TypeVar

from bot.lanes import Lane, Lanes, Waiting
from bot.pacing import Pacer

T = TypeVar("T")
Call = Callable[[], Awaitable[T]]
ATTEMPTS = 3
LONGEST_PAUSE = 60.0
SHORT_PAUSE = 5.0
"""Seconds that a reply, or a message with a lease, waits by itself; told to wait longer, it goes
back to its owner.
"""


WITH_LEASE = (Lane.CODE, Lane.NEWS, Lane.DESK)


class TooMany(Exception):
    """The channel says: not now. `seconds` is how long to leave it alone."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Scheduler:
    """`send` for new messages, `edit` for changes; `run` must run beside them.

    Calls say `TooMany` when the channel refuses for now. `time` is a steady clock in seconds.
    `short` is set while a message waits only because no more are allowed in a second.
    """

    def __init__(self, pacer: Pacer | None = None, time: Callable[[], float] | None = None) -> None:
        self._time = time or asyncio.get_running_loop().time
        self._lanes = Lanes()
        self._pacer = pacer or Pacer()
        self._changed = asyncio.Event()
        self.short = asyncio.Event()

    def look_again(self) -> None:
        """The pacer allows something else."""
        self._changed.set()

    async def run(self) -> None:
        """Lets messages go, until cancelled."""
        while True:
            self._changed.clear()
            patience = self._release()
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._changed.wait()

    async def send(self, lane: Lane, chat: str, call: Call[T]) -> T:
        """Sends a new message when its turn has come.

        A promotion waits out its chat's pause here: given back, it would only come again at once.
        """
        patience = LONGEST_PAUSE if lane is Lane.REPLY else SHORT_PAUSE
        for attempt in range(1, ATTEMPTS + 1):
            if lane in WITH_LEASE and (left := self.pause_left(chat)) > patience:
                raise TooMany(left)
            try:
                return await self._in_turn(lane, chat, call)
            except TooMany as told:
                self._pause(lane, chat, told.seconds)
                if attempt == ATTEMPTS or told.seconds > patience:
                    raise
        raise AssertionError

    async def edit(self, chat: str, call: Call[T]) -> T:
        """Changes or removes a message; waits only where we were told to."""
        for attempt in range(1, ATTEMPTS + 1):
            await self._pause_over(chat)
            try:
                return await call()
            except TooMany as told:
                self._pause(Lane.REPLY, chat, told.seconds)
                if attempt == ATTEMPTS or told.seconds > LONGEST_PAUSE:
                    raise
        raise AssertionError

    def is_short(self) -> bool:
        """Whether a message waits at this moment only because no more are allowed in a second."""
        now = self._time()
        opens = self._lanes.next_moment(now)
        waits = opens is not None and opens <= now
        return waits and self._pacer.wait(now) > 0 and self._pacer.is_full(now)

    def pause_left(self, chat: str) -> float:
        """Seconds for which the chat must be left alone; 0 for most."""
        now = self._time()
        return self._lanes.opens(chat, now) - now

    def closed_for(self, lane: Lane) -> float:
        """Seconds for which nothing of a lane may leave, whatever its chat; 0 mostly."""
        now = self._time()
        return self._lanes.lane_opens(lane, now) - now

    async def _in_turn(self, lane: Lane, chat: str, call: Call[T]) -> T:
        waiting = Waiting(lane, chat)
        self._lanes.add(waiting)
        self._changed.set()
        try:
            await waiting.go
            return await call()
        finally:
            if waiting.flight is not None:
                now = self._time()
                self._pacer.back(waiting.flight, now)
                if self._lanes.next_moment(now) is not None:
                    self._changed.set()

    async def _pause_over(self, chat: str) -> None:
        left = self.pause_left(chat)
        if left > 0:
            await asyncio.sleep(left)

    def _release(self) -> float | None:
        """Lets go whoever may; returns the seconds until there is more to do, if ever."""
        while True:
            now = self._time()
            opens = self._lanes.next_moment(now)
            if opens is None:
                return None
            if opens > now:
                return opens - now
            if (wait := self._pacer.wait(now)) > 0:
                if self._pacer.is_full(now):
                    self.short.set()
                return wait if wait < inf else None
            waiting = self._lanes.take(now)
            if waiting is not None:
                waiting.flight = self._pacer.leave(now)
                waiting.go.set_result(None)

    def _pause(self, lane: Lane, chat: str, seconds: float) -> None:
        now = self._time()
        self._lanes.pause(lane, chat, now + seconds, now)
