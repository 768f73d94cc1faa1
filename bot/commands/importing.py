"""Imports merchants from a file, with a progress bar and a report of what was refused and why."""

import asyncio
import csv
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import say
from bot.errors import CannotDo
from bot.offering import cards_of
from bot.settings import Settings, load_settings
from catalog.candidate import Reason
from catalog.importing import ImportRun, Report, Unit
from database.door import Database
from payments.port import TELEGRAM, limits_of

SHOWN = 20
"""So many refusals are shown; a report file has all of them."""

TO_DO: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NO_NAME: "guests could not ask for it: give it a name",
        Reason.NO_PLACE: "give it coordinates",
        Reason.BAD_COORDINATES: "give its latitude and longitude in degrees, with a decimal point",
        Reason.NOT_A_MERCHANT: "nothing can be had there, so there is nothing to do",
        Reason.NOT_A_FEATURE: "export the file again",
        Reason.UNREADABLE: "what follows was not read: export the file again",
        Reason.BAD_HOURS: "write them like “Mo-Fr 09:00-17:00; Sa 10:00-14:00”",
        Reason.BAD_PHONE: "write it as it is dialled from abroad, like +358 9 612 3456",
        Reason.BAD_WEBSITE: "write its whole address, from https:// on",
        Reason.BAD_CATEGORY: "use one of those that docs/importing.md names",
        Reason.BAD_SERVICE: "a currency like EUR, whole minutes and capacity",
        Reason.BAD_PRICE: "one amount in digits, like 1200.50, no finer than its currency",
        Reason.UNCLEAR_PRICE: "to some that is thousands, to others cents: write it in one of the "
        "ways that stand beside it",
        Reason.UNPAYABLE_PRICE: "a payment in this currency may come to what stands beside it: set "
        "a price within that, or 0",
        Reason.BAD_CURRENCY: "Telegram takes no payments in it: price it in another, like EUR",
        Reason.DOUBLE_SERVICE: "give each service of a merchant a name of its own, like “Haircut, "
        "60 minutes”",
        Reason.DOUBLE_ID: "two merchants have one id, and the first has it now: give each its own",
        Reason.BROKEN_ROW: "a quote stands in the wrong place: put a text between two of them, and "
        "double those within it",
        Reason.TOO_MANY_CELLS: "put every text with a separator in it between quotes",
        Reason.DOUBLE_COLUMN: "two columns have this name: keep one",
        Reason.MISSING_COLUMN: "add it; docs/importing.md lists the columns",
    }
)
"""What helps against a refusal, before the file is imported again."""


async def import_merchants(file: Path, report: Path | None) -> None:
    """Stores what the file has; importing it again changes nothing."""
    settings = load_settings()
    run = _run(file, settings)
    async with opened(settings) as database:
        with _progress() as progress:
            task = progress.add_task(file.name, total=run.reading.size)
            await store(
                database, run, lambda: progress.update(task, completed=run.reading.position)
            )
    _tell(run.report)
    if report is not None:
        _write(run.report, report)
        say(f"Every refusal is in {report}")
    if run.report.refused and not run.report.merchants:
        raise CannotDo(
            f"Nothing in {file.name} could be taken. Is it GeoJSON or CSV as documented?"
        )


async def store(
    database: Database, run: ImportRun, advanced: Callable[[], object] = lambda: None
) -> None:
    """Reads in a thread and writes in short transactions, so that a running bot goes on."""
    units = run.units()
    while (unit := await asyncio.to_thread(_next, units)) is not None:
        run.count(await database.write(unit))
        advanced()


def _run(file: Path, settings: Settings) -> ImportRun:
    cards = cards_of(settings) or TELEGRAM
    try:
        with file.open("rb"):
            return ImportRun(file, MachineClock().now(), takes=partial(limits_of, cards=cards))
    except OSError as error:
        raise CannotDo(f"{file} cannot be read: {error.strerror}") from error


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


def _tell(report: Report) -> None:
    say(
        f"{report.merchants} merchants: {report.new} new, {report.changed} changed, "
        f"{report.unchanged} as before, {report.kept} looked after here and left alone"
    )
    if report.places:
        say(f"{report.places} places to search around")
    for attribution in sorted(report.attributions):
        say(f"Source: {attribution}")
    for reason, number in report.refused.most_common():
        partly = " (the rest of the row was taken)" if reason.partial else ""
        say(f"Refused {number} × {reason.value.replace('_', ' ')}{partly}: {TO_DO[reason]}")
    for problem in report.problems[:SHOWN]:
        words = (problem.where, problem.name, problem.reason.value.replace("_", " "), problem.what)
        say("  " + " · ".join(" ".join(word.split())[:80] for word in words if word))
    if len(report.problems) > SHOWN:
        say(f"  … and {len(report.problems) - SHOWN} more; --report FILE writes all of them")


def _write(report: Report, target: Path) -> None:
    with target.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("where", "name", "reason", "what", "to do"))
        for problem in report.problems:
            told = (problem.where, problem.name, problem.reason.value, problem.what)
            rows.writerow((*told, TO_DO[problem.reason]))
