"""What a guest waits for: a hold through the product's own path, beside its bare statements.

The bare peers run exactly the statements that one real hold ran, word for word, on a database of
the same tables, indexes and triggers, and commit each booking. They check nothing in between.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import asyncpg
from sqlalchemy import Connection, insert, select

from benchmarks.engines import postgres, sqlite
from benchmarks.measuring import HEADER, Contest, Peer, table
from benchmarks.report import Section
from benchmarks.sizes import seconds, size
from database.door import Database, open_database
from database.metadata import metadata, to_microseconds
from database.planned_rows import Rows
from database.plans import Plan
from database.postgres_engine import POOL
from orders.auditing import audit
from orders.booking import placing
from orders.models import orders
from people.models import people
from tests.making import Market

ROUNDS = size(5, 2)
SECONDS = seconds(1.0)
ON_SQLITE, ON_POSTGRES = 1.0, 0.7
"""What a hold may come to beside its bare statements."""

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SERVICES = 40
GUESTS = size(40_000, 2_000)
FIRST_GUEST = 1_000_000
PLANNED = 3
"""So many holds, and all that one says is planned."""
TEMPLATE_GUESTS = range(FIRST_GUEST - PLANNED - 1, FIRST_GUEST)


@dataclass(frozen=True)
class Town:
    """Services that can be held, and the starts of the coming days."""

    services: Sequence[int]
    starts: Sequence[datetime]

    def wish(self, number: int) -> tuple[int, int, datetime]:
        """(guest, service, start): each guest wants something once."""
        service = self.services[number % len(self.services)]
        start = self.starts[number // len(self.services) % len(self.starts)]
        return FIRST_GUEST + number % GUESTS, service, start


def build(connection: Connection) -> Town:
    metadata.create_all(connection)
    market = Market(connection, NOW)
    shops = [market.merchant() for _ in range(SERVICES)]
    services = [market.service(shop, capacity=100_000) for shop in shops]
    # so that one name stands for a service, its merchant and its place
    assert all(
        each == shop.merchant == shop.location for each, shop in zip(services, shops, strict=True)
    )
    person = {"name": "Aino", "locale": "en", "locale_chosen": False, "created_at": NOW}
    ids = [*TEMPLATE_GUESTS, *range(FIRST_GUEST, FIRST_GUEST + GUESTS)]
    connection.execute(insert(people), [person | {"id": guest} for guest in ids])
    days = range(1, 21)
    return Town(services, [market.start(day, hour) for day in days for hour in range(9, 21)])


def hold(connection: Connection, town: Town, number: int) -> int:
    guest, service, start = town.wish(number)
    return placing.hold(connection, guest, service, start, 1, None, NOW)


@dataclass(frozen=True)
class Statement:
    """A statement of one hold, as the driver got it; a name stands where a hold's own value is."""

    text: str
    given: Sequence[Any]

    def values(self, own: dict[str, Any]) -> list[Any]:
        return [given_own(each, own) for each in self.given]


def given_own(value: Any, own: dict[str, Any]) -> Any:
    """A list is a column of the lines."""
    if type(value) is list:
        return [given_own(each, own) for each in value]
    return own.get(value, value) if type(value) is str else value


def record(connection: Connection, town: Town) -> list[Statement]:
    """What one hold says to the driver once all of it is planned, the slot being there already."""
    said: list[tuple[str, Sequence[Any]]] = []
    run = Plan.run

    def listen(plan: Plan, cursor: Any, sets: Sequence[list[Any]]) -> Rows:
        said.append((plan.sql, sets[0]))
        return run(plan, cursor, sets)

    *before, guest = TEMPLATE_GUESTS
    _, service, start = town.wish(SERVICES - 1)
    for each in before:
        placing.hold(connection, each, service, start, 1, None, NOW)
    with patch.object(Plan, "run", listen):
        order = placing.hold(connection, guest, service, start, 1, None, NOW)
    slot = connection.execute(select(orders.c.slot_id).where(orders.c.id == order)).scalar_one()
    ends = start + timedelta(hours=1)
    names = {guest: "guest", service: "service", order: "id"}
    names |= {to_microseconds(start): "start", to_microseconds(ends): "end"}
    assert len(names) == OWN, names
    return [Statement(text, named(text, given, names, slot)) for text, given in said]


