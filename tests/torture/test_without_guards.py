"""With a guard taken out the judges must notice; else all their silence would prove nothing."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.databases import SqliteFiles
from tests.torture import broken
from tests.torture.market import opened
from tests.torture.ordeal import suffer
from tests.torture.storm import Plan
from tests.torture.victim import Victim

LOST_NEWS = {"kind": "lost_answer", "method": "sendMessage", "probability": 0.5}
LOST_REFUND = {"kind": "lost_answer", "method": "refund", "count": 20}

CASES = {
    "confirm-before-commit": (8, {}, "is booked 0 times"),
    "promote-again": (1, LOST_NEWS, "got 'Soup"),
    "refund-with-new-keys": (2, LOST_REFUND, "got back"),
}

FEW = 2

pytestmark = [pytest.mark.torture, pytest.mark.timeout(240)]


def shortly(guard: str, kills: int) -> Any:
    """What only many kills bring to light is left to `make torture`."""
    patient = bool(os.environ.get("KILLS")) or kills <= FEW
    return pytest.param(guard, marks=() if patient else pytest.mark.skip("make torture does it"))


@pytest.mark.parametrize("guard", [shortly(guard, kills) for guard, (kills, *_) in CASES.items()])
async def test_the_judges_notice(guard: str, sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    kills, fault, words = CASES[guard]
    program = (sys.executable, broken.__file__, guard, "run")
    with sqlite_files.fresh(tmp_path) as url:
        async with opened(tmp_path, url, guests=6) as market:
            victim = Victim(market, program)
            verdict = await suffer(market, victim, plan_of(guard, kills, fault))

    assert any(words in problem for problem in verdict.problems), verdict


def plan_of(guard: str, kills: int, fault: Mapping[str, Any]) -> Plan:
    return Plan(guard, kills, (fault,) if fault else ())
