"""A day of so many bills and rests that the chat can't list them all says where the others are."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, update

from catalog.models import merchants, services
from database.door import Database
from handlers.merchant import counter_day
from handlers.merchant.bill import ShowBill
from handlers.merchant.counter_day import OpenCounterDay
from orders.booking import placing
from tests.handlers.test_around_the_visit import Visit
from tests.structure.served import paid_for
from tests.structure.trying import BOOK
from tests.structure.turns import Turns

RESTS = "Others come as these are paid."
BILLS = "The latest bills are listed here; the console has all (Counter)."


async def test_what_is_not_listed_is_where_it_says(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now)
        shop, turns = visit.shop.merchant, Turns(now)
        connection.execute(update(merchants).values(takes_bills=True))
        service = visit.market.service(visit.shop, name="Colour", price=3000, pay_at_shop=False)
        this = update(services).where(services.c.id == service)
        connection.execute(this.values(deposit=500))

        def shown(most: int) -> str:
            monkeypatch.setattr(counter_day, "MOST", most)
            return str(visit.show(visit.clerk, OpenCounterDay(shop)).text)

        start = visit.market.start(0, hour=15)
        order = placing.hold(connection, visit.guest.id, service, start, 1, None, now)
        paid_for(connection, visit.guest.id, order, now)
        assert RESTS not in shown(2)
        assert RESTS in shown(1)
        assert BILLS not in shown(1)
        BOOK.move(turns.of(connection, visit.clerk), ShowBill(shop, text="5"))
        assert BILLS not in shown(2)
        assert BILLS in shown(1)

    await database.write(work)
