"""Promotions are made and sent only by whoever runs the market at that moment."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from database.door import Database
from people import operating
from promotions import composing, sending
from promotions.audiences import Bought
from tests.making import Market
from tests.promotions.crowd import agreeing, drafted
from tests.refusing import refuses

SOME_DAY = datetime(2027, 1, 1, tzinfo=UTC)
CHANGES: Mapping[Callable[..., Any], tuple[Any, ...]] = {
    composing.give_words: ("Other words",),
    composing.give_photo: ("telegram:abc",),
    composing.choose_target: ("at_1_-", "See the place"),
    composing.choose_audience: (Bought("cafe"),),
    sending.start: (),
    sending.schedule: (SOME_DAY,),
    sending.unschedule: (),
    sending.pause: (),
    sending.resume: (),
    sending.stop: (),
    sending.discard: (),
    sending.send_trial: (),
}
"""What is done to one of them, and what each is given."""


def without_right(connection: Connection, now: datetime) -> tuple[int, tuple[int, int]]:
    """A draft that is ready to be sent; a guest, and the operator of before who began it."""
    market = Market(connection, now)
    guest, removed, other = market.guest(), market.operator(), market.operator()
    campaign = drafted(connection, removed, now)
    agreeing(connection, now, 1)
    operating.remove(connection, removed, other, now)
    return campaign, (guest, removed)


@pytest.mark.parametrize("does", CHANGES, ids=lambda does: str(does.__name__))
async def test_only_an_operator(
    database: Database, now: datetime, does: Callable[..., Any]
) -> None:
    def attempt(connection: Connection) -> None:
        campaign, people = without_right(connection, now)
        for person in people:
            refuses(connection, does, campaign, person, *CHANGES[does], now=now)

    await database.write(attempt)


async def test_only_an_operator_begins_one(database: Database, now: datetime) -> None:
    def attempt(connection: Connection) -> None:
        for person in without_right(connection, now)[1]:
            refuses(connection, composing.begin, person, now=now)

    await database.write(attempt)
