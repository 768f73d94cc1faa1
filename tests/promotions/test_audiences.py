"""Whom a campaign is for: always only people who agreed and can be reached."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from database.door import Database
from people import reaching
from promotions import audiences
from promotions.audiences import Bought, Everyone, Near
from tests.making import Market
from tests.promotions.crowd import agreeing, looked, ordered, says

KALLIO = (60.184, 24.950)
AROUND_KALLIO = Near(*KALLIO, radius=2000, label="Kallio")


def members(connection: Connection, audience: audiences.Audience) -> set[int]:
    return set(connection.execute(audiences.people_in(audience)).scalars())


async def test_silence_withdrawal_and_blocking_keep_one_out(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[set[int], set[int], int]:
        ada, bob, eve = agreeing(connection, now, 3)
        Market(connection, now).guest("never asked")
        says(connection, bob, now, yes=False)
        reaching.mark_unreachable(connection, "telegram", str(eve + 1000), now)
        return {ada}, members(connection, Everyone()), audiences.count(connection, Everyone())

    expected, found, count = await database.write(work)
    assert found == expected
    assert count == 1


async def test_near_are_those_whose_last_place_is_near(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[set[int], set[int]]:
        near, left, came, nowhere = agreeing(connection, now, 4)
        tampere = (61.498, 23.760)
        looked(connection, near, (60.190, 24.960), now)
        looked(connection, near, None, now)  # words alone say nothing about where
        looked(connection, left, KALLIO, now)
        looked(connection, left, tampere, now)
        looked(connection, came, tampere, now)
        looked(connection, came, KALLIO, now)
        looked(connection, nowhere, None, now)
        return {near, came}, members(connection, AROUND_KALLIO)

    expected, found = await database.write(work)
    assert found == expected


@pytest.mark.parametrize(("latitude", "inside"), [(60.2019, True), (60.2021, False)])
async def test_the_radius_is_in_metres(
    database: Database, now: datetime, latitude: float, inside: bool
) -> None:
    def work(connection: Connection) -> int:
        (guest,) = agreeing(connection, now, 1)
        looked(connection, guest, (latitude, KALLIO[1]), now)
        return audiences.count(connection, AROUND_KALLIO)

    assert await database.write(work) == int(inside)


async def test_near_works_across_the_date_line(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> int:
        (guest,) = agreeing(connection, now, 1)
        looked(connection, guest, (-16.78, -179.99), now)
        return audiences.count(connection, Near(-16.78, 179.99, 5000, "Taveuni"))

    assert await database.write(work) == 1


async def test_bought_are_those_whose_order_was_not_called_off(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[set[int], set[int], set[int]]:
        ada, bob, eve, _none = agreeing(connection, now, 4)
        ordered(connection, ada, now)
        ordered(connection, bob, now, state="cancelled")
        held = {"state": "held", "held_until": now, "placed_at": None}
        ordered(connection, eve, now, **held)
        cafes, barbers = (Bought("cafe"), Bought("barber"))
        return {ada}, members(connection, cafes), members(connection, barbers)

    expected, cafes, barbers = await database.write(work)
    assert cafes == expected
    assert barbers == set()


@pytest.mark.parametrize("audience", [Everyone(), AROUND_KALLIO, Bought("cafe")])
def test_an_audience_comes_back_from_the_database_as_it_was(audience: audiences.Audience) -> None:
    assert audiences.from_json(audiences.to_json(audience)) == audience
