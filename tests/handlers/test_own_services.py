"""Whatever a merchant makes of a service, the pages of what was booked of it go on."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from catalog import services
from catalog.service_fields import ServiceField
from chat.action import Page
from chat.errors import PageOutdated
from chat.turn import Person
from database.door import Database
from database.errors import Refusal
from handlers.errors import NotOffered
from handlers.guest.actions import OpenBooking, OpenReschedule, OpenService, OpenVoucher
from handlers.merchant.actions import OpenStaffBooking, OpenWritingIn
from handlers.merchant.counter import AskGuestName, OpenFreeTimes, WriteIn
from handlers.merchant.service_actions import OpenOwnService
from handlers.refusals import explain
from orders.booking import placing
from people.rights import Role, granted
from tests.making import Market
from tests.structure.turns import Turns

F = ServiceField
CHANGES: dict[str, dict[ServiceField, Any]] = {
    "without a time": {F.DURATION: None},
    "longer": {F.DURATION: 1440, F.BUFFER_BEFORE: 1440, F.BUFFER_AFTER: 1440},
    "smaller": {F.CAPACITY: 1, F.MAX_SEATS: 1},
    "other terms": {F.CANCEL_FREE: 0, F.LATE_CANCEL: 100, F.NO_SHOW: 0, F.VALID_DAYS: 1},
    "no more": {},
}


@pytest.mark.both_engines
@pytest.mark.parametrize("change", CHANGES)
async def test_pages_of_a_booking_go_on(database: Database, now: datetime, change: str) -> None:
    turns = Turns(now)

    def look(connection: Connection) -> None:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, price=0, capacity=3)
        guest = market.guest()
        order = placing.hold(connection, guest, service, market.start(days=3), 2, None, now)
        placing.place_free(connection, order, guest, now)
        if CHANGES[change]:
            services.change(connection, service, CHANGES[change], shop.clerk, now)
        else:
            services.take_off(connection, service, shop.clerk, now)
        ours = granted({shop.merchant: Role.OWNER})
        kim, aino = Person(shop.clerk, "Kim", "en", rights=ours), Person(guest, "Aino", "en")
        pages: list[tuple[Person, Page]] = [
            (aino, OpenBooking(order)),
            (aino, OpenVoucher(order)),
            (aino, OpenReschedule(order)),
            (aino, OpenService(service)),
            (kim, OpenStaffBooking(order)),
            (kim, OpenOwnService(service)),
        ]
        for person, page in pages:
            show(turns, connection, person, page)

    await database.write(look)


def show(turns: Turns, connection: Connection, person: Person, page: Page) -> None:
    with suppress(Refusal, PageOutdated):  # it says why, and what to do instead
        assert turns.router.show(turns.of(connection, person), page).text


async def test_who_writes_in_reads_what_can_be_had_when_a_service_is_paused(
    database: Database, now: datetime
) -> None:
    turns = Turns(now)

    def write(connection: Connection) -> None:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop, price=0)
        market.service(shop, name="Table for two")
        kim = Person(shop.clerk, "Kim", "en", rights=granted({shop.merchant: Role.OWNER}))
        name = WriteIn(service, market.start(), 1, text="Aino")
        services.set_active(connection, service, shop.clerk, now, active=False)
        for page in (AskGuestName(service, market.start()), OpenFreeTimes(service)):
            with pytest.raises(NotOffered) as refused:
                turns.router.show(turns.of(connection, kim), page)
            assert refused.value.again == OpenWritingIn(shop.merchant)
        with pytest.raises(NotOffered) as refused:
            turns.router.move(turns.of(connection, kim), name)
        explained = explain(turns.of(connection, kim), refused.value)
        assert explained.next == OpenWritingIn(shop.merchant)
        shown = turns.router.show(turns.of(connection, kim), OpenWritingIn(shop.merchant))
        assert "Table for two" in str(shown.rows)

    await database.write(write)
