"""What our door to the database costs, beside the bare drivers and SQLAlchemy's own engine."""

from contextlib import AbstractAsyncContextManager

from benchmarks import market, on_postgres, on_sqlite
from benchmarks.engines import postgres, sqlite
from benchmarks.measuring import HEADER, Contest, table
from benchmarks.report import Section
from benchmarks.sizes import seconds, size
from database.door import open_database

ROUNDS = size(7, 2)
SECONDS = seconds(0.4)
INTRO = (
    f"A booking is one transaction of {len(market.STATEMENTS)} statements, the same for all. "
    f"Median and range of {ROUNDS} interleaved rounds; each ratio is to the first of its group."
)


async def section() -> Section:
    rows = []
    async with sqlite() as path:
        rows += await compare(on_sqlite.contests(path), f"sqlite:///{path}")
    async with postgres() as url:
        rows += await compare(on_postgres.contests(url), url)
    return Section("The door to the database", INTRO, HEADER, rows)


async def compare(
    opening: AbstractAsyncContextManager[list[Contest]], url: str
) -> list[tuple[str, ...]]:
    rows = []
    async with opening as contests:
        for contest in contests:
            rows += table(contest.title, await contest.run(ROUNDS, SECONDS))
    await verify(contests[0], url)
    return rows


async def verify(bookings: Contest, url: str) -> None:
    """A fast answer is worth nothing if it is not true."""
    answered = sum(peer.done for peer in bookings.peers)
    async with open_database(url) as database:
        if await database.read(market.count) != (answered,) * 3:
            raise AssertionError("bookings were lost, or made twice")
