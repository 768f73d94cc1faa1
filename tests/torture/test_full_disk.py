"""A disk that is full for a while: nothing is confirmed, nothing is lost, then all goes on."""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.client import SandboxError
from tests.databases import SqliteFiles
from tests.thoroughness import many
from tests.torture.guests import Guest
from tests.torture.market import Market, opened
from tests.torture.ordeal import reckon
from tests.torture.storm import Plan, busy, cast, hire
from tests.torture.victim import alone

SIZE = "16m"
PATIENCE = 30
PLAN = Plan("full disk", 0)

pytestmark = pytest.mark.torture


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 megabytes, where this machine lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Ballast that leaves no byte free."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return ballast
    raise AssertionError


async def in_trouble(market: Market) -> None:
    """Until the bot says that it cannot write."""
    log, activity = market.town.folder / "log", market.sandbox.activity
    async with asyncio.timeout(PATIENCE):
        while "a payment could not be recorded" not in log.read_text():
            await activity.passed(activity.revision, 0.2)


async def pays_late(guest: Guest) -> None:
    """Their bank takes its time: the money is on its way when this returns."""
    async with asyncio.timeout(PATIENCE):
        while not guest.last_due:
            try:
                await guest.buy()
            except SandboxError:
                await guest.catch_breath()


async def test_money_that_comes_while_the_disk_is_full_is_not_lost(
    small_disk: Path, sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    with sqlite_files.fresh(small_disk) as url:
        async with opened(tmp_path, url, guests=many(2, 4)) as market:
            victim = alone(market)
            players = cast(market, victim, PLAN)
            patient = players.guests[0]
            patient.outcomes = {"late": 1}
            try:
                await victim.start()
                await victim.ready()
                await hire(market, players)
                await pays_late(patient)
                async with busy(market, players):
                    ballast = fill(small_disk)
                    due = patient.last_due - market.sandbox.clock.timestamp()
                    await market.client.advance(due + 1)
                    await in_trouble(market)
                    ballast.unlink()
                    await market.calls(many(30, 150), patience=20)
                verdict = await reckon(market, victim, players, PLAN)
            finally:
                await victim.abandon()

    assert verdict.problems == []
    assert len(market.sandbox.invoices.payments) > 0
