"""A backup made while people buy is whole, of one moment, and good to go on from."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from database.door import open_database
from tests.databases import SqliteFiles, sqlite_url
from tests.torture.calm import calm
from tests.torture.market import Market, opened
from tests.torture.storm import Cast, Plan, busy, cast, hire
from tests.torture.victim import Victim

COPIES = 3


@pytest.fixture
async def market(sqlite_files: SqliteFiles, tmp_path: Path) -> AsyncIterator[Market]:
    with sqlite_files.fresh(tmp_path) as url:
        async with opened(tmp_path, url, guests=4) as made:
            yield made


def charges(file: Path) -> int:
    """How many payments a copy knows; it must be whole."""
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        return int(copy.execute("SELECT COUNT(*) FROM payment_events").fetchone()[0])


async def test_backups_of_a_running_market_are_each_of_one_moment(market: Market) -> None:
    victim = Victim(market)
    players = cast(market, victim, Plan("backup", 0))
    folder = market.town.folder
    try:
        await victim.start()
        await victim.ready()
        await hire(market, players)
        async with busy(market, players):
            await market.calls(150, patience=20)
            for number in range(COPIES):
                await market.town.command("backup", str(folder / f"copy{number}.db"))
        async with open_database(market.database_url) as database:
            assert await calm(market, database, 0) == {}
        await victim.stop()
    finally:
        await victim.abandon()

    copies = [folder / f"copy{number}.db" for number in range(COPIES)]
    known = [charges(copy) for copy in copies]
    assert 0 < known[0] <= known[1] <= known[2] <= len(market.sandbox.invoices.payments)
    for copy in copies:
        await on(market, copy).town.command("audit")
    await buys_again(on(market, copies[-1]), players)


def on(market: Market, file: Path) -> Market:
    """The same town on another database."""
    settings = {**market.town.environment, "HEREABOUTS_DATABASE_URL": sqlite_url(file)}
    return replace(market, town=replace(market.town, environment=settings))


async def buys_again(restored: Market, players: Cast) -> None:
    """A bot goes on from the copy."""
    victim, taken = Victim(restored), len(restored.sandbox.invoices.payments)
    try:
        await victim.start()
        await victim.ready()
        async with busy(restored, players):
            await restored.calls(150, patience=20)
        await victim.stop()
    finally:
        await victim.abandon()
    assert len(restored.sandbox.invoices.payments) > taken
    await restored.town.command("audit")
