"""With a guard taken out the judges must notice; else all their silence would prove nothing."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sandbox.client import SandboxError
from tests.databases import SqliteFiles
from tests.torture.market import Market, opened
from tests.torture.operators import Promoter
from tests.torture.ordeal import Verdict, reckon, suffer
from tests.torture.storm import Plan, busy, cast, hire, next_charge
from tests.torture.troubles import misbehave
from tests.torture.victim import alone

LOST_NEWS = {"kind": "lost_answer", "method": "sendMessage", "probability": 0.5}
LOST_REFUND = {"kind": "lost_answer", "method": "refund", "count": 20}
PATIENCE = 60
PROMOTIONS = 3
KILLS = 12

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(not os.environ.get("KILLS"), reason="judges the judges: make torture"),
]


def accuses(verdict: Verdict, words: str) -> bool:
    return any(words in problem for problem in verdict.problems)


async def bad_line(market: Market, guard: str, fault: Mapping[str, Any]) -> Verdict:
    """People pay twice and are sent promotions while one thing goes wrong again and again."""
    victim, plan = alone(market, guard), Plan(guard, 0)
    players = cast(market, victim, plan)
    for guest in players.guests:
        guest.outcomes = {"pays_twice": 1}
    try:
        await victim.start()
        await victim.ready()
        await hire(market, players)
        await misbehave(market, [fault], plan.dice("line"))
        async with busy(market, players):
            await promote(players.promoter)
            await next_charge(market, PATIENCE)
        return await reckon(market, victim, players, plan)
    finally:
        await victim.abandon()


async def promote(promoter: Promoter) -> None:
    sent = 0
    while sent < PROMOTIONS:
        try:
            await promoter.promote()
            sent += 1
        except SandboxError:
            await promoter.catch_breath()


@pytest.mark.parametrize(
    ("guard", "fault", "words"),
    [
        ("promote-again", LOST_NEWS, "got 'Soup"),
        ("refund-with-new-keys", LOST_REFUND, "got back"),
    ],
)
async def test_the_judges_notice_what_is_done_twice(
    guard: str, fault: Mapping[str, Any], words: str, sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    with sqlite_files.fresh(tmp_path) as url:
        async with opened(tmp_path, url, guests=6) as market:
            verdict = await bad_line(market, guard, fault)

    assert accuses(verdict, words), verdict


async def test_the_judges_notice_what_is_lost(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    guard = "confirm-before-commit"
    with sqlite_files.fresh(tmp_path) as url:
        async with opened(tmp_path, url, guests=6) as market:
            plan = Plan(guard, KILLS, least={"charges": 2 * KILLS})
            verdict = await suffer(market, alone(market, guard), plan)

    assert accuses(verdict, "is booked 0 times"), verdict
