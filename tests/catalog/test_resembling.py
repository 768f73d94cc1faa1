"""Who adds a place that is here already is asked whether it is that one."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from catalog import applying, lists
from catalog.claiming import approve
from catalog.resembling import are_alike, resembling, resembling_any
from database.door import Database
from database.point import Point
from tests import market
from tests.catalog.market import add_person
from tests.catalog.test_applying import described
from tests.market import KALLIO

NORTH = Point(KALLIO.latitude + 0.0040, KALLIO.longitude)
"""Where the florist is."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salon Noor", "Salon Nour"),
        ("Kuosmanen", "Barber Kuosmanen"),
        ("KAHVILA café", "Cafe Kahvila"),
        ("海底捞", "海底捞火锅"),
        ("Кафе Нур", "Kafe Nur"),
    ],
)
def test_names_over_one_door(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salon Noor", "Salon Kuosmanen"),
        ("Cafe", "Kahvila"),
        ("", "Cafe"),
        ("!", "?"),
        ("店", "饭店"),
    ],
)
def test_names_over_two(one: str, other: str) -> None:
    assert not are_alike(one, other)


async def test_those_nearby_are_found_and_no_others(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        market.build(connection, now)
        found = resembling(connection, "kukka", NORTH)
        assert [each.name for each in found] == ["Kukka & Co"]
        assert found[0].metres < 1
        beside = Point(NORTH.latitude, NORTH.longitude + 0.0034)  # some 190 metres
        assert [each.name for each in resembling(connection, "kukka", beside)] == ["Kukka & Co"]
        assert not resembling(connection, "kukka", Point(NORTH.latitude, NORTH.longitude + 0.0040))
        assert not resembling(connection, "Salon", NORTH)

    await database.write(work)


async def test_an_operator_sees_also_one_that_waits(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor, other = add_person(connection), add_person(connection)
        first = applying.ask(
            connection, described(connection, noor, now, "Salon Noor", NORTH), noor, now
        )
        again = applying.ask(
            connection, described(connection, other, now, "Salon Nour", NORTH), other, now
        )
        one, two = (lists.claim(connection, each) for each in (first, again))
        assert one is not None
        assert two is not None
        found = resembling_any(connection, two.merchant_id, "Salon Nour", NORTH)
        assert [each.merchant_id for each in found] == [one.merchant_id]
        assert not resembling(connection, "Salon Nour", NORTH)

    await database.write(work)


async def test_over_the_date_line(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        west, east = Point(-17.0, 179.9999), Point(-17.0, -179.9999)
        noor, boss = add_person(connection), add_person(connection, operator=True)
        made = described(connection, noor, now, "Taveuni Dive", west)
        claim = applying.ask(connection, made, noor, now)
        approve(connection, claim, boss, now)
        assert [each.name for each in resembling(connection, "Taveuni", east)] == ["Taveuni Dive"]

    await database.write(work)
