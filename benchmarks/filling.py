"""Fills a database with a long past as fast as its engine takes it.

    python -m benchmarks.filling sqlite:///large.db 1000000

Foreign keys and secondary indexes come last, and nothing has to survive a power cut on the way.
"""

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from benchmarks.past import Past
from database import migrating
from database.addresses import parse
from database.metadata import metadata
from tests.databases import import_models

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

HASTE = {
    "sqlite": (
        "PRAGMA foreign_keys = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -500000",
        "PRAGMA temp_store = MEMORY",
    ),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET synchronous_commit = off",
        "SET work_mem = '256MB'",
        "SET maintenance_work_mem = '512MB'",
    ),
}


async def fill(url: str, orders: int, *, happened: bool = True, loud: bool = False) -> Past:
    """Make the tables and a town in them, with so many orders in its past if anything happened."""
    import_models()
    await migrating.upgrade(url)
    place = parse(url)
    past = Past(orders, NOW, place.get_backend_name())
    statements = past.statements(happened=happened)
    if past.dialect == "sqlite":
        engine = create_engine(f"sqlite:///{place.database}", poolclass=NullPool)
        with engine.connect() as connection:
            write(connection, statements, loud=loud)
    else:
        async with create_async_engine(place, poolclass=NullPool).connect() as awaited:
            await awaited.run_sync(write, statements, loud=loud)
    return past


def write(connection: Connection, statements: dict[str, str], *, loud: bool) -> None:
    dialect = connection.dialect.name
    for setting in HASTE[dialect]:
        connection.exec_driver_sql(setting)
    connection.commit()
    with without_indexes(connection, list(metadata.tables.values())):
        for name, statement in statements.items():
            began = time.perf_counter()
            connection.exec_driver_sql(statement)
            if loud:
                print(f"{name:24} {time.perf_counter() - began:6.1f} s", flush=True)
    if dialect == "postgresql":
        count_on(connection)
    connection.commit()
    settle_down(connection)


@contextmanager
def without_indexes(connection: Connection, tables: Sequence[Any]) -> Iterator[None]:
    """Made at the end they cost a fraction."""
    there = inspect(connection)
    known = {index["name"] for table in tables for index in there.get_indexes(table.name)}
    indexes = [index for table in tables for index in table.indexes if index.name in known]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def count_on(connection: Connection) -> None:
    """New rows get ids after those that were given."""
    for table in metadata.tables.values():
        if table.autoincrement_column is not None:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"
                f" (SELECT MAX(id) FROM {table.name}))"
            )


def settle_down(connection: Connection) -> None:
    """What an installation of this age has behind it. Nobody runs ANALYZE on our SQLite."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    connection.execution_options(isolation_level="AUTOCOMMIT")
    connection.exec_driver_sql("VACUUM ANALYZE")
    connection.exec_driver_sql("CHECKPOINT")


def main() -> None:
    url, orders = sys.argv[1], int(sys.argv[2])
    asyncio.run(fill(url, orders, loud=True))


if __name__ == "__main__":
    main()
