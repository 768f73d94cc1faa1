"""PostgreSQL: our door beside bare asyncpg and beside SQLAlchemy's own asynchronous engine."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import asyncpg
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import market
from benchmarks.measuring import Contest, Peer
from database.addresses import parse
from database.door import Database, open_database
from database.postgres_engine import POOL

TAKE = market.TAKE.format("$1")
ORDER = market.ORDER.format("$1", "$2", "$3", "$4")
TELL = market.TELL.format("$1", "$2")
LOOK = market.LOOK.format("$1")


class Bare:
    """asyncpg and its pool, as its documentation shows them."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def book(self, guest: int) -> None:
        slot = guest % market.SLOTS + 1
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.fetchval(TAKE, slot)
            order = await connection.fetchval(ORDER, guest, slot, "held", market.MOMENT)
            await connection.execute(TELL, f"order {order}", json.dumps({"order": order}))

    async def look(self, guest: int) -> None:
        async with self.pool.acquire() as connection:
            await connection.fetchrow(LOOK, guest % market.SLOTS + 1)


class Engine:
    """SQLAlchemy's engine over asyncpg with its defaults, statement by statement."""

    def __init__(self, url: str) -> None:
        self.engine = create_async_engine(parse(url), pool_size=POOL, max_overflow=0)

    async def book(self, guest: int) -> None:
        async with self.engine.begin() as connection:
            slot = guest % market.SLOTS + 1
            (await connection.execute(market.take_seat(), {"slot": slot})).one()
            values = {"guest": guest, "slot": slot, "state": "held", "placed_at": market.NOW}
            order = (await connection.execute(market.place_order(), values)).scalar_one()
            letter = {"key": f"order {order}", "payload": {"order": order}}
            await connection.execute(market.tell(), letter)

    async def look(self, guest: int) -> None:
        async with self.engine.connect() as connection:
            (await connection.execute(market.look_at(), {"slot": guest % market.SLOTS + 1})).one()


@asynccontextmanager
async def contests(url: str) -> AsyncIterator[list[Contest]]:
    async with (
        open_database(url) as ours,
        asyncpg.create_pool(url, min_size=POOL, max_size=POOL) as pool,
    ):
        await ours.write(market.open_market)
        theirs = Engine(url)
        try:
            yield [writes(Bare(pool), ours, theirs), reads(Bare(pool), ours, theirs)]
        finally:
            await theirs.engine.dispose()


def writes(bare: Bare, ours: Database, theirs: Engine) -> Contest:
    return Contest(
        f"Bookings on PostgreSQL, {POOL} connections, 16 callers",
        [
            Peer("bare asyncpg", bare.book),
            Peer("our door", lambda n: ours.write(partial(market.book, guest=n))),
            Peer("SQLAlchemy's async engine, asyncpg", theirs.book),
        ],
    )


def reads(bare: Bare, ours: Database, theirs: Engine) -> Contest:
    return Contest(
        "Single rows on PostgreSQL, 16 at a time",
        [
            Peer("bare asyncpg", bare.look),
            Peer("our door", lambda n: ours.read(partial(market.look, guest=n))),
            Peer("SQLAlchemy's async engine, asyncpg", theirs.look),
        ],
    )
