"""Libraries load more than is used of them: what they can do without is hidden while they are loaded."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast


@contextmanager
def without(*names: str) -> Iterator[None]:
    """For whoever is imported inside, these modules are not there, unless somebody has loaded them."""
    absent = cast("Any", None)  # what Python's importing takes for that
    hidden = [name for name in names if sys.modules.setdefault(name, absent) is None]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
