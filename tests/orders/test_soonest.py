"""What a list says of the next free time is what the place's own page would offer first."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, event

from database.door import Database
from orders.booking import availability, placing
from orders.booking.soonest import AHEAD, soonest
from tests.making import Market, Shop

CLOSED = 24


def first_offered(connection: Connection, services: list[int], now: datetime) -> datetime | None:
    """By the page of the first service that has any, the days that a list looks at."""
    found = (
        each.starts_at
        for service in services
        for ahead in range(AHEAD.days + 1)
        for each in availability.times(
            connection, service, (now + timedelta(days=ahead)).date(), 1, now
        )
    )
    return next(found, None)


async def test_the_next_time_is_the_first_that_the_pages_offer(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> list[bool]:
        market = Market(connection, now)
        shop, room = market.merchant(), market.merchant("Room")
        cut, shave = (market.service(shop, name=name, price=100) for name in ("Cut", "Shave"))
        market.resource(shop, cut, shave)
        plain = market.service(room, capacity=2)
        market.service(room, duration_minutes=None)
        same = []
        for _ in range(12):
            found = soonest(connection, [shop.location, room.location], now)
            for place, services in ((shop, [cut, shave]), (room, [plain])):
                first = first_offered(connection, services, now)
                told = found.get(place.location)
                same.append(first == (told and told.starts_at))
                if told:
                    placing.hold(
                        connection, market.guest(), told.service_id, told.starts_at, 1, None, now
                    )
        return same

    same = await database.write(look)

    assert same == [True] * 24


async def test_what_was_asked_for_by_name_comes_before_what_is_cheaper(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> list[str]:
        market = Market(connection, now)
        shop = market.merchant()
        for price, name in enumerate(("Fringe", "Beard trim", "Tea", "Men's haircut"), start=1):
            market.service(shop, name=name, price=price * 100)
        asked = ("", "haircut", "a Haircut!", "beard", "massage")
        found = (soonest(connection, [shop.location], now, words) for words in asked)
        return [each[shop.location].name for each in found]

    named = await database.write(look)

    assert named == ["Fringe", "Men's haircut", "Men's haircut", "Beard trim", "Fringe"]


async def test_a_hold_that_has_lapsed_stands_in_nobodys_way(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> tuple[datetime, datetime]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, lead_minutes=30)
        start = soonest(connection, [shop.location], now)[shop.location].starts_at
        placing.hold(connection, market.guest(), service, start, 1, None, now)
        later = now + timedelta(minutes=20)
        return start, soonest(connection, [shop.location], later)[shop.location].starts_at

    start, again = await database.write(look)

    assert again == start


async def test_many_places_are_asked_for_in_as_many_statements_as_one(
    database: Database, now: datetime
) -> None:
    def count(connection: Connection, shops: list[Shop]) -> int:
        asked: list[str] = []

        def note(*given: object) -> None:
            asked.append(str(given[2]))

        event.listen(connection, "before_cursor_execute", note)
        soonest(connection, [each.location for each in shops], now)
        event.remove(connection, "before_cursor_execute", note)
        return len(asked)

    def look(connection: Connection) -> tuple[int, int]:
        market = Market(connection, now)
        shops = [market.merchant(f"Shop {each}") for each in range(6)]
        for shop in shops:
            market.resource(shop, market.service(shop))
            market.service(shop, price=5000)
        return count(connection, shops[:1]), count(connection, shops)

    one, six = await database.write(look)

    assert one == six <= 6


async def test_what_is_full_or_closed_for_days_has_no_next_time(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> dict[int, object]:
        market = Market(connection, now)
        shop = market.merchant()
        market.service(shop, lead_minutes=60 * CLOSED * 7)
        market.service(market.merchant(state="suspended"))
        return dict(soonest(connection, [shop.location, shop.location + 1], now))

    assert await database.write(look) == {}
