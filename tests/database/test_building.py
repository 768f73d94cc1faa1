"""What tests begin with is the same whether it is built, or written down again."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from database.door import open_database
from tests import refusing
from tests.building import Once
from tests.databases import PostgresServer, SqliteFiles
from tests.structure import busy


@pytest.fixture
def other_url(maker: SqliteFiles | PostgresServer, tmp_path: Path) -> Iterator[str]:
    with maker.clean(tmp_path) as url:
        yield url


async def test_it_is_the_same_again(database_url: str, other_url: str, now: datetime) -> None:
    once = Once(busy.made)

    def build(connection: Connection) -> tuple[Any, Any]:
        return once(connection, now), refusing.everything(connection)

    async def built(url: str) -> tuple[Any, Any]:
        async with open_database(url, clock=lambda: now) as database:
            return await database.write(build)

    assert await built(database_url) == await built(other_url)
