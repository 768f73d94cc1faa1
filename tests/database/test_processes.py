"""Several processes on one SQLite file: everyone gets a turn and nothing is lost."""

import asyncio
import sys
from functools import partial
from pathlib import Path

from sqlalchemy import text

from database.door import Database, open_database
from tests.database.tables import guests, open_market, seat

WRITER = """
import asyncio, sys
from database.door import open_database
from tests.database.tables import seat

async def main(url, name):
    async with open_database(url) as database:
        print("ready", flush=True)
        for number in range(40):
            await database.write(lambda connection: seat(connection, f"{name} {number}"))

asyncio.run(main(*sys.argv[1:]))
"""

CROWD = """
import asyncio, os, sys
from itertools import count
from database.door import open_database
from tests.database.tables import seat

async def write(database, numbers):
    for number in numbers:
        await database.write(lambda connection: seat(connection, f"guest {number}"))
        os.write(1, f"guest {number}\\n".encode())

async def main(url):
    numbers = count()
    async with open_database(url) as database:
        await asyncio.gather(*[write(database, numbers) for _ in range(16)])

asyncio.run(main(*sys.argv[1:]))
"""


async def test_every_process_gets_its_turn(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'market.db'}"
    async with open_database(url) as database:
        await open_market(database)
        others = [await start(url, name) for name in ("left", "right")]
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for caller in range(8):
                group.create_task(keep_writing(database, f"here {caller}", stop))
            assert [await other.wait() for other in others] == [0, 0]
            stop.set()
        found = await database.read(guests)
    assert len([guest for guest in found if not guest.startswith("here")]) == 80
    assert len(set(found)) == len(found)


async def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'market.db'}"
    async with open_database(url) as database:
        await open_market(database)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CROWD, url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    answered = [(await process.stdout.readline()).decode().strip() for _ in range(200)]
    process.kill()
    answered += (await process.stdout.read()).decode().split("\n")[:-1]
    await process.wait()
    async with open_database(url) as database:
        found = await database.read(guests)
        check = text("PRAGMA integrity_check")
        assert await database.read(lambda connection: connection.scalar(check)) == "ok"
    assert set(answered) <= set(found)


async def start(url: str, name: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, url, name, stdout=asyncio.subprocess.DEVNULL
    )


async def keep_writing(database: Database, name: str, stop: asyncio.Event) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        await database.write(partial(seat, guest=f"{name} {number}"))
