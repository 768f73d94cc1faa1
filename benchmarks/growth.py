"""Whether a market slows down as it ages: bookings beside a million orders, and beside none.

Two databases with the same town, people and hours, one of them with two years of orders behind it;
the same guests book at the same shops in both, by the product's own path, in turn.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from benchmarks.engines import empty, postgres_server, sqlite
from benchmarks.filling import NOW, fill
from benchmarks.measuring import HEADER, Contest, Peer, table
from benchmarks.past import Past
from benchmarks.report import Section
from benchmarks.sizes import seconds, size
from database.door import Database, open_database
from orders.auditing import audit
from orders.booking import placing
from orders.money import paying
from orders.money.capturing import CapturedPayment
from payments.models import payments

ROUNDS = size(7, 2)
SECONDS = seconds(0.8)
ORDERS = size(1_000_000, 1_000, "ORDERS")
AIM = 0.9

FILLING = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET autovacuum = off",
    "ALTER SYSTEM SET max_wal_size = '16GB'",
    "SELECT pg_reload_conf()",
)
SERVING = ("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
"""As durable as it comes again."""


@dataclass(frozen=True)
class Town:
    """A market as its guests find it."""

    past: Past
    database: Database

    def wish(self, number: int) -> tuple[int, int, datetime]:
        """(guest, service, start): nobody wants the same twice."""
        guest = self.past.clients[number % len(self.past.clients)]
        shop = 1 + number % self.past.shops
        turn = number // self.past.shops
        midnight = NOW.replace(hour=0)
        return guest, shop, midnight + timedelta(days=2 + turn // 12 % 20, hours=9 + turn % 12)

    async def hold(self, number: int) -> int:
        guest, service, start = self.wish(number)
        return await self.database.write(
            lambda connection: placing.hold(connection, guest, service, start, 1, None, NOW)
        )

    async def book(self, number: int) -> None:
        """Held, asked to pay, paid and confirmed: as many transactions as the guest makes turns."""
        order = await self.hold(number)
        guest = self.wish(number)[0]
        paid = await self.database.write(lambda connection: pay(connection, order, guest))
        event = await self.database.write(lambda connection: paying.capture(connection, paid, NOW))
        await self.database.write(lambda connection: paying.apply(connection, event, NOW))


def pay(connection: Connection, order: int, guest: int) -> CapturedPayment:
    """Ask for the money; what the provider will say."""
    asked = paying.request(connection, order, guest, "sandbox", NOW)
    query = select(payments.c.payload, payments.c.amount).where(payments.c.id == asked)
    request = connection.execute(query).one()
    return CapturedPayment(
        provider="sandbox",
        event_key=f"word-{asked}",
        payload=request.payload,
        charge_id=f"paid-{asked}",
        provider_charge_id=None,
        amount=request.amount,
        currency="EUR",
        guest_id=guest,
        raw={},
    )


def contests(young: Town, old: Town, engine: str) -> list[Contest]:
    """Holds are of the first half of the guests, bookings of the second."""
    half = len(old.past.clients) // 2

    def of(town: Town, does: Callable[[Town, int], Awaitable[object]], first: int) -> Peer:
        name = "no order yet" if town is young else f"{old.past.orders:,} orders in the database"
        return Peer(name, lambda number: does(town, first + number % half))

    titles = {
        f"Holding a seat on {engine}, 16 callers; aim {AIM}": (Town.hold, 0),
        f"Booking on {engine}: held, paid, confirmed in 4 transactions; aim {AIM}": (
            Town.book,
            half,
        ),
    }
    return [
        Contest(title, [of(town, does, first) for town in (young, old)])
        for title, (does, first) in titles.items()
    ]


async def compare(young_url: str, old_url: str, past: Past) -> list[tuple[str, ...]]:
    rows = []
    async with open_database(young_url) as young, open_database(old_url) as old:
        engine = "SQLite, synchronous=FULL" if old.dialect == "sqlite" else "PostgreSQL"
        for contest in contests(Town(past, young), Town(past, old), engine):
            rows += table(contest.title, await contest.run(ROUNDS, SECONDS))
        await prove(young)
        took = await prove(old)
    return [*rows, (f"the audit of the whole on {engine}", "", f"{took:.1f} s", "", "", "")]


async def prove(database: Database) -> float:
    """Seconds that it took."""
    began = time.perf_counter()
    breaches = await database.read(lambda connection: audit(connection, NOW), snapshot=True)
    if breaches:
        raise AssertionError(breaches)
    return time.perf_counter() - began


async def filled(young: str, old: str) -> Past:
    await fill(young, ORDERS, happened=False)
    return await fill(old, ORDERS)


async def on_sqlite() -> list[tuple[str, ...]]:
    async with sqlite() as path:
        young, old = (f"sqlite:///{path.with_name(name)}.db" for name in ("young", "old"))
        return await compare(young, old, await filled(young, old))


async def on_postgres() -> list[tuple[str, ...]]:
    async with postgres_server() as server, empty(server) as young, empty(server) as old:
        await server.execute(*FILLING)
        past = await filled(young, old)
        await server.execute(*SERVING)
        return await compare(young, old, past)


async def section() -> Section:
    rows = [*await on_sqlite(), *await on_postgres()]
    intro = (
        f"The same guests book at the same shops, in turn, where two years with {ORDERS:,} orders "
        f"lie behind and where none do. Aim: {AIM}."
    )
    return Section("A market that ages", intro, HEADER, rows)
