"""SQLite: our door beside bare sqlite3 and beside SQLAlchemy's own asynchronous engine."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from benchmarks import market
from benchmarks.measuring import Contest, Peer
from database.door import Database, open_database

TAKE, ORDER, TELL = (statement.format(*"????") for statement in market.STATEMENTS)
LOOK = market.LOOK.format("?")


class Bare:
    """sqlite3 in the event loop's own thread: no hop, no queue, a COMMIT for each booking."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("PRAGMA foreign_keys=ON")

    async def book(self, guest: int) -> None:
        slot = guest % market.SLOTS + 1
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        execute(TAKE, (slot,)).fetchone()
        (order,) = execute(ORDER, (guest, slot, "held", market.MOMENT)).fetchone()
        execute(TELL, (f"order {order}", json.dumps({"order": order})))
        execute("COMMIT")

    async def look(self, guest: int) -> object:
        return self.connection.execute(LOOK, (guest % market.SLOTS + 1,)).fetchone()

    async def look_around(self, guest: int) -> object:
        return [await self.look(guest + step) for step in range(8)]


class Engine:
    """SQLAlchemy's engine over aiosqlite, set up as well as we know: one writer, BEGIN IMMEDIATE."""

    def __init__(self, path: Path) -> None:
        self.writing = engine(path, "BEGIN IMMEDIATE", connections=1)
        self.reading = engine(path, "BEGIN", connections=3)

    async def book(self, guest: int) -> None:
        async with self.writing.begin() as connection:
            slot = guest % market.SLOTS + 1
            (await connection.execute(market.take_seat(), {"slot": slot})).one()
            values = {"guest": guest, "slot": slot, "state": "held", "placed_at": market.NOW}
            order = (await connection.execute(market.place_order(), values)).scalar_one()
            letter = {"key": f"order {order}", "payload": {"order": order}}
            await connection.execute(market.tell(), letter)

    async def look_around(self, guest: int) -> None:
        async with self.reading.connect() as connection:
            for step in range(8):
                slot = (guest + step) % market.SLOTS + 1
                (await connection.execute(market.look_at(), {"slot": slot})).one()

    async def close(self) -> None:
        await self.writing.dispose()
        await self.reading.dispose()


def engine(path: Path, begin: str, connections: int) -> AsyncEngine:
    made = create_async_engine(
        f"sqlite+aiosqlite:///{path}", pool_size=connections, max_overflow=0, pool_timeout=60
    )

    @event.listens_for(made.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(made.sync_engine, "begin")
    def begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return made


@asynccontextmanager
async def contests(path: Path) -> AsyncIterator[list[Contest]]:
    async with open_database(f"sqlite:///{path}") as ours:
        await ours.write(market.open_market)
        bare, theirs = Bare(path), Engine(path)
        try:
            yield [writes(bare, ours, theirs), *reads(bare, ours, theirs)]
        finally:
            bare.connection.close()
            await theirs.close()


def writes(bare: Bare, ours: Database, theirs: Engine) -> Contest:
    return Contest(
        "Bookings on SQLite, synchronous=FULL, 16 callers",
        [
            Peer("bare sqlite3, one COMMIT each", bare.book),
            Peer("our door", lambda n: ours.write(partial(market.book, guest=n))),
            Peer("our door, statements built anew", lambda n: ours.write(anew(n))),
            Peer("SQLAlchemy's async engine, aiosqlite", theirs.book),
        ],
    )


def reads(bare: Bare, ours: Database, theirs: Engine) -> list[Contest]:
    return [
        Contest(
            f"Pages of 8 rows on SQLite, {callers} at a time",
            [
                Peer("bare sqlite3", bare.look_around, callers),
                Peer(
                    "our door", lambda n: ours.read(partial(market.look_around, guest=n)), callers
                ),
                Peer("SQLAlchemy's async engine, aiosqlite", theirs.look_around, callers),
            ],
        )
        for callers in (1, 16)
    ]


def anew(guest: int) -> partial[None]:
    return partial(market.book_anew, guest=guest)
