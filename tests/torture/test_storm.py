"""Killed again and again, the real program loses nothing and does nothing twice.

`make storms` runs the same for longer: KILLS sets how often it is killed in each shape, SEED
replays a run.
"""

import os
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.thoroughness import THOROUGH
from tests.torture.balancer import pair
from tests.torture.market import Market, opened
from tests.torture.ordeal import suffer
from tests.torture.storm import Plan
from tests.torture.victim import Victim, alone

KILLS = int(os.environ.get("KILLS") or 2)
GUESTS = 12 if THOROUGH else 4
SECONDS = 1800 + 600 * KILLS
"""Twice as long as all that it waits for may take."""

EACH = {
    "bookings": 1,
    "visits": 0.3,
    "carts": 1,
    "at a time": 0.1,
    "redemptions": 1,
    "deposits": 0.5,
    "menus in parts": 0.5,
    "rests": 0.3,
    "bills": 0.3,
    "sittings of several": 0.15,
    "deliveries": 1,
    "brought": 0.2,
    "at the door": 0.1,
    "washed": 0.1,
    "numbers": 1,
    "seated": 0.5,
    "waits": 0.3,
    "freed": 0.1,
}
"""How many of each there are at least, for one kill."""

pytestmark = [pytest.mark.torture, pytest.mark.timeout(SECONDS)]


@pytest.fixture
async def market(database_url: str, tmp_path: Path) -> AsyncIterator[Market]:
    async with opened(tmp_path, database_url, GUESTS) as made:
        yield made


async def test_nothing_is_lost_and_nothing_done_twice(market: Market, dialect: str) -> None:
    await survive(market, alone(market), plan())
    mines = (market.town.folder / "log").read_text(errors="replace").count("a mine")
    assert (mines > 0) == (dialect == "sqlite")


@pytest.mark.skipif(not os.environ.get("KILLS"), reason="takes its time: make torture")
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_two_programs_behind_one_webhook_lose_nothing_either(market: Market) -> None:
    chosen = plan()
    async with pair(market, chosen.dice("balancer")) as victim:
        await survive(market, victim, chosen)


def plan() -> Plan:
    """The shortest storm is over before much can happen: somebody pays."""
    least = (
        {name: number * KILLS for name, number in EACH.items()} if THOROUGH else {"charges": 1.0}
    )
    return Plan(os.environ.get("SEED") or secrets.token_hex(4), KILLS, least=least)


async def survive(market: Market, victim: Victim, plan: Plan) -> None:
    sys.stdout.write(f"\nseed {plan.seed}: {plan.kills} kills to come\n")

    verdict = await suffer(market, victim, plan)

    sys.stdout.write(f"{verdict.summary}\n")
    assert not verdict.problems, "\n".join(
        [*verdict.problems, verdict.summary, f"replay: make storms SEED={plan.seed}"]
    )
    assert victim.kills >= KILLS
