"""Killed again and again, the real program loses nothing and does nothing twice.

`make torture` runs the same for longer: KILLS sets how often it is killed on each engine, SEED
replays a run.
"""

import os
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.torture.market import Market, opened
from tests.torture.ordeal import suffer
from tests.torture.storm import Plan
from tests.torture.victim import alone

KILLS = int(os.environ.get("KILLS") or 3)
GUESTS = 6 if KILLS < 20 else 12
SECONDS = 240 + 15 * KILLS

pytestmark = [pytest.mark.torture, pytest.mark.timeout(SECONDS)]


@pytest.fixture
async def market(database_url: str, tmp_path: Path) -> AsyncIterator[Market]:
    async with opened(tmp_path, database_url, GUESTS) as made:
        yield made


async def test_nothing_is_lost_and_nothing_done_twice(market: Market) -> None:
    plan = Plan(os.environ.get("SEED") or secrets.token_hex(4), KILLS)
    victim = alone(market)
    sys.stdout.write(f"\nseed {plan.seed}: {plan.kills} kills to come\n")

    verdict = await suffer(market, victim, plan)

    sys.stdout.write(f"{verdict.summary}\n")
    assert not verdict.problems, "\n".join(
        [*verdict.problems, verdict.summary, f"replay: make torture SEED={plan.seed}"]
    )
    assert victim.kills == KILLS
