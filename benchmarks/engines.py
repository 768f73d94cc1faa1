"""Databases to measure on: a SQLite file, and a PostgreSQL server of our own, as durable as it comes."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

from tests.databases import FOLDER, PostgresServer, make_folder, remove_folder

T = TypeVar("T")


@asynccontextmanager
async def sqlite() -> AsyncIterator[Path]:
    """Where a file may be made."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "market.db"


@asynccontextmanager
async def postgres() -> AsyncIterator[str]:
    """An empty database."""
    async with postgres_server() as server, empty(server) as url:
        yield url


@asynccontextmanager
async def postgres_server(kept: Path | None = None) -> AsyncIterator[PostgresServer]:
    """Gone at the end with all that it holds, unless it is kept in a folder."""
    async with beside(_server(kept)) as server:
        yield server


@asynccontextmanager
async def empty(server: PostgresServer) -> AsyncIterator[str]:
    """One more database there."""
    async with beside(server.empty(Path())) as url:
        yield url


@contextmanager
def _server(kept: Path | None) -> Iterator[PostgresServer]:
    if kept is None:
        make_folder()
    else:
        os.environ[FOLDER] = str(kept)
    server = PostgresServer()
    try:
        yield server
    finally:
        server.close()
        if kept is None:
            remove_folder()


@asynccontextmanager
async def beside(manager: AbstractContextManager[T]) -> AsyncIterator[T]:
    """What runs loops of its own, entered and left in a thread that has none."""
    entered = await asyncio.to_thread(manager.__enter__)
    try:
        yield entered
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)
