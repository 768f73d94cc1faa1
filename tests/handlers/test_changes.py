"""A merchant's people read what was changed in their own words: of whom or what, before and after."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from catalog import closing, equipping, keeping, staffing
from catalog.closing import Bookings, Closed
from catalog.typed_hours import spans_of
from catalog.whose import Whose
from chat.screen import Button
from chat.turn import Person
from database.door import Database
from handlers.merchant.hours import AT_ONCE
from handlers.merchant.service_actions import OpenChanges
from handlers.merchant.shop_actions import OpenShopHours, OpenSpecialDay
from people.rights import Role, granted
from tests.making import Market, Shop
from tests.player.seen import readable
from tests.structure.turns import Turns


async def shown(
    database: Database, now: datetime, page: Any, change: Any, locale: str = "en"
) -> tuple[str, list[Any]]:
    """What the owner reads on the page after the change, and where its buttons lead."""

    def look(connection: Connection) -> tuple[str, list[Any]]:
        shop = Market(connection, now).merchant()
        change(connection, shop)
        kim = Person(shop.clerk, "Kim", locale, rights=granted({shop.merchant: Role.OWNER}))
        turns = Turns(now, locale)
        screen = turns.router.show(turns.of(connection, kim), page(shop))
        buttons = (each for row in screen.rows for each in row if isinstance(each, Button))
        return readable(screen.text), [each.action for each in buttons]

    return await database.write(look)


async def test_people_and_chairs_are_told_by_name(database: Database, now: datetime) -> None:
    def change(c: Connection, shop: Shop) -> None:
        eve = Market(c, now).clerk(shop.merchant, "Eve")
        anna = equipping.add(c, shop.location, "Anna", shop.clerk, now)
        equipping.retire(c, anna, shop.clerk, now)
        staffing.give_role(c, shop.merchant, eve, Role.DESK, by=shop.clerk, now=now)

    words, _ = await shown(database, now, lambda shop: OpenChanges(shop.merchant), change)
    assert "Staff: Eve\nRole: Owner → Front desk" in words
    assert "Team and rooms: Anna\nRetired: no → yes" in words


async def test_hours_and_closures_are_told_in_the_readers_words(
    database: Database, now: datetime
) -> None:
    def change(c: Connection, shop: Shop) -> None:
        anna = equipping.add(c, shop.location, "Anna", shop.clerk, now)
        whose, day = Whose(shop.location), now.date() + timedelta(days=2)
        keeping.set_days(c, whose, [0], spans_of("off"), shop.clerk, now)
        closing.set_special(c, whose, day, spans_of("off"), shop.clerk, now)
        closed = Closed(Whose(shop.location, anna), day, day)
        closing.close(c, closed, Bookings.KEEP, shop.clerk, now)

    words, _ = await shown(
        database, now, lambda shop: OpenChanges(shop.merchant), change, "zh_Hans"
    )
    for raw in ("off", "keep", "2026-03-06", "own", "first", "None"):
        assert raw not in words, words
    assert "Anna" in words


async def test_of_many_days_that_differ_the_last_can_be_reached(
    database: Database, now: datetime
) -> None:
    days = [now.date() + timedelta(days=ahead) for ahead in range(1, AT_ONCE + 4)]

    def change(c: Connection, shop: Shop) -> None:
        for day in days:
            closing.set_special(c, Whose(shop.location), day, spans_of("10-14"), shop.clerk, now)

    def on(page: int) -> Any:
        return lambda shop: OpenShopHours(shop.location, None, page)

    _, first = await shown(database, now, on(0), change)
    _, second = await shown(database, now, on(1), change)
    reached = [each.day for each in (*first, *second) if isinstance(each, OpenSpecialDay)]
    assert reached == days
