"""What is loaded stays: whoever looks for garbage need not go through it, which takes a tenth of a second.

And threads take their memory from one place: each with a place of its own keeps what it needed once.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOTS = 20_000
"""New objects after which Python looks for cycles among them; most of what a turn makes has none."""

ARENAS = -8
"""What malloc.h of the GNU library calls M_ARENA_MAX."""


@contextmanager
def whole_process() -> Iterator[None]:
    """From before most is loaded, which takes a tenth less then, until the process ends.

    Python would take all of it apart at the end, a quarter of what a short command takes.
    """
    collect_rarely()
    try:
        yield
    finally:
        gc.freeze()


def collect_rarely() -> None:
    """`settle` looks through all of it once."""
    gc.set_threshold(LOTS, *gc.get_threshold()[1:])


def share() -> None:
    """Before there is a second thread. Python lets one thread work at a time, so none waits for it."""
    _allocator("mallopt", ARENAS, 1)


def settle() -> None:
    """Once everything is loaded, and before the first transaction has to be short."""
    gc.collect()
    _allocator("malloc_trim", 0)
    gc.freeze()
    collect_rarely()


def _allocator(function: str, *given: int) -> None:
    """Asks the GNU library for what others need not have."""
    if sys.platform == "linux":
        asked = getattr(ctypes.CDLL(None), function, None)
        if asked is not None:
            asked(*given)
