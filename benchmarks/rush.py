"""A thousand guests want a hundred seats at once: who gets one, who is told kindly, and how long it takes.

Each round opens a new start. All guests wait at a barrier and then hold by the product's own path;
beside them the same number of guests hold seats that nobody else wants. A wrong count ends it.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median, quantiles

from sqlalchemy import Connection, func, insert, select

from benchmarks.engines import postgres, sqlite
from benchmarks.filling import NOW
from benchmarks.report import Section
from benchmarks.sizes import size
from database.door import Database, open_database
from database.metadata import metadata
from orders.auditing import audit
from orders.booking import placing
from orders.errors import SoldOut
from orders.models import OrderState, orders, slots
from people.models import people
from tests.making import Market

GUESTS = size(1_000, 40)
SEATS = size(100, 4)
ROUNDS = size(5, 2)
SHOPS = 40
"""So many services share the guests who are in nobody's way."""


@dataclass(frozen=True)
class Town:
    """`popular` has a hundred seats at each start, the quiet ones have room for all."""

    database: Database
    popular: int
    quiet: Sequence[int]
    starts: Sequence[datetime]

    async def rush(self, round_number: int) -> "Rush":
        """Everybody at once for one start."""
        return await self.hold_at_once(round_number, [self.popular])

    async def stroll(self, round_number: int) -> "Rush":
        return await self.hold_at_once(round_number, self.quiet)

    async def hold_at_once(self, round_number: int, services: Sequence[int]) -> "Rush":
        start = self.starts[round_number]
        first = FIRST_GUEST + round_number * GUESTS
        barrier, found = asyncio.Barrier(GUESTS), Rush()

        async def come(number: int) -> None:
            guest, service = first + number, services[number % len(services)]
            await barrier.wait()
            began = time.perf_counter()
            try:
                await self.database.write(
                    lambda connection: placing.hold(connection, guest, service, start, 1, None, NOW)
                )
            except SoldOut:
                found.refused.append(time.perf_counter() - began)
            else:
                found.sold.append(time.perf_counter() - began)

        began = time.perf_counter()
        await asyncio.gather(*map(come, range(GUESTS)))
        found.seconds = time.perf_counter() - began
        return found


@dataclass
class Rush:
    """How long each guest waited for the answer, in seconds."""

    sold: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    seconds: float = 0.0


FIRST_GUEST = 1_000_000
HEADER = ("", "each round", "p50 ms", "p99 ms", "until all have their answer")


def build(connection: Connection) -> tuple[int, list[int], list[datetime]]:
    metadata.create_all(connection)
    market = Market(connection, NOW)
    popular = market.service(market.merchant(), capacity=SEATS)
    quiet = [market.service(market.merchant(), capacity=GUESTS) for _ in range(SHOPS)]
    person = {"name": "Aino", "locale": "en", "locale_chosen": False, "created_at": NOW}
    ids = range(FIRST_GUEST, FIRST_GUEST + (ROUNDS + 1) * GUESTS)
    connection.execute(insert(people), [person | {"id": guest} for guest in ids])
    return popular, quiet, [market.start(day) for day in range(1, ROUNDS + 2)]


async def measure(url: str) -> list[tuple[str, ...]]:
    """Fails where a count was wrong."""
    async with open_database(url) as database:
        town = Town(database, *await database.write(build))
        await town.stroll(ROUNDS)  # warm: connections made, statements compiled
        rushes, strolls = [], []
        for number in range(ROUNDS):
            rushes.append(await town.rush(number))
            strolls.append(await town.stroll(number))
        engine = "SQLite" if database.dialect == "sqlite" else "PostgreSQL"
        wrong = [*told_wrong(rushes), *await database.read(lambda c: kept_wrong(c, town))]
        if wrong:
            raise AssertionError(wrong)
        return rows(engine, rushes, strolls)


def told_wrong(rushes: Iterable[Rush]) -> list[str]:
    return [
        f"{len(rush.sold)} were sold and {len(rush.refused)} told that it is sold out"
        for rush in rushes
        if (len(rush.sold), len(rush.refused)) != (SEATS, GUESTS - SEATS)
    ]


def kept_wrong(connection: Connection, town: Town) -> list[str]:
    """What the guests were told is nothing, if the rows say otherwise."""
    held = (
        select(orders.c.slot_id, func.sum(orders.c.seats).label("seats"))
        .where(orders.c.state == OrderState.HELD)
        .group_by(orders.c.slot_id)
        .subquery()
    )
    query = (
        select(slots.c.held, held.c.seats)
        .outerjoin(held, held.c.slot_id == slots.c.id)
        .where(slots.c.service_id == town.popular)
    )
    found = [tuple(row) for row in connection.execute(query)]
    wrong = [] if found == [(SEATS, SEATS)] * ROUNDS else [f"the rows say {found}"]
    return wrong + [str(breach) for breach in audit(connection, NOW)]


def rows(engine: str, rushes: Sequence[Rush], strolls: Sequence[Rush]) -> list[tuple[str, ...]]:
    ratios = [rush.seconds / walk.seconds for rush, walk in zip(rushes, strolls, strict=True)]
    ratio = f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    return [
        (f"**{engine}**", "", "", "", ""),
        ("got a seat", *waited([rush.sold for rush in rushes]), ratio),
        ("were told that it is sold out", *waited([rush.refused for rush in rushes]), ""),
        ("beside: seats that nobody else wants", *waited([walk.sold for walk in strolls]), "1"),
    ]


def waited(rounds: Sequence[Sequence[float]]) -> tuple[str, str, str]:
    everyone = [seconds * 1000 for each in rounds for seconds in each]
    cuts = quantiles(everyone, n=100) if len(everyone) > 1 else [float("nan")] * 99
    counts = sorted({len(each) for each in rounds})
    return ", ".join(map(str, counts)), f"{cuts[49]:.0f}", f"{cuts[98]:.0f}"


async def section() -> Section:
    async with sqlite() as path:
        found = await measure(f"sqlite:///{path}")
    async with postgres() as url:
        found += await measure(url)
    intro = (
        f"{GUESTS:,} guests want {SEATS} seats of one start at once, {ROUNDS} rounds; the time "
        "until all have their answer is beside that for seats that nobody else wants."
    )
    return Section("A rush", intro, HEADER, found)
