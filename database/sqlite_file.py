"""The file of a SQLite database: only whoever runs the program reads it, from its first byte on.

It holds people, codes and charge ids. What SQLite puts beside it (-wal, -shm) has its rights.
"""

import os
from contextlib import suppress
from os import PathLike

OWNER_ONLY = 0o600


def create(path: str | PathLike[str]) -> None:
    """An empty one; FileExistsError where there is anything."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))


def create_missing(path: str | None) -> None:
    """Before SQLite would make it for everybody. One that is there keeps its rights.

    Where it cannot be made, SQLite says so itself.
    """
    with suppress(OSError):
        create(path or "")
