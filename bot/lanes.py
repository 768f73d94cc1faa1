"""Who may send next: answers, codes, news, campaigns; and nobody hears news twice a second."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain

from bot.pacing import Flight

PER_CHAT = 1.0
REMEMBERED = 10_000
MANY_CHATS = 3
"""So many chats refused at once mean that it is about all of us, not about one chat."""


class Lane(IntEnum):
    """Kinds of messages, the most urgent first."""

    REPLY = 0
    CODE = 1  # what somebody paid for
    NEWS = 2
    DESK = 3  # news of others for those who run the market
    CAMPAIGN = 4


@dataclass(slots=True, eq=False)
class Waiting:
    """A message that waits for its turn; the future is set when it may leave."""

    lane: Lane
    chat: str
    go: asyncio.Future[None] = field(default_factory=asyncio.Future)
    flight: Flight | None = None


class Lanes:
    """The order of messages that wait, and the chats that must not hear from us for a while."""

    def __init__(self) -> None:
        self._waiting: dict[Lane, deque[Waiting]] = {lane: deque() for lane in Lane}
        self._chat_free: dict[str, float] = {}
        self._chat_paused: dict[str, float] = {}
        self._lane_paused = dict.fromkeys(Lane, float("-inf"))

    def add(self, waiting: Waiting) -> None:
        """Queues behind what is as urgent."""
        self._waiting[waiting.lane].append(waiting)

    def take(self, now: float) -> Waiting | None:
        """The first in order that may leave now; it is counted as sent."""
        for lane in Lane:
            for waiting in self._waiting[lane]:
                if waiting.go.done():
                    self._waiting[lane].remove(waiting)
                    return self.take(now)
                if self._opens(waiting, now) <= now:
                    self._waiting[lane].remove(waiting)
                    self._note(waiting, now)
                    return waiting
        return None

    def next_moment(self, now: float) -> float | None:
        """When somebody may leave at the earliest; None when nobody waits."""
        earliest: float | None = None
        for waiting in chain.from_iterable(self._waiting.values()):
            opens = self._opens(waiting, now)
            if opens <= now:
                return opens  # thousands may wait behind
            earliest = opens if earliest is None else min(earliest, opens)
        return earliest

    def pause(self, lane: Lane, chat: str, until: float, now: float) -> None:
        """The channel refused a message: its chat rests, campaigns too, and all when many do."""
        self._chat_paused[chat] = max(until, self._chat_paused.get(chat, until))
        resting = sum(end > now for end in self._chat_paused.values())
        for each in Lane:
            if resting >= MANY_CHATS or (each is lane is Lane.CAMPAIGN):
                self._lane_paused[each] = max(self._lane_paused[each], until)

    def opens(self, chat: str, now: float, lane: Lane = Lane.REPLY) -> float:
        """When the chat may hear from us again, edits included."""
        return max(self.lane_opens(lane, now), self._chat_paused.get(chat, now))

    def lane_opens(self, lane: Lane, now: float) -> float:
        """When anybody may hear from us again in this lane."""
        return max(now, self._lane_paused[lane])

    def _opens(self, waiting: Waiting, now: float) -> float:
        opens = self.opens(waiting.chat, now, waiting.lane)
        if waiting.lane is Lane.REPLY:
            return opens
        return max(opens, self._chat_free.get(waiting.chat, now))

    def _note(self, waiting: Waiting, now: float) -> None:
        if waiting.lane is Lane.REPLY:
            return  # a code follows its payment at once
        if len(self._chat_free) > REMEMBERED:
            self._chat_free = {c: free for c, free in self._chat_free.items() if free > now}
            self._chat_paused = {c: end for c, end in self._chat_paused.items() if end > now}
        self._chat_free[waiting.chat] = now + PER_CHAT
