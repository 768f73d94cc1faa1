"""A backup made while people buy is whole, of one moment, and good to go on from."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from database.door import open_database
from orders.auditing import Breach, audit
from tests.databases import PostgresServer, SqliteFiles
from tests.thoroughness import many
from tests.torture.copying import restored_copy
from tests.torture.market import Market, opened
from tests.torture.program import Nursery, Program
from tests.torture.storm import Cast, Plan, busy, cast, hire, next_charge
from tests.torture.victim import alone

COPIES = many(2, 3)
PATIENCE = 60

pytestmark = [pytest.mark.torture, pytest.mark.long]


@pytest.fixture
async def market(database_url: str, tmp_path: Path) -> AsyncIterator[Market]:
    async with opened(tmp_path, database_url, guests=many(2, 4)) as made:
        yield made


async def test_backups_of_a_busy_market_are_each_of_one_moment(
    market: Market, maker: SqliteFiles | PostgresServer
) -> None:
    victim = alone(market)
    players = cast(market, victim, Plan("backup", 0))
    try:
        await victim.start()
        await victim.ready()
        await hire(market, players)
        async with busy(market, players):
            await next_charge(market, PATIENCE)
            await market.calls(many(20, 50), PATIENCE)
            copies = [await restored_copy(market, maker) for _ in range(COPIES)]
        await market.client.quiet(timeout=PATIENCE)
        await victim.stop()
        known = [await charges(copy) for copy in copies]
        assert known[0] > 0
        assert known == sorted(known)
        assert known[-1] <= len(market.sandbox.invoices.payments)
        for copy in copies:
            assert await breaches(market, copy) == []
        await buys_again(on(market, copies[-1]), players, victim.nursery)
    finally:
        await victim.abandon()


async def charges(url: str) -> int:
    """How many payments a copy knows; a SQLite file says whether it is whole."""
    async with open_database(url) as copy:
        if copy.dialect == "sqlite":
            check = text("PRAGMA integrity_check")
            assert await copy.read(lambda c: c.execute(check).scalar_one()) == "ok"
        query = text("SELECT COUNT(*) FROM payment_events WHERE kind = 'paid'")
        return int(await copy.read(lambda c: c.execute(query).scalar_one()))


async def breaches(market: Market, url: str) -> list[Breach]:
    now = market.sandbox.clock.now()
    async with open_database(url) as copy:
        return await copy.read(lambda c: audit(c, now), snapshot=True)


def on(market: Market, url: str) -> Market:
    """The same town on another database."""
    settings = {**market.town.environment, "HEREABOUTS_DATABASE_URL": url}
    return replace(market, database_url=url, town=replace(market.town, environment=settings))


async def buys_again(restored: Market, players: Cast, nursery: Nursery) -> None:
    """A bot goes on from the copy."""
    bot, taken = Program(restored, nursery), len(restored.sandbox.invoices.payments)
    try:
        await bot.start()
        await bot.ready()
        async with busy(restored, players):
            await next_charge(restored, PATIENCE)
        await restored.client.quiet(timeout=PATIENCE)
        await bot.stop()
    finally:
        await bot.abandon()
    assert len(restored.sandbox.invoices.payments) > taken
    assert await breaches(restored, restored.database_url) == []
