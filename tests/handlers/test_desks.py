"""Whoever works at many places leafs through their desks."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenHome
from handlers.merchant.actions import OpenDesk, OpenDesks
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns


async def kim_with(database: Database, now: datetime, places: int) -> Presses:
    def build(connection: Connection) -> list[int]:
        market = Market(connection, now)
        return [market.merchant(f"Shop {number}").merchant for number in range(places)]

    merchants = await database.write(build)
    return Presses(
        database,
        Turns(now),
        Person(1, "Kim", "en", rights=granted(dict.fromkeys(merchants, Role.OWNER))),
    )


async def test_many_desks_are_pages_and_each_leads_back_to_its_own(
    database: Database, now: datetime
) -> None:
    kim = await kim_with(database, now, 10)
    first = actions_on(await kim.page(OpenDesks()))
    assert len(first) == 9
    second = actions_on(await kim.page(first["Next ›"]))
    assert list(second) == ["Shop 8", "Shop 9", "‹ Previous"]
    assert second["‹ Previous"] == OpenDesks(0)

    assert (await kim.page(first["Shop 0"])).back == OpenDesks(0)
    assert (await kim.page(second["Shop 8"])).back == OpenDesks(1)


@pytest.mark.parametrize("places", [2, 8])
async def test_a_few_desks_are_one_page(database: Database, now: datetime, places: int) -> None:
    kim = await kim_with(database, now, places)
    assert len(actions_on(await kim.page(OpenDesks()))) == places


async def test_a_page_that_is_there_no_more_is_the_last_one(
    database: Database, now: datetime
) -> None:
    kim = await kim_with(database, now, 10)
    assert await kim.page(OpenDesks(2**31 - 1)) == await kim.page(OpenDesks(1))


async def test_the_only_desk_leads_home(database: Database, now: datetime) -> None:
    kim = await kim_with(database, now, 1)
    (merchant,) = kim.person.merchants
    assert (await kim.page(OpenDesk(merchant))).back == OpenHome()