def named(text: str, given: Sequence[Any], names: dict[int, str], slot: int) -> list[Any]:
    """Names where the hold's own values stand. A slot's id is small, so it is known by its place."""
    row = [known(value, names) for value in given]
    if "INSERT INTO orders" in text:
        assert given[SLOT] == slot
        row[SLOT] = "id"
    return row


def known(value: Any, names: dict[int, str]) -> Any:
    if type(value) is list:
        return [known(each, names) for each in value]
    return names.get(value, value) if type(value) is int else value


OWN = 5
SLOT = list(orders.c.keys()).index("slot_id") - 1
"""Where the new order's row has its slot; the id is not written."""


class Bare:
    """The statements one after another: what a hold costs when nothing is decided in between."""

    def __init__(self, town: Town, said: Sequence[Statement]) -> None:
        self.town = town
        self.said = said

    def own(self, number: int) -> dict[str, Any]:
        guest, service, start = self.town.wish(number)
        begin, end = to_microseconds(start), to_microseconds(start + timedelta(hours=1))
        return {"guest": guest, "service": service, "start": begin, "end": end}


class BareSqlite(Bare):
    """sqlite3 in the event loop's own thread, a COMMIT for each hold."""

    def __init__(self, town: Town, said: Sequence[Statement], path: Path) -> None:
        super().__init__(town, said)
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("PRAGMA foreign_keys=ON")

    async def hold(self, number: int) -> None:
        own = self.own(number)
        self.connection.execute("BEGIN IMMEDIATE")
        for each in self.said:
            rows = self.connection.execute(each.text, each.values(own)).fetchall()
            own["id"] = rows[0][0] if rows else None
        self.connection.execute("COMMIT")


class BarePostgres(Bare):
    """asyncpg and its pool, the statements prepared by it."""

    def __init__(self, town: Town, said: Sequence[Statement], pool: asyncpg.Pool) -> None:
        super().__init__(town, said)
        self.pool = pool

    async def hold(self, number: int) -> None:
        own = self.own(number)
        async with self.pool.acquire() as connection, connection.transaction():
            for each in self.said:
                rows = await connection.fetch(each.text, *each.values(own))
                own["id"] = rows[0][0] if rows else None


Holding = Callable[[int], Awaitable[object]]


def contest(title: str, name: str, bare: Holding, ours: Database, town: Town) -> Contest:
    """Peers hold for guests of different halves, so that each hold is a new one."""
    return Contest(
        title,
        [
            Peer(name, lambda n: bare(n * 2)),
            Peer(
                "holding, by the product's own path",
                lambda n: ours.write(lambda connection: hold(connection, town, n * 2 + 1)),
            ),
        ],
    )


async def on_sqlite(path: Path) -> list[tuple[str, ...]]:
    async with open_database(f"sqlite+aiosqlite:///{path}") as ours:
        town, said = await ours.write(prepare)
        bare = BareSqlite(town, said, path)
        return await run(
            contest(title("SQLite", said, ON_SQLITE), "bare sqlite3", bare.hold, ours, town), ours
        )


async def on_postgres(url: str) -> list[tuple[str, ...]]:
    async with (
        open_database(url) as ours,
        asyncpg.create_pool(url, min_size=POOL, max_size=POOL) as pool,
    ):
        town, said = await ours.write(prepare)
        bare = BarePostgres(town, said, pool)
        return await run(
            contest(title("PostgreSQL", said, ON_POSTGRES), "bare asyncpg", bare.hold, ours, town),
            ours,
        )


def title(engine: str, said: Sequence[Statement], aim: float) -> str:
    return f"Holds on {engine}: {len(said)} statements and a COMMIT, 16 callers; aim {aim}"


def prepare(connection: Connection) -> tuple[Town, list[Statement]]:
    town = build(connection)
    return town, record(connection, town)


async def run(peers: Contest, ours: Database) -> list[tuple[str, ...]]:
    rows = table(peers.title, await peers.run(ROUNDS, SECONDS))
    if await ours.read(lambda connection: audit(connection, NOW), snapshot=True):
        raise AssertionError("seats were lost, or given twice")
    return rows


async def section() -> Section:
    async with sqlite() as path:
        rows = await on_sqlite(path)
    async with postgres() as url:
        rows += await on_postgres(url)
    intro = (
        "A hold by the product's own path, beside exactly the statements that one runs, bare, "
        f"a COMMIT for each. Aims: {ON_SQLITE} on SQLite, {ON_POSTGRES} on PostgreSQL."
    )
    return Section("Holding a seat", intro, HEADER, rows)
