"""Keeps what tests write in memory, where there is room: that a disk is slow proves nothing.

What a program has written outlives its end there, too; only a power cut would show the difference.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4 << 30
"""Bytes, several times what a whole run needs at once."""


def write_to_memory() -> None:
    """From now on, in this process and those that it starts."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None
