"""Nobody else on the machine reads what is in the market, however loose the machine's umask is."""

import asyncio
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from database import migrating
from database.door import open_database
from database.sqlite_file import OWNER_ONLY

FOR_ALL = 0o644


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def rights(path: Path) -> dict[str, int]:
    files = path.parent.glob(f"{path.name}*")
    return {each.name[len(path.name) :]: stat.S_IMODE(each.stat().st_mode) for each in files}


async def used(path: Path) -> dict[str, int]:
    async with open_database(f"sqlite:///{path}") as database:
        await database.write(lambda c: c.execute(text("CREATE TABLE t (x)")).rowcount)
        return rights(path)


async def test_a_new_database_is_its_owners(path: Path) -> None:
    assert await used(path) == dict.fromkeys(("", "-wal", "-shm"), OWNER_ONLY)


async def test_so_is_one_that_gets_its_tables(path: Path) -> None:
    await migrating.upgrade(f"sqlite:///{path}")
    assert rights(path)[""] == OWNER_ONLY


def test_one_that_was_there_keeps_the_rights_it_was_given(path: Path) -> None:
    path.touch()
    path.chmod(FOR_ALL)
    assert asyncio.run(used(path)) == dict.fromkeys(("", "-wal", "-shm"), FOR_ALL)
