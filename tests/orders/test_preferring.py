"""The starts nearest to what was asked for are those that the service's own page offers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from catalog.looking import Preferred
from catalog.queries import locations_of
from database.door import Database
from orders.booking import availability, placing
from orders.booking.preferring import Fitting, fitting
from tests.making import Market, Shop

DAY = timedelta(days=1)


def asked(
    connection: Connection, shop: Shop, preferred: Preferred, now: datetime, words: str = ""
) -> Fitting | None:
    return fitting(connection, [shop.location], preferred, words, now).get(shop.location)


async def test_a_single_time_is_answered_by_the_nearest(database: Database, now: datetime) -> None:
    def look(connection: Connection) -> tuple[Fitting | None, list[datetime]]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, capacity=1)
        tomorrow = (now + DAY).date()
        offered = [
            each.starts_at for each in availability.times(connection, service, tomorrow, 1, now)
        ]
        middle = offered[len(offered) // 2]
        minutes = minute_of(connection, shop, middle)
        return asked(
            connection, shop, Preferred(tomorrow, tomorrow, minutes, minutes), now
        ), offered

    found, offered = await database.write(look)

    assert found is not None
    assert found.fits
    assert offered[len(offered) // 2] in found.starts
    assert set(found.starts) <= set(offered)


async def test_what_is_taken_leads_to_the_nearest_in_time(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> tuple[Fitting | None, datetime]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, capacity=1)
        tomorrow = (now + DAY).date()
        first, *_ = availability.times(connection, service, tomorrow, 1, now)
        placing.hold(connection, market.guest(), service, first.starts_at, 1, None, now)
        minutes = minute_of(connection, shop, first.starts_at)
        return asked(
            connection, shop, Preferred(tomorrow, tomorrow, minutes, minutes + 1), now
        ), first.starts_at

    found, taken = await database.write(look)

    assert found is not None
    assert not found.fits
    assert taken not in found.starts
    assert found.starts


async def test_nothing_is_offered_to_more_than_there_is_room_for(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> tuple[Fitting | None, Fitting | None]:
        market = Market(connection, now)
        shop = market.merchant()
        market.service(shop, capacity=4, max_seats=4)
        four, five = Preferred(party=4), Preferred(party=5)
        return asked(connection, shop, four, now), asked(connection, shop, five, now)

    four, five = await database.write(look)

    assert four is not None
    assert five is None


async def test_the_service_that_is_named_comes_before_a_cheaper_one(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> tuple[Fitting | None, Fitting | None]:
        market = Market(connection, now)
        shop = market.merchant()
        market.service(shop, name="Beard trim", price=100)
        market.service(shop, name="Haircut", price=900)
        tomorrow = Preferred((now + DAY).date(), (now + DAY).date())
        return asked(connection, shop, tomorrow, now, "haircut"), asked(
            connection, shop, tomorrow, now
        )

    named, unnamed = await database.write(look)

    assert named is not None
    assert unnamed is not None
    assert (named.name, unnamed.name) == ("Haircut", "Beard trim")


def minute_of(connection: Connection, shop: Shop, moment: datetime) -> int:
    """Of the day, where the shop is."""
    place = next(each for each in locations_of(connection, shop.merchant))
    local = moment.astimezone(ZoneInfo(place.zone))
    return local.hour * 60 + local.minute
