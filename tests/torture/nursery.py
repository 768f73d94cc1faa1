"""Starts the program many times though it is imported once: python -m tests.torture.nursery

Each line is a wish in JSON. A child is a process of its own that runs `hereabouts run` from its
first line on; only the import, most of the time that a start takes, is behind it.
"""

import gc
import json
import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import locales
from bot.cli import main
from bot.clock import MachineClock
from bot.dialogue import whole_dialogue
from bot.heap import collect_rarely
from tests.torture.broken import GUARDS
from tests.torture.mines import lay

AHEAD_OF_TIME = "TORTURE_SECONDS_AHEAD"
"""By how much a program's clock is wrong, as those of two machines are."""

AHEAD = (
    "bot.commands.run",
    "database.postgres_door",
    "database.sqlite_door",
    "pydantic.functional_validators",
    "sqlalchemy.dialects.postgresql.asyncpg",
)


def answer(wish: Mapping[str, Any]) -> int | None:
    """The new child's process id; or how a child ended, None as long as it runs."""
    if "start" in wish:
        return os.fork() or grow_up(**wish["start"])
    if "wait" in wish:
        return os.waitstatus_to_exitcode(os.waitpid(wish["wait"], 0)[1])
    child, status = os.waitpid(wish["look"], os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if child else None


def grow_up(environment: Mapping[str, str], folder: str, guard: str | None) -> int:
    """From here on it is a program like any other."""
    try:
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for old, new in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
            os.dup2(old, new)
        prepare(guard)
        sys.argv = ["hereabouts", "run"]
        main()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def prepare(guard: str | None) -> None:
    lay(Path("mines"))
    run_ahead(timedelta(seconds=float(os.environ.get(AHEAD_OF_TIME, "0"))))
    if guard is not None:
        GUARDS[guard]()


def run_ahead(by: timedelta) -> None:
    honest = MachineClock.now
    MachineClock.now = lambda self: honest(self) + by  # type: ignore[method-assign]


if __name__ == "__main__":
    collect_rarely()
    for module in AHEAD:
        import_module(module)
    whole_dialogue()  # these two import more, and read what languages are like
    locales.load()
    gc.collect()
    gc.freeze()  # a child looks through its own
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
