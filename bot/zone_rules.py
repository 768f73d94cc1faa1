"""Which rules of the world's clocks count: those of the package `tzdata`, not the machine's, which are often years old."""

import os
import zoneinfo


def take_shipped() -> None:
    """Before the first zone is read, for a zone that was read stays as it was.

    Whoever says by `PYTHONTZPATH` where rules are has kept them themselves.
    """
    if "PYTHONTZPATH" not in os.environ:
        zoneinfo.reset_tzpath(to=())
