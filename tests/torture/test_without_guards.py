"""With a guard taken out the judges must notice; else all their silence would prove nothing."""

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
    "promote-again": (2, LOST_NEWS, "got 'Soup"),
    "refund-with-new-keys": (3, LOST_REFUND, "got back"),
}

pytestmark = [pytest.mark.torture, pytest.mark.timeout(240)]


@pytest.mark.parametrize("guard", CASES)
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
