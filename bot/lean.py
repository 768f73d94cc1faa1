"""Libraries load others that happen to be installed, for things that we never ask of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(module: str) -> Iterator[None]:
    """What is imported meanwhile, for the first time, takes the module for not installed."""
    known = sys.modules.get(module)
    sys.modules[module] = None  # type: ignore[assignment]  # how Python says that there is none
    try:
        yield
    finally:
        del sys.modules[module]
        if known is not None:
            sys.modules[module] = known
