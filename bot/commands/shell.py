"""How a command ends: with an exit code, and with a sentence instead of a traceback."""

import asyncio
import logging
import sqlite3
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from bot.errors import CannotDo, WrongSettings
from bot.heap import share
from bot.zone_rules import take_shipped
from database.errors import DatabaseBusy, SettingRefused, UnknownDatabase

FAILED = 1
WRONG = 2
INTERRUPTED = 130


def carry_out(command: Callable[[], Coroutine[Any, Any, int | None]]) -> None:
    """Runs the command and exits: 0 when all went well, 1 when not, 2 for wrong settings."""
    share()
    take_shipped()
    logging.getLogger("telegram").setLevel(logging.CRITICAL)  # its errors become our sentences
    try:
        with asyncio.Runner(loop_factory=quick_loop()) as runner:
            code = runner.run(command())
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BaseExceptionGroup as group:
        code = _explain(_first(group))
    except Exception as error:  # noqa: BLE001 - a sentence for what we know, the rest as it is
        code = _explain(error)
    sys.exit(code or 0)


def quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Libuv's event loop, which takes a tenth off a tap's CPU; Windows has asyncio's own.

    Its time stands still while a callback runs, and whoever counts what leaves in a second needs
    the real one.
    """
    if sys.platform == "win32":
        return None
    import uvloop

    class SteadyLoop(uvloop.Loop):
        def time(self) -> float:
            return time.monotonic()

    return SteadyLoop


def say(line: str) -> None:
    """A line on standard output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    inner = group.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner


def _explain(error: BaseException) -> int:
    if isinstance(error, WrongSettings):
        for each in error.sentences:
            complain(each)
        return WRONG
    sentence = _sentence(error)
    if sentence is None:
        raise error
    complain(sentence)
    return FAILED


def _sentence(error: BaseException) -> str | None:
    match error:
        case CannotDo():
            return str(error)
        case UnknownDatabase():
            return (
                "HEREABOUTS_DATABASE_URL names no database that we know: give "
                "sqlite+aiosqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
            )
        case DatabaseBusy():
            return "The database is busy with another program. Please try again."
        case SettingRefused(name=name):
            return (
                f"SQLite refused {name} for this file: keep the database on a local disk, "
                "not on a network drive"
            )
        case _:
            return _of_database(error) or _of_telegram(error)


def _of_database(error: BaseException) -> str | None:
    from sqlalchemy.exc import DBAPIError

    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError) or type(cause) is sqlite3.DatabaseError:
        return f"The database file cannot be used: {cause}"
    if isinstance(cause, OSError):
        return f"{cause.strerror or cause}: is everything that the settings name in its place?"
    return None


def _of_telegram(error: BaseException) -> str | None:
    from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

    if isinstance(error, InvalidToken):
        return "Telegram does not know HEREABOUTS_TELEGRAM_TOKEN: copy it from @BotFather again"
    if isinstance(error, BadRequest):
        return f"Telegram does not accept a setting, most likely HEREABOUTS_PUBLIC_URL: {error}"
    if isinstance(error, RetryAfter):
        return "Telegram has been asked too often. Please try again in a minute."
    if isinstance(error, NetworkError):
        return "Telegram cannot be reached. Is this machine online?"
    return None
