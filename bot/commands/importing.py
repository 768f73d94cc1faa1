"""Imports merchants or menus from a file, with a progress bar and a report of what was refused and why."""

import asyncio
import codecs
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.cards import cards_of
from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.import_report import tell, write
from bot.commands.shell import FAILED, complain, say
from bot.errors import CannotDo
from bot.heap import settle
from bot.settings import Settings, load_settings
from bot.workers.opening import Opening
from catalog.importing import ImportRun, Unit
from catalog.menu.importing import run_of
from database.door import Database
from payments.port import TELEGRAM, limits_of


async def import_merchants(
    file: Path, report: Path | None, encoding: str | None, *, whole: bool = False
) -> int:
    """Stores what the file has; importing it again changes nothing. 1 where it is broken."""
    settings = load_settings()
    run = _run(file, settings, encoding, whole=whole)
    async with opened(settings) as database:
        settle()
        with _progress() as progress:
            task = progress.add_task(file.name, total=run.reading.size)
            await store(
                database, run, lambda: progress.update(task, completed=run.reading.position)
            )
        await Opening(database, MachineClock()).work()
    tell(run.report)
    if report is not None:
        write(run.report, report)
        say(f"Every refusal is in {report}")
    if run.report.refused and not run.report.merchants:
        raise CannotDo(
            f"Nothing in {file.name} could be taken. Is it GeoJSON or CSV as documented?"
        )
    if not any(reason.broken for reason in run.report.refused):
        return 0
    complain(f"Parts of {file.name} could not be read, so there may be more in it than was taken.")
    return FAILED


async def store(
    database: Database, run: ImportRun, advanced: Callable[[], object] = lambda: None
) -> None:
    """Reads in a thread and writes in short transactions, so that a running bot goes on."""
    units = run.units()
    while (unit := await asyncio.to_thread(_next, units)) is not None:
        run.count(await database.write(unit))
        advanced()


def _run(file: Path, settings: Settings, encoding: str | None, *, whole: bool) -> ImportRun:
    cards = cards_of(settings) or TELEGRAM
    try:
        with file.open("rb"):
            return run_of(
                file,
                MachineClock().now(),
                currency=settings.currency,
                whole=whole,
                takes=partial(limits_of, cards=cards),
                encoding=_known(encoding),
            )
    except OSError as error:
        raise CannotDo(f"{file} cannot be read: {error.strerror}") from error


def _known(encoding: str | None) -> str | None:
    try:
        return None if encoding is None else codecs.lookup(encoding).name
    except LookupError:
        raise CannotDo(
            f"{encoding} is no encoding that we know: give one like windows-1252, gbk or utf-8"
        ) from None


def _next(units: Iterator[Unit]) -> Unit | None:
    return next(units, None)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
