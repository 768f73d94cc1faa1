"""Where nothing is free when it was asked for, one sentence says the nearest in time and in space."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from catalog import searching
from catalog.indexing import reindex
from catalog.looking import WIDEST, Looking, Preferred
from catalog.models import locations
from chat.errors import PageOutdated
from chat.screen import Button, Screen, Style
from chat.turn import Person
from database.door import Database
from database.point import Point
from handlers.guest.actions import OpenMerchant, OpenResults, OpenService
from handlers.guest.how_far import LimitDistance, LookEverywhere, OpenHowFar
from handlers.guest.taking import TakeNext
from orders.booking import availability, placing
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns

DAY = timedelta(days=1)
HERE = Point(60.1625, 24.94)
NEXT_DOOR = {"latitude": 60.163, "longitude": 24.94}
NORTH = {"latitude": 60.19, "longitude": 24.94}
"""Three kilometres."""


def shop_at(market: Market, name: str, **where: float) -> int:
    """A place with one service, as a list finds it."""
    shop = market.merchant(name)
    theirs = locations.c.id == shop.location
    market.connection.execute(update(locations).where(theirs).values(**where or NEXT_DOOR))
    service = market.service(shop)
    reindex(market.connection, shop.merchant)
    return service


def fill(connection: Connection, market: Market, service: int, now: datetime) -> datetime:
    """The first start of tomorrow is taken; it is returned."""
    tomorrow = (now + DAY).date()
    first, *_ = availability.times(connection, service, tomorrow, 1, now)
    placing.hold(connection, market.guest(), service, first.starts_at, 1, None, now)
    return first.starts_at


async def looked(
    database: Database, now: datetime, looking: Looking, *, further: bool, limited: bool
) -> tuple[Presses, Screen]:
    """Tomorrow at nine, where the place next door is taken then."""

    def build(connection: Connection) -> int:
        market = Market(connection, now)
        fill(connection, market, shop_at(market, "Next Door"), now)
        if further:
            shop_at(market, "Further Away", **NORTH)
        return market.guest()

    guest = await database.write(build)
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))
    tomorrow = (now + DAY).date()
    preferred = Preferred(tomorrow, tomorrow, 9 * 60, 9 * 60 + 1)
    wanted = replace(looking, preferred=preferred, radius=1_000 if limited else WIDEST)
    search = await database.write(lambda c: searching.remember(c, guest, wanted, now))
    return presses, await presses.page(OpenResults(search))


async def test_both_are_said_and_the_further_place_can_be_taken_at_once(
    database: Database, now: datetime
) -> None:
    _, screen = await looked(database, now, Looking(point=HERE), further=True, limited=True)

    assert "The nearest time is" in screen.text
    assert (
        "at Next Door; the nearest place that is free then is Further Away, 3.1 km." in screen.text
    )
    keys = [each.action for row in screen.rows[2:4] for each in row if isinstance(each, Button)]
    assert [type(each) for each in keys[:2]] == [OpenMerchant, TakeNext]


async def test_of_one_place_with_another_time_the_list_says_it(
    database: Database, now: datetime
) -> None:
    _, screen = await looked(database, now, Looking(point=HERE), further=False, limited=True)

    assert "Nothing free then. Nearest:" in screen.text
    assert "Nothing is free here then" not in screen.text


async def test_a_place_in_the_list_that_is_free_needs_no_other(
    database: Database, now: datetime
) -> None:
    _, screen = await looked(database, now, Looking(point=HERE), further=True, limited=False)

    assert "Free then" in screen.text
    assert "Nothing is free here then" not in screen.text


async def test_how_far_is_changed_and_taken_away_by_presses(
    database: Database, now: datetime
) -> None:
    presses, screen = await looked(database, now, Looking(point=HERE), further=True, limited=True)
    (how_far,) = [each for each in actions_on(screen).values() if isinstance(each, OpenHowFar)]

    wider = await presses.press(LimitDistance(how_far.search, 5_000))
    any_distance = await presses.press(LimitDistance(how_far.search, None))
    everywhere = await presses.press(LookEverywhere(how_far.search))

    assert isinstance(wider, OpenHowFar)
    assert (await recalled(presses, wider.search)).radius == 5_000
    assert isinstance(any_distance, OpenHowFar)
    assert (await recalled(presses, any_distance.search)).radius == WIDEST
    assert isinstance(everywhere, OpenResults)
    assert (await recalled(presses, everywhere.search)).point is None


@pytest.mark.parametrize("metres", [0, 49, WIDEST + 1])
async def test_a_forged_distance_is_refused(database: Database, now: datetime, metres: int) -> None:
    presses, screen = await looked(database, now, Looking(point=HERE), further=False, limited=True)
    (how_far,) = [each for each in actions_on(screen).values() if isinstance(each, OpenHowFar)]

    with pytest.raises(PageOutdated):
        await presses.press(LimitDistance(how_far.search, metres))


async def recalled(presses: Presses, search: int) -> Looking:
    return await presses.database.read(lambda c: searching.recall(c, search, presses.person.id))


async def test_where_the_list_has_nothing_at_all_the_nearest_further_away_is_offered(
    database: Database, now: datetime
) -> None:
    """Nobody is free at five in the morning, here or there."""

    def build(connection: Connection) -> int:
        market = Market(connection, now)
        shop_at(market, "Further Away", **NORTH)
        return market.guest()

    guest = await database.write(build)
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))
    tomorrow = (now + DAY).date()
    at_five = Preferred(tomorrow, tomorrow, 5 * 60, 5 * 60)
    looking = Looking(point=HERE, radius=1_000, preferred=at_five)
    search = await database.write(lambda c: searching.remember(c, guest, looking, now))

    screen = await presses.page(OpenResults(search))

    assert "The nearest time is Thu 9:00\u202fAM at Further Away, 3.1 km." in screen.text
    assert "Nothing found" not in screen.text


async def test_the_hour_that_was_said_is_kept_to_the_pages_of_a_place_and_its_services(
    database: Database, now: datetime
) -> None:
    def build(connection: Connection) -> int:
        market = Market(connection, now)
        shop_at(market, "Next Door")
        return market.guest()

    guest = await database.write(build)
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))
    tomorrow = (now + DAY).date()
    looking = Looking(point=HERE, preferred=Preferred(tomorrow, tomorrow, 15 * 60, 15 * 60))
    search = await database.write(lambda c: searching.remember(c, guest, looking, now))
    found = await presses.page(OpenResults(search))

    place = next(each for each in actions_on(found).values() if isinstance(each, OpenMerchant))
    there = await presses.page(place)
    service = next(each for each in actions_on(there).values() if isinstance(each, OpenService))
    times = await presses.page(service)

    assert primary(times) == ["3:00\u202fPM"]
    assert times.back == place


def primary(screen: Screen) -> list[str]:
    """What the keys that stand out say."""
    keys = (key for row in screen.rows for key in row if isinstance(key, Button))
    return [str(key.label) for key in keys if key.style is Style.PRIMARY]
