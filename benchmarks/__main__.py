"""Runs the benchmarks and writes what they found: `make bench`.

python -m benchmarks [--page docs/performance.md] [SECTION ...]
"""

import asyncio
import sys
from argparse import ArgumentParser
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from benchmarks import (
    booking,
    console,
    door,
    finding,
    growth,
    importing,
    memory,
    page,
    rush,
    sending,
    sentences,
    taps,
)
from benchmarks.report import Section
from bot.clock import MachineClock
from bot.commands.shell import quick_loop
from bot.heap import settle, share
from tests.databases import import_models

SECTIONS: tuple[ModuleType, ...] = (
    taps,
    finding,
    importing,
    booking,
    rush,
    sending,
    memory,
    growth,
    console,
    sentences,
    door,
)
"""Each has `async def section() -> Section`; the page has them in this order."""


def main() -> None:
    share()
    named = {module.__name__.rpartition(".")[2]: module for module in SECTIONS}
    asked = ArgumentParser(description="Measure, and write the page.")
    asked.add_argument("sections", nargs="*", choices=[[], *named], metavar="SECTION")
    asked.add_argument("--page", type=Path, default=Path("docs/performance.md"))
    given = asked.parse_args()
    terminal = Console(width=120)
    import_models()
    settle()
    failed = 0
    for name in given.sections or named:
        found = run(named[name], terminal)
        if found is None:
            failed = 1
        else:  # on the page before the next begins: a failure costs nothing but itself
            page.write(given.page, name, found, [*named], MachineClock().now().date())
    sys.exit(failed)


def run(module: ModuleType, terminal: Console) -> Section | None:
    """None where it failed. All peers run in the loop that the program runs in, its heap settled likewise."""
    try:
        with asyncio.Runner(loop_factory=quick_loop()) as runner:
            found: Section = runner.run(module.section())
    except Exception:  # noqa: BLE001 - said, and the others are run
        terminal.print_exception()
        return None
    terminal.print(shown(found))
    return found


def shown(section: Section) -> Table:
    table = Table(title=f"\n{section.title}", title_justify="left", caption=section.intro)
    for place, heading in enumerate(section.header):
        table.add_column(heading, justify="right" if place else "left")
    for row in section.rows:
        table.add_row(*(cell.replace("**", "") for cell in row))
    return table


if __name__ == "__main__":
    main()
