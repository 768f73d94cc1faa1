"""Databases with many invented places; with KEPT=FOLDER they stay there and are found again the next time."""

import json
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, Table, text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.engines import postgres_server, sqlite
from benchmarks.places import NOW, Towns
from catalog import shared_hours
from catalog.models import locations, merchants
from catalog.timetables import Premises
from database import migrating
from database.addresses import parse
from database.door import Database, open_database

KEPT = "KEPT"
CHUNK = 5_000


@asynccontextmanager
async def on_sqlite(places: int) -> AsyncIterator[str]:
    """The address of a file with so many places."""
    kept = kept_in()
    if kept is None:
        async with sqlite() as path:
            await fill_database(url := sqlite_url(path), Towns(places))
            yield url
        return
    path = kept / f"places_{places}.db"
    if not path.exists():
        begun = path.with_suffix(".begun")
        begun.unlink(missing_ok=True)
        await fill_database(sqlite_url(begun), Towns(places))
        with closing(sqlite3.connect(begun)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        begun.rename(path)
    await migrating.upgrade(sqlite_url(path))
    yield sqlite_url(path)


@asynccontextmanager
async def on_postgres(places: int) -> AsyncIterator[str]:
    """The address of a database with so many places."""
    async with postgres_server(kept_in()) as server:
        name = f"places_{places}"
        if not await server.has(name):
            begun = f"begun_{places}"
            await server.execute(
                f"DROP DATABASE IF EXISTS {begun}", f"CREATE DATABASE {begun} TEMPLATE template0"
            )
            await fill_database(server.url(begun), Towns(places))
            await server.execute(f"ALTER DATABASE {begun} RENAME TO {name}")
        await migrating.upgrade(server.url(name))
        yield server.url(name)


def kept_in() -> Path | None:
    """Where databases stay for the next time; None where each is made anew."""
    folder = os.environ.get(KEPT)
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def fill_database(url: str, towns: Towns) -> None:
    """As fast as its engine takes it: indexes come last, and nothing has to survive a power cut."""
    await migrating.upgrade(url)
    await migrating.on_connection(url, lambda connection: fill_all(connection, towns))
    async with open_database(url) as database:
        await work_out(database, NOW)
    await analyse(url)


HASTE = {
    "sqlite": (
        "PRAGMA cache_size = -500000",
        "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 100000000)",
    ),
    "postgresql": ("SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'"),
}
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'locations' AND sql <> ''",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes"
    " WHERE tablename IN ('locations', 'vocabulary') AND indexdef NOT LIKE '%UNIQUE%'",
}


def fill_all(connection: Connection, towns: Towns) -> None:
    dialect = connection.dialect.name
    for setting in HASTE[dialect]:
        connection.exec_driver_sql(setting)
    indexes = connection.exec_driver_sql(INDEXES[dialect]).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    rows = towns.rows()
    while chunk := list(islice(rows, CHUNK)):
        fill(connection, chunk)
    for _, index in indexes:
        connection.exec_driver_sql(index)


async def work_out(database: Database, now: datetime) -> None:
    """What the hours say of the next days."""
    while hours := await database.read(lambda c: shared_hours.running_out(c, now, 100)):
        spans = shared_hours.work_out(hours, now)
        await database.write(lambda c, spans=spans: shared_hours.keep(c, spans))  # type: ignore[misc]


def fill(connection: Connection, rows: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    chunk = list(rows)
    hours = {place["id"]: shared_hours.Hours(premises(place)) for _, place in chunk}
    shared = shared_hours.share(connection, hours.values())
    for _, place in chunk:
        place["hours_id"] = shared[hours[place["id"]].fingerprint]
    for table, which in ((merchants, 0), (locations, 1)):
        put_in(connection, table, [row[which] for row in chunk])


def put_in(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """On PostgreSQL in one statement, after which words are learnt once."""
    names = ", ".join(rows[0])
    if connection.dialect.name == "sqlite":
        values = ", ".join(f":{name}" for name in rows[0])
        connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({values})"), rows)
        return
    given = f"json_populate_recordset(NULL::{table.name}, CAST(:rows AS json))"
    statement = text(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {given}")
    connection.execute(statement, {"rows": json.dumps(rows)})


def premises(place: dict[str, Any]) -> Premises:
    return Premises(*(place[each.name] for each in fields(Premises)))


async def analyse(url: str) -> None:
    """As PostgreSQL does by itself before long, and SQLite never."""
    if url.startswith("postgresql"):
        engine = create_async_engine(parse(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.exec_driver_sql("VACUUM ANALYZE")
