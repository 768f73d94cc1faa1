"""The updates that wait for the bot: numbered, ordered, expiring, confirmed by offset."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.clock import Clock
from sandbox.signals import Signal

Json = dict[str, Any]
WEEK = 7 * 86_400
LIVES = {
    "message": 86_400,
    "edited_message": 86_400,
    "my_chat_member": 86_400,
    "callback_query": 150,
    "pre_checkout_query": 150,
    "shipping_query": 150,
    "inline_query": 30,
    "chosen_inline_result": 600,
}
ALL_KINDS = frozenset(LIVES)


@dataclass(slots=True, eq=False)
class Update:
    """One update, with the queue whose order it keeps and the moment it is dropped."""

    id: int
    kind: str
    content: Json
    queue: str
    expires: float

    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.content}


class UpdateQueue:
    """Ids start at random, rise by one, and start anew after an idle week, as Telegram's do."""

    def __init__(self, clock: Clock, rng: random.Random | None = None) -> None:
        self._clock = clock
        self._random = rng or random.SystemRandom()
        self._next = self._start()
        self._latest = clock.timestamp()
        self._waiting: list[Update] = []
        self._again: list[Update] = []
        self._twice: set[int] = set()
        self.allowed = ALL_KINDS
        self.changed = Signal()
        self.closed = False

    def _start(self) -> int:
        return self._random.randrange(100_000_000, 900_000_000)

    def allow(self, kinds: Iterable[str]) -> None:
        """An empty list means everything, as Telegram has it."""
        chosen = frozenset(kinds)
        self.allowed = chosen & ALL_KINDS if chosen else ALL_KINDS

    def put(self, kind: str, content: Json, queue: str) -> Update | None:
        if kind not in self.allowed:
            return None
        now = self._clock.timestamp()
        if now - self._latest > WEEK:
            self._next = self._start()
        update = Update(self._next, kind, content, queue, now + LIVES[kind])
        self._next += 1
        self._latest = now
        self._waiting.append(update)
        self.changed.fire()
        return update

    def deliver_twice(self, update: Update) -> None:
        """Once the bot is done with it, it comes again: the confirmation got lost on its way."""
        self._twice.add(update.id)

    def pending(self) -> list[Update]:
        now = self._clock.timestamp()
        self._waiting = [update for update in self._waiting if update.expires > now]
        return self._waiting

    def take(self, limit: int) -> list[Update]:
        """What getUpdates answers: repeats are handed out once, the rest until confirmed."""
        again, self._again = self._again[:limit], self._again[limit:]
        return (again + self.pending())[:limit]

    def confirm(self, offset: int) -> None:
        """Forget what came before `offset`; a negative one keeps only so many of the newest."""
        kept = self.pending()
        kept = kept[offset:] if offset < 0 else [update for update in kept if update.id >= offset]
        for update in self._waiting[: len(self._waiting) - len(kept)]:
            self.done(update)

    def done(self, update: Update) -> None:
        if update in self._again:
            self._again.remove(update)
        elif update in self._waiting:
            self._waiting.remove(update)
            self._repeat(update)
        self.changed.fire()

    def _repeat(self, update: Update) -> None:
        if update.id in self._twice:
            self._twice.discard(update.id)
            self._again.append(update)

    def deliverable(self) -> list[Update]:
        """Everything that waits, for a webhook; a repeat is kept no longer than the first one."""
        now = self._clock.timestamp()
        self._again = [update for update in self._again if update.expires > now]
        return self._again + self.pending()

    def close(self) -> None:
        """Whoever waits for more is told that there is none."""
        self.closed = True
        self.changed.fire()

    def clear(self) -> None:
        self._waiting.clear()
        self._again.clear()
        self._twice.clear()
        self.changed.fire()
