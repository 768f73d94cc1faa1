"""How much is tried of what can be tried without end: some each time, far more in `make torture`."""

import os

THOROUGH = bool(os.environ.get("KILLS"))


def many(usual: int, thorough: int) -> int:
    return thorough if THOROUGH else usual
