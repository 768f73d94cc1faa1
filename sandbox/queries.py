"""Questions that a person's tap puts to the bot, each answered once and in time or not at all."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import bad_request
from sandbox.signals import Signal

Json = dict[str, Any]
TICK = 0.2  # how soon a waiting query notices that the clock was turned


@dataclass(slots=True)
class Query:
    """A callback, inline or pre-checkout query and, later, its answer."""

    id: str
    person: int
    asked: float
    content: Json
    answer: Json | None = None
    settled: Signal = field(default_factory=Signal)


class QueryBook:
    """All queries of one kind that may still be answered."""

    def __init__(self, clock: Clock, life: float) -> None:
        self._clock = clock
        self._life = life
        self._open: dict[str, Query] = {}

    def open(self, person: int, **content: Any) -> Query:
        self._forget_old()
        number = secrets.randbelow(9 * 10**17) + 10**17
        query = Query(str(number), person, self._clock.timestamp(), content)
        self._open[query.id] = query
        return query

    def _forget_old(self) -> None:
        for query in list(self._open.values()):
            if self._late(query):
                del self._open[query.id]
            else:
                break

    def _late(self, query: Query) -> bool:
        return self._clock.timestamp() - query.asked >= self._life

    def find(self, query_id: str) -> Query | None:
        return self._open.get(query_id)

    def answer(self, query_id: str, answer: Json) -> Query:
        query = self._open.get(query_id)
        if query is None or query.answer is not None or self._late(query):
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        query.answer = answer
        query.settled.fire()
        return query

    async def settled(self, query: Query, patience: float) -> Json | None:
        """The answer, once it has come within the life of the query and our patience."""
        deadline = self._clock.timestamp() + min(patience, self._life)
        while query.answer is None and (left := deadline - self._clock.timestamp()) > 0:
            await query.settled.passed(0, min(left, TICK))
        return query.answer

    def clear(self) -> None:
        self._open.clear()
