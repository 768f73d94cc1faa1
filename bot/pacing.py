"""How fast messages may leave: evenly, and never more than 30 in any sliding second.

The pacer spreads them; the exact log of the last 30 is what keeps the promise when the program
stalled for a moment and catches up. Moments are seconds of any steady clock.
"""

from collections import deque

ALLOWED = 30
WINDOW = 1.002
GAP = WINDOW / ALLOWED
CATCH_UP = 0.1


class Pacer:
    """Asks for nothing and waits for nothing: says how long to wait, and takes note of a send."""

    def __init__(self, allowed: int = ALLOWED) -> None:
        self._gap = WINDOW / allowed
        self._sent: deque[float] = deque(maxlen=allowed)
        self._next = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until a message may leave; 0 when it may at once."""
        return max(0.0, self._next - now, self._until_window_opens(now))

    def sent(self, now: float) -> None:
        """A message leaves at this moment."""
        self._sent.append(now)
        self._next = max(self._next, now - CATCH_UP) + self._gap

    def _until_window_opens(self, now: float) -> float:
        if len(self._sent) < (self._sent.maxlen or 0):
            return 0.0
        return self._sent[0] + WINDOW - now
