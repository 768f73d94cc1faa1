"""What our door to the database costs, beside the bare drivers: `make bench`."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import market, on_postgres, on_sqlite
from benchmarks.measuring import Contest, Line
from database.door import open_database
from tests.databases import PostgresServer, make_folder, remove_folder

ROUNDS = 7
SECONDS = 0.4


def main() -> None:
    console = Console(width=100)
    console.print(
        f"A booking is one transaction of {len(market.STATEMENTS)} statements, the same for all.\n"
        f"Median and range of {ROUNDS} interleaved rounds; each ratio is to the first of its table."
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "market.db"
        asyncio.run(compare(console, on_sqlite.contests(path), f"sqlite:///{path}"))
    with postgres() as url:
        asyncio.run(compare(console, on_postgres.contests(url), url))


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server of our own, as durable as it comes."""
    make_folder()
    server = PostgresServer()
    try:
        yield server
    finally:
        server.close()
        remove_folder()


@contextmanager
def postgres() -> Iterator[str]:
    """An empty database on such a server."""
    with postgres_server() as server, server.empty(Path()) as url:
        yield url


async def compare(
    console: Console, opening: AbstractAsyncContextManager[list[Contest]], url: str
) -> None:
    async with opening as contests:
        for contest in contests:
            console.print(table(contest.title, await contest.run(ROUNDS, SECONDS)))
    await verify(contests[0], url)


async def verify(bookings: Contest, url: str) -> None:
    """A fast answer is worth nothing if it is not true."""
    answered = sum(peer.done for peer in bookings.peers)
    async with open_database(url) as database:
        if await database.read(market.count) != (answered,) * 3:
            raise AssertionError("bookings were lost, or made twice")


def table(title: str, lines: list[Line]) -> Table:
    shown = Table(title=f"\n{title}", title_justify="left", title_style="bold")
    shown.add_column("", min_width=38)
    for heading in ("a second", "CPU µs", "ratio", "lowest", "highest"):
        shown.add_column(heading, justify="right")
    for line in lines:
        ratios = (f"{ratio:.2f}" for ratio in (line.ratio, line.lowest, line.highest))
        shown.add_row(line.name, f"{line.per_second:,.0f}", f"{line.cost:,.0f}", *ratios)
    return shown


if __name__ == "__main__":
    main()
