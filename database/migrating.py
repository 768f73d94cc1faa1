"""Brings a database's tables to what this version of the program expects, from an empty file on.

The scripts are found beside this package, so that it works from any working directory. Alembic is
imported by what migrates: a program that finds its database up to date does without. So is what
SQLAlchemy needs for PostgreSQL only, by what speaks to one.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Connection, NullPool, create_engine, inspect, text

from database.addresses import parse
from database.errors import DanglingReferences
from database.metadata import metadata
from database.sqlite_file import create_missing
from database.text_index import is_of_index

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")

SCRIPTS = Path(__file__).parent / "migrations"
LOCK = 7305_4411
"""Any number, the same for ever: on PostgreSQL only one process migrates at a time."""


async def upgrade(url: str) -> None:
    """Run the migrations that are missing: all of them or, when one fails, none."""
    await on_connection(url, upgrade_on)


async def current(url: str) -> str | None:
    """The revision that the database has; None when it was never migrated."""
    return await on_connection(url, revision_of)


async def is_current(url: str) -> bool:
    return await current(url) == newest()


async def differences(url: str) -> list[Any]:
    """What the migrations leave undone of the models that are imported; empty when they agree."""
    return await on_connection(url, compare)


def newest() -> str | None:
    """The revision that this version of the program expects: they are numbered."""
    numbers = (path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py"))
    return max(numbers, default=None)


def config_for(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def upgrade_on(connection: Connection) -> None:
    """For a connection that is in a transaction already; SQLite's foreign keys are to be off."""
    from alembic import command

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    command.upgrade(config_for(connection), "head")


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def compare(connection: Connection) -> list[Any]:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    exact = connection.dialect.name == "postgresql"  # SQLite's few types say little
    opts = {"compare_type": exact, "include_object": belongs_to_models}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, metadata))


def belongs_to_models(_thing: object, name: str | None, *_more: object) -> bool:
    """Not what the text index is made of, which is each engine's own."""
    return not is_of_index(name)


async def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """Run in one transaction on a connection with none of the door's time limits."""
    address = parse(url)
    if address.get_backend_name() == "sqlite":
        return await asyncio.to_thread(on_sqlite, address, work)
    return await on_postgres(address, work)


async def on_postgres(address: URL, work: Callable[[Connection], T]) -> T:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(address, poolclass=NullPool)
    async with engine.begin() as connection:
        return await connection.run_sync(work)


def on_sqlite(address: URL, work: Callable[[Connection], T]) -> T:
    create_missing(address.database)
    engine = create_engine(
        address.set(drivername="sqlite+pysqlite"),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",  # sqlite3 begins nothing by itself: we do
        connect_args={"timeout": 30},
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # tables are made anew to alter them
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            refuse_dangling(connection)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
        return result


def refuse_dangling(connection: Connection) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        raise DanglingReferences(dangling)
