"""A PostgreSQL database that tests share is as new for each of them, or is not used again."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.databases import PostgresServer
from tests.wiping import Used

PERSON = (
    "INSERT INTO people (name, locale, locale_chosen, created_at)"
    " VALUES ('Ann', 'en', false, 0) RETURNING id"
)
UNDONE = f"BEGIN; {PERSON}; ROLLBACK"


@pytest.fixture
def used(postgres_server: PostgresServer) -> Used:
    return postgres_server.run(postgres_server.copied())


@pytest.fixture
async def test(postgres_server: PostgresServer, used: Used) -> AsyncIterator[asyncpg.Connection]:
    """What a test does goes over connections of its own."""
    connection = await asyncpg.connect(postgres_server.url(used.name))
    yield connection
    await connection.close()
    await postgres_server.drop(used.name, used.connection)


async def wiped(used: Used, connection: asyncpg.Connection) -> bool:
    return await used.wipe([connection.get_server_pid()])


@pytest.mark.parametrize("does", [PERSON, UNDONE, "CREATE TABLE own (number int)"])
async def test_nothing_is_left(used: Used, test: asyncpg.Connection, does: str) -> None:
    for _ in range(2):
        await test.execute(does)
        assert await wiped(used, test)
        assert await test.fetchval("SELECT count(*) FROM people") == 0
        assert await test.fetchval("SELECT to_regclass('own')") is None
        assert await test.fetchval("SELECT count(*) FROM alembic_version") == 1
    assert await test.fetchval(PERSON) == 1


async def test_whoever_still_works_on_it_is_shut_out(used: Used, test: asyncpg.Connection) -> None:
    await test.execute(f"BEGIN; {PERSON}")
    assert await used.wipe([])
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await test.execute("COMMIT")


@pytest.mark.parametrize(
    "does",
    [
        "ALTER TABLE people DROP COLUMN name",
        "ALTER TABLE people ALTER COLUMN name DROP NOT NULL",
        "ALTER TABLE ledger_postings DISABLE TRIGGER ALL",
        "DROP INDEX ix_people_created_at",
        "DROP TABLE consents",
    ],
)
async def test_what_was_altered_is_not_used_again(
    used: Used, test: asyncpg.Connection, does: str
) -> None:
    await test.execute(does)
    assert not await wiped(used, test)
