"""How fast messages may leave: evenly, and never more than allowed in any sliding second.

The channel counts a message when it comes in, which is after it left here and before its answer is
back. So a message takes up room from when it leaves until a second after the latest moment at which
it can have come in: its answer, less its way back, less the way of the next message to where it is
counted. Both together are what the quickest of all took, as long as nothing wanders; half of that is
taken for sure. Moments are seconds of any steady clock.
"""

from dataclasses import dataclass
from math import inf

ALLOWED = 30
WINDOW = 1.0
CATCH_UP = 0.3
"""What a stall kept back for so many seconds leaves sooner than evenly; the limit holds all the same."""

CLOSEST = 0.3
"""Of the even distance, between messages that leave sooner: whoever taps meanwhile waits for few."""

MEASURED = 300
"""So many answers tell how short the way is: the first of a program that begins are often slow, and
what was reckoned by them would let too many leave as soon as it is quick.
"""

SURELY = 0.5


@dataclass(slots=True, eq=False)
class Flight:
    """A message that left; `counted` is when the channel has counted it at the latest."""

    left: float
    counted: float = inf


class Pacer:
    """Asks for nothing and waits for nothing: says how long to wait, and takes note of a message."""

    def __init__(self, allowed: int = ALLOWED) -> None:
        self._flights: list[Flight] = []
        self._next = -inf
        self.last_left = -inf
        self._way = inf
        self._answers = 0
        self.allow(allowed)

    def allow(self, many: int, until: float = inf, gap: float | None = None) -> None:
        """So many in a second until then; `gap` seconds apart, if not evenly."""
        self.allowed, self._until = many, until
        self._gap = gap or WINDOW / max(many, 1)

    def wait(self, now: float) -> float:
        """Seconds until a message may leave; 0 when it may at once, `inf` while nobody knows."""
        due = max(self._next, self.last_left + self._gap * CLOSEST)
        return max(0.0, due - now, self._until_there_is_room(now))

    def leave(self, now: float) -> Flight:
        """A message leaves at this moment."""
        flight = Flight(now)
        self._flights.append(flight)
        self.last_left = now
        self._next = max(self._next, now - CATCH_UP) + self._gap
        return flight

    def back(self, flight: Flight, now: float) -> None:
        """Its answer is there, or will never be."""
        self._way = min(self._way, now - flight.left)
        self._answers += 1
        known = self._way * SURELY if self._answers >= MEASURED else 0.0
        flight.counted = max(flight.left, now - known)

    def taken(self, now: float) -> int:
        """How many messages of ours the channel may have counted in the second that ends now."""
        self._flights = [each for each in self._flights if each.counted > now - WINDOW]
        return len(self._flights)

    def is_full(self, now: float) -> bool:
        """Whether more could leave if more were allowed."""
        return now >= self._until or self.taken(now) >= self.allowed

    def _until_there_is_room(self, now: float) -> float:
        if now >= self._until or not self.allowed:
            return inf
        if (too_many := self.taken(now) - self.allowed) < 0:
            return 0.0
        return sorted(each.counted for each in self._flights)[too_many] + WINDOW - now
