"""Copies a SQLite database while others use it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.commands.shell import say
from bot.errors import CannotDo
from bot.settings import load_settings
from database import sqlite_file
from database.addresses import parse

PAGES = 1000


async def back_up(target: Path) -> None:
    """A whole and consistent copy; `CannotDo` for PostgreSQL and where something is in the way."""
    address = parse(load_settings().database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise CannotDo("This copies SQLite only. For PostgreSQL use: pg_dump --format=custom")
    size = await asyncio.to_thread(_checked_copy, Path(address.database), target)
    say(f"{target}: {size:,} bytes")


def _checked_copy(source: Path, target: Path) -> int:
    if not source.exists():
        raise CannotDo(f"There is no database at {source}")
    if target.exists():
        raise CannotDo(f"{target} is there already: choose another name, or move it away first")
    _copy(source, target)
    return target.stat().st_size


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    sqlite_file.create(unfinished)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        live.backup(copy, pages=PAGES)
    unfinished.rename(target)
