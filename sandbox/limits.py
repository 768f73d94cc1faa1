"""Telegram's rate limits as far as they are known: 30 messages a second, one a second to a chat."""

import math
from collections import deque

from sandbox.bounded import Bounded
from sandbox.clock import Clock
from sandbox.errors import too_many_requests

OVERALL = 30
BURST = 5  # a short burst to one chat is tolerated; how short is not documented


class RateLimits:
    """Counts new messages only, and only in strict mode."""

    def __init__(self, clock: Clock, *, strict: bool) -> None:
        self.strict = strict
        self._clock = clock
        self._sent: deque[float] = deque()
        self._chats: Bounded[int, tuple[float, float]] = Bounded(10_000)

    def check(self, chat_id: int) -> None:
        if not self.strict:
            return
        now = self._clock.timestamp()
        self._check_overall(now)
        self._check_chat(chat_id, now)
        self._sent.append(now)

    def _check_overall(self, now: float) -> None:
        while self._sent and not 0 <= now - self._sent[0] < 1:
            self._sent.popleft()
        if len(self._sent) >= OVERALL:
            raise too_many_requests(1)

    def _check_chat(self, chat_id: int, now: float) -> None:
        allowance, then = self._chats.get(chat_id, (float(BURST), now))
        allowance = min(BURST, allowance + max(now - then, 0))
        if allowance < 1:
            raise too_many_requests(math.ceil(1 - allowance))
        self._chats[chat_id] = (allowance - 1, now)
