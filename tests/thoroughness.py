"""How much is tried of what can be tried without end: some each time, far more in `make torture`."""

import os
from collections.abc import Iterable

import pytest

THOROUGH = bool(os.environ.get("KILLS"))

HOURS = 4 * 3600
"""Seconds after which what is tried at length hangs, on a busy machine too."""


def many(usual: int, thorough: int) -> int:
    return thorough if THOROUGH else usual


def have_patience(items: Iterable[pytest.Item]) -> None:
    for item in items:
        if THOROUGH and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(HOURS))
