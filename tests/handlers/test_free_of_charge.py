"""Nobody is told of money where none is paid: a free booking that waits for its place is cancelled."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from chat.action import Page
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenBooking, OpenCheckout
from handlers.merchant.actions import AskDecline, OpenStaffBooking
from orders.booking import placing
from orders.course import confirming
from people.rights import Role, granted
from tests.languages import spoken
from tests.making import Market
from tests.structure.turns import Turns

MONEY = {
    "en": ("refund",),
    "zh_Hans": ("退款",),
    "ru": ("вернётся", "вернём"),
    "ar": ("يُردّ",),
}


@pytest.mark.parametrize("locale", MONEY)
async def test_a_free_booking_speaks_of_no_refund(
    database: Database, now: datetime, locale: str
) -> None:
    assert set(MONEY) == set(spoken().codes)

    def look(connection: Connection) -> list[str]:
        market = Market(connection, now)
        shop = market.merchant(auto_confirm=False)
        service = market.service(shop, price=0)
        guest = market.guest()
        kim = Person(shop.clerk, "Kim", locale, rights=granted({shop.merchant: Role.OWNER}))
        aino = Person(guest, "Aino", locale)
        order = placing.hold(connection, guest, service, market.start(days=3), 1, None, now)
        seen: list[str] = []

        def see(person: Person, *pages: Page, later: timedelta = timedelta()) -> None:
            turns = Turns(now + later, locale)
            seen.extend(
                str(turns.router.show(turns.of(connection, person), page).text) for page in pages
            )

        see(aino, OpenCheckout(order))
        placing.place_free(connection, order, guest, now)
        see(aino, OpenBooking(order))
        see(kim, OpenStaffBooking(order), AskDecline(order))
        unanswered = timedelta(hours=2)
        confirming.decline_unanswered(connection, now + unanswered)
        see(aino, OpenBooking(order), later=unanswered)
        see(kim, OpenStaffBooking(order), later=unanswered)
        return seen

    seen = await database.write(look)
    assert not [text for text in seen for word in MONEY[locale] if word in text]
