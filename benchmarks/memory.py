"""What the program keeps in memory: with the demo's town, and with very many places in its database."""

import asyncio
import sys
import tempfile
from pathlib import Path
from shutil import copyfile

from benchmarks import filled_towns
from benchmarks.report import Section
from benchmarks.sizes import size
from bot.clock import MachineClock
from database import migrating
from database.door import open_database
from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, Settings, running
from tests.journeys.town import GUEST, TOKEN, seed_now, settings_of

PLACES = size(1_000_000, 300, "PLACES")
SEARCHES = ("kavila", "toraka", "ka", "misupe", "xxlatoka")
HELSINKI = (60.17, 24.94)
PATIENCE = 120


async def section() -> Section:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = await of_demo(folder)
        few, many = (
            await of_program(folder / "few.db", 0),
            await of_program(folder / "many.db", PLACES),
        )
    intro = (
        "Resident memory of the program's process, after somebody looked around and searched. "
        "The demo's has the sandbox and its page in it."
    )
    rows: list[tuple[str, ...]] = [
        ("the demo", f"{demo:.0f} MB", "150 MB"),
        ("running, the seeded town", f"{few:.0f} MB", ""),
        (f"running, {PLACES:,} more places", f"{many:.0f} MB", ""),
        ("what these take", f"{many - few:.0f} MB", "60 MB"),
    ]
    return Section("Memory", intro, ("", "found", "aim"), rows)


def resident(process: asyncio.subprocess.Process) -> float:
    """Megabytes, as Linux counts them."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(found) / 1024


async def of_demo(folder: Path) -> float:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"),
        *("--data", str(folder / "demo")),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(PATIENCE):
            url = (await process.stdout.readline()).decode().split()[4].rstrip("/")
            while b"The town is open" not in await process.stdout.readline():
                assert process.returncode is None
        async with SandboxClient(url) as client:
            await look_around(client.person(GUEST))
        return resident(process)
    finally:
        process.terminate()
        await process.wait()


async def of_program(path: Path, places: int) -> float:
    url = f"sqlite:///{path}"
    if places:
        async with filled_towns.on_sqlite(places) as filled:
            copyfile(filled.partition("///")[2], path)
    await migrating.upgrade(url)
    async with open_database(url) as database:
        await database.write(seed_now)
        await filled_towns.work_out(database, MachineClock().now())
    async with running(Sandbox(Settings(token=TOKEN))) as api, SandboxClient(api) as client:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=settings_of(api, url),
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await look_around(client.person(GUEST))
            return resident(process)
        finally:
            process.terminate()
            await process.wait()


async def look_around(guest: PersonClient) -> None:
    """Where they are, then by words, right and wrong."""
    await guest.start()
    await guest.wait_for(lambda shown: bool(shown.buttons), PATIENCE)
    seq = (await guest.chat()).seq
    await guest.share_location(*HELSINKI)
    await guest.wait_for(lambda shown: bool(shown.buttons), PATIENCE, after=seq)
    for words in SEARCHES:
        seq = (await guest.chat()).seq
        await guest.say(words)
        await guest.wait_for(lambda shown: bool(shown.buttons), PATIENCE, after=seq)
