"""How much one transaction of a long job takes on: as much as keeps it short on this machine."""

import time
from collections.abc import Callable

LONGEST = 0.03
"""Seconds that one is to take: a transaction may wait behind it, and then there is a COMMIT."""

FEWEST = 40
FIRST = 25
"""Whatever is done for the first time takes longer."""
MOST = 400


class Pace:
    """`size` is how many to take on next, by how long the last ones took."""

    def __init__(self, timer: Callable[[], float] = time.perf_counter) -> None:
        self.timer = timer
        self.size = FIRST

    def took(self, number: int, seconds: float) -> None:
        """So many were written; the next may be twice as many at most, or as few as need be."""
        fitting = MOST if seconds <= 0 else int(number * LONGEST / seconds)
        self.size = max(FEWEST, min(MOST, 2 * number, fitting))
