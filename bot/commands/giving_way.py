"""What runs for long does so without what read its command line, which takes a tenth of its memory."""

import os
import subprocess
import sys

from bot.commands.beginning import begun


def give_way(module: str, *arguments: str) -> None:
    """The process goes on as this module, with these arguments; does not return."""
    command = begun(module, *arguments)
    if sys.platform == "win32":  # has no such thing: whoever waits for us would think that we ended
        sys.exit(subprocess.run(command, check=False).returncode)  # noqa: S603
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606
