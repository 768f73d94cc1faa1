"""Whoever has no name that can be seen is called a guest in the reader's words, everywhere."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, update

from chat.action import Action
from chat.turn import Person
from database.door import Database
from handlers.merchant.actions import OpenDay, OpenMerchantSettings, OpenStaffBooking
from handlers.operator.actions import OpenMerchantCard
from handlers.operator.staffing import OpenStaff
from orders.booking import placing
from people.models import people
from people.rights import Role, granted
from tests.making import Market, Shop
from tests.structure.turns import Turns


def booked_by_nobody(connection: Connection, now: datetime, name: str) -> tuple[Shop, int]:
    market = Market(connection, now)
    shop = market.merchant()
    cut = market.service(shop, name="Cut", price=0)
    guest = market.guest(name)
    connection.execute(update(people).where(people.c.id == shop.clerk).values(name=name))
    order = placing.hold(connection, guest, cut, market.start(), 1, None, now)
    placing.place_free(connection, order, guest, now)
    return shop, order


@pytest.mark.parametrize(
    ("name", "called"), [(" ", "Guest"), ("\u3164", "Guest"), ("", "a former user")]
)
async def test_every_list_and_notice_says_how_they_are_called(
    database: Database, now: datetime, name: str, called: str
) -> None:
    shop, order = await database.write(lambda c: booked_by_nobody(c, now, name))
    clerk = Person(
        shop.clerk, name, "en", rights=granted(dict.fromkeys({shop.merchant}, Role.OWNER))
    )
    operator = Person(shop.clerk, name, "en", rights=granted({}, Role.OPERATOR))

    turns = Turns(now)

    async def words(action: Action, person: Person) -> str:
        screen = await database.read(lambda c: turns.router.show(turns.of(c, person), action))
        return f"{screen.text} {[each.label for row in screen.rows for each in row]}"

    for action, person in (
        (OpenStaffBooking(order), clerk),
        (OpenDay(shop.merchant, 1), clerk),
        (OpenMerchantSettings(shop.merchant), clerk),
        (OpenMerchantCard(shop.merchant), operator),
        (OpenStaff(shop.merchant), operator),
    ):
        assert called in await words(action, person), action
