"""A SQLite market for what only SQLite does, and a market that a former version left."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from database.door import open_database
from database.sqlite_door import SqliteDatabase
from tests.database.tables import open_market
from tests.orders.conftest import Desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "market.db"


@pytest.fixture
async def sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    async with open_database(f"sqlite:///{path}") as database:
        assert isinstance(database, SqliteDatabase)
        await open_market(database)
        yield database


@pytest.fixture
async def desk(request: pytest.FixtureRequest, former_url: str) -> AsyncIterator[Desk]:
    """Brought up to date, when that version was `STOPPED`; nothing is wrong with it before and after."""
    stopped = request.module.STOPPED
    async with open_database(former_url, clock=lambda: stopped) as database:
        made = Desk(database, stopped)
        assert await made.audit() == []
        yield made
        assert await made.audit() == []
