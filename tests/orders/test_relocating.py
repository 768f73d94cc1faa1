"""A service moves to another address of its merchant, when nobody is still to come to the old one."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from catalog import changes, equipping, queries
from catalog.errors import LocationUnknown
from database.door import Database
from orders import placing, relocating
from orders.errors import BookedHere
from people.errors import NoRight
from tests.making import Market, Shop


def two_places(connection: Connection, now: datetime) -> tuple[Market, Shop, int, int]:
    """A shop with two addresses, a service at the first one, and a chair that gives it there."""
    market = Market(connection, now)
    shop = market.merchant()
    other = market.location(shop.merchant, name="Kallio", address="Fleminginkatu 3")
    service = market.service(shop, price=0)
    return market, shop, other, service


async def test_it_is_given_at_the_other_address_and_by_whom_is_chosen_anew(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        market, shop, other, service = two_places(connection, now)
        chair = market.resource(shop, service)
        relocating.relocate(connection, service, other, shop.clerk, now)
        found = queries.service(connection, service)
        assert found is not None
        assert (found.location_id, found.resources) == (other, ())
        assert equipping.resource(connection, chair).gives == ()
        told = changes.history(connection, shop.merchant, 5)
        assert [(each.before, each.after) for each in told] == [
            ({"address": "Uudenmaankatu 1"}, {"address": "Fleminginkatu 3"}),
            ({"gives": "Table for one"}, {}),
        ]

    await database.write(work)


async def test_guests_who_are_still_to_come_find_what_they_booked(
    database: Database, now: datetime
) -> None:
    def build(connection: Connection) -> tuple[Shop, int, int]:
        market, shop, other, service = two_places(connection, now)
        guest = market.guest()
        order = placing.hold(connection, guest, service, market.start(), 1, None, now)
        placing.place_free(connection, order, guest, now)
        return shop, other, service

    shop, other, service = await database.write(build)
    with pytest.raises(BookedHere) as refused:
        await database.write(lambda c: relocating.relocate(c, service, other, shop.clerk, now))
    assert refused.value.number == 1
    found = await database.read(lambda c: queries.service(c, service))
    assert found is not None
    assert found.location_id == shop.location
    later = now + timedelta(days=3)
    await database.write(lambda c: relocating.relocate(c, service, other, shop.clerk, later))


async def test_no_service_moves_to_the_address_of_another_or_by_a_stranger(
    database: Database, now: datetime
) -> None:
    def build(connection: Connection) -> tuple[Shop, Shop, int, int]:
        market, shop, other, service = two_places(connection, now)
        return shop, market.merchant("Other"), other, service

    shop, stranger, other, service = await database.write(build)
    with pytest.raises(LocationUnknown):
        await database.write(
            lambda c: relocating.relocate(c, service, stranger.location, shop.clerk, now)
        )
    with pytest.raises(NoRight):
        await database.write(lambda c: relocating.relocate(c, service, other, stranger.clerk, now))
