"""What is loaded stays: whoever looks for garbage need not go through it, which takes a tenth of a second."""

import gc

LOTS = 20_000
"""New objects after which Python looks for cycles among them; most of what a turn makes has none."""


def settle() -> None:
    """Once everything is loaded, and before the first transaction has to be short."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOTS, *gc.get_threshold()[1:])
