"""Begins a part of the program as a process of its own: python -m bot.commands.beginning MODULE ...

How that looks for garbage is settled before the part is loaded.
"""

import sys
from importlib import import_module

from bot.heap import whole_process


def begun(module: str, *arguments: str) -> list[str]:
    """The command by which the module's `main` gets these arguments."""
    return [sys.executable, "-m", "bot.commands.beginning", module, *arguments]


if __name__ == "__main__":
    with whole_process():
        import_module(sys.argv[1]).main(*sys.argv[2:])
