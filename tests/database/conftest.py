"""A SQLite market for the tests of what only SQLite does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from database.door import open_database
from database.sqlite_door import SqliteDatabase
from tests.database.tables import open_market


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "market.db"


@pytest.fixture
async def sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    async with open_database(f"sqlite:///{path}") as database:
        assert isinstance(database, SqliteDatabase)
        await open_market(database)
        yield database
