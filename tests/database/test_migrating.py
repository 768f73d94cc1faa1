"""Migrations bring both engines to exactly what the models say, or leave them as they were."""

import asyncio
import shutil
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from database import migrating
from database.door import open_database
from database.errors import DanglingReferences
from tests.databases import PostgresServer, SqliteFiles, build_from_models, import_models

HEADER = """
import sqlalchemy as sa
from alembic import op
revision = {revision!r}
down_revision = {down!r}
def upgrade():
"""
FIRST = """
    op.create_table("shelves", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("books",
        sa.Column("title", sa.String(20), primary_key=True),
        sa.Column("shelf", sa.Integer, sa.ForeignKey("shelves.id", ondelete="CASCADE")))
    op.execute("INSERT INTO shelves (id) VALUES (1)")
    op.execute("INSERT INTO books (title, shelf) VALUES ('Ulysses', 1)")
"""
ALTERED = """
    with op.batch_alter_table("shelves") as shelves:
        shelves.add_column(sa.Column("room", sa.String(20), server_default="hall", nullable=False))
        shelves.create_check_constraint("ck_room", "room <> ''")
"""
BROKEN = """
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
DANGLING = """
    op.execute("DELETE FROM shelves")
"""


@pytest.fixture
def scripts(
    sqlite_files: SqliteFiles,
    postgres_server: PostgresServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Migrations of our own invention in place of the real ones.

    What the other tests of the run copy from is made by the real ones before.
    """
    folder = tmp_path / "100% ours"
    shutil.copytree(migrating.SCRIPTS, folder, ignore=shutil.ignore_patterns("0*"))
    monkeypatch.setattr(migrating, "SCRIPTS", folder)
    return folder / "versions"


def write(scripts: Path, revision: str, down: str | None, body: str) -> None:
    header = HEADER.format(revision=revision, down=down)
    (scripts / f"{revision}_it.py").write_text(header + body)


def titles(connection: Connection) -> list[str]:
    return list(connection.scalars(text("SELECT title FROM books")))


async def test_an_upgrade_runs_what_is_missing(scripts: Path, empty_url: str) -> None:
    assert await migrating.is_current(empty_url)
    write(scripts, "0001", None, FIRST)
    assert not await migrating.is_current(empty_url)
    await migrating.upgrade(empty_url)
    await migrating.upgrade(empty_url)
    write(scripts, "0002", "0001", ALTERED)
    assert await migrating.current(empty_url) == "0001"
    await migrating.upgrade(empty_url)
    assert await migrating.is_current(empty_url)
    async with open_database(empty_url) as database:
        assert await database.read(titles) == ["Ulysses"]


async def test_one_that_fails_leaves_everything_as_it_was(scripts: Path, empty_url: str) -> None:
    write(scripts, "0001", None, FIRST)
    await migrating.upgrade(empty_url)
    write(scripts, "0002", "0001", ALTERED)
    write(scripts, "0003", "0002", BROKEN)
    with pytest.raises(Exception, match="nowhere"):
        await migrating.upgrade(empty_url)
    assert await migrating.current(empty_url) == "0001"
    async with open_database(empty_url) as database:
        names = await database.read(lambda connection: inspect(connection).get_table_names())
    assert sorted(names) == ["alembic_version", "books", "shelves"]


async def test_one_that_leaves_rows_pointing_nowhere_is_undone(
    scripts: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    write(scripts, "0001", None, FIRST)
    await migrating.upgrade(url)
    write(scripts, "0002", "0001", DANGLING)
    with pytest.raises(DanglingReferences):
        await migrating.upgrade(url)
    assert await migrating.current(url) == "0001"


def test_the_highest_number_is_the_last_of_the_chain() -> None:
    assert migrating.newest() == ScriptDirectory(str(migrating.SCRIPTS)).get_current_head()


def test_the_migrations_agree_with_the_models(
    empty_url: str, maker: SqliteFiles | PostgresServer, tmp_path: Path
) -> None:
    if migrating.newest() is None:
        pytest.skip("there is none yet")
    import_models()
    asyncio.run(migrating.upgrade(empty_url))
    assert asyncio.run(migrating.differences(empty_url)) == []
    with maker.empty(tmp_path) as models_url:
        asyncio.run(build_from_models(models_url))
        assert asyncio.run(triggers(empty_url)) == asyncio.run(triggers(models_url))


async def triggers(url: str) -> set[str]:
    def named(connection: Connection) -> set[str]:
        if connection.dialect.name == "sqlite":
            return set(
                connection.scalars(text("SELECT sql FROM sqlite_master WHERE type='trigger'"))
            )
        query = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        return set(connection.scalars(text(query)))

    return await migrating.on_connection(url, named)
