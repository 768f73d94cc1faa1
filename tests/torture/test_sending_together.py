"""Two programs share what Telegram takes in a second, also while one of them is killed in the middle of a promotion."""

import asyncio
import os
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection

from people import consenting
from people.arriving import Newcomer, welcome
from people.consenting import PROMOTIONS
from sandbox.client import SandboxError
from sandbox.limits import OVERALL
from sandbox.settings import PersonSettings
from tests.torture.balancer import pair
from tests.torture.market import Market, opened
from tests.torture.operators import Promoter
from tests.torture.phone import Phone
from tests.torture.victim import Victim
from tests.torture.witness import Sent

READERS = range(6001, 6151)
EARLY, LATE = 30, 90
"""So many have it when one program is killed, and when it is back."""

PATIENCE = 60

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(not os.environ.get("KILLS"), reason="takes its time: make torture"),
]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_never_too_many_in_a_second_and_none_twice(database_url: str, tmp_path: Path) -> None:
    async with opened(tmp_path, database_url, guests=0) as market:
        await everybody_agrees(market)
        async with pair(market, Random("together")) as victim:
            try:
                await victim.start()
                await victim.ready()
                await promote(market, victim)
            finally:
                await victim.abandon()

        times = Counter(sent.chat for sent in promoted(market))
        under_way = len(READERS) - len(times)
        assert set(times.values()) == {1}
        assert under_way <= OVERALL
        assert busiest([sent.began for sent in market.witness.sent]) <= OVERALL


async def everybody_agrees(market: Market) -> None:
    now = market.sandbox.clock.now()

    def agree(connection: Connection) -> None:
        given = {"wording": "yes", "locale": "en", "channel": "telegram", "source": None}
        for user in READERS:
            newcomer = Newcomer("telegram", str(user), str(user), f"P{user}", None, "en")
            person = welcome(connection, newcomer, now)
            consenting.grant(connection, person.id, PROMOTIONS, **given, now=now)

    await market.database.write(agree)
    for user in READERS:
        market.sandbox.add_person(PersonSettings(user, f"P{user}", language_code="en"))
        market.sandbox.chats[user].started = True


async def promote(market: Market, victim: Victim) -> None:
    """One is killed while it holds its share, and comes back when the other has all of it."""
    random = Random("promote")
    operator = Phone(market.client.person(market.operator), random)
    promoter = Promoter(operator, market)
    await operator.person.start()
    while not promoter.words:
        try:
            await promoter.promote()
        except SandboxError:
            await promoter.catch_breath()
    await reached(market, EARLY)
    await victim.programs[0].kill()
    await reached(market, LATE)
    await victim.start()
    await reached(market, len(READERS) - OVERALL)
    await market.client.quiet(timeout=PATIENCE, still=3)


def promoted(market: Market) -> list[Sent]:
    return [sent for sent in market.witness.sent if sent.text.startswith("Soup for two")]


async def reached(market: Market, number: int) -> None:
    activity = market.sandbox.activity
    async with asyncio.timeout(PATIENCE):
        while len(promoted(market)) < number:
            await activity.passed(activity.revision, 1)


def busiest(moments: list[float]) -> int:
    """The most that came in within one second."""
    moments = sorted(moments)
    return max(bisect_left(moments, each + 1) - at for at, each in enumerate(moments))
