"""How much is measured: as much as it takes, or with QUICK=1 just enough to see that it runs."""

import os


def size(full: int, quick: int, name: str | None = None) -> int:
    """`name` is an environment variable by which another number can be asked for."""
    if os.environ.get("QUICK"):
        return quick
    return int(os.environ.get(name or "", "") or full)


def seconds(full: float) -> float:
    """For how long each peer runs in a round."""
    return 0.02 if os.environ.get("QUICK") else full
