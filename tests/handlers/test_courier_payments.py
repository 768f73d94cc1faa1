"""A courier who was paid reads who may have done it: a place its own, the market or the place the market's."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, update

from chat.turn import Person
from database.door import Database
from handlers.courier.actions import OpenEarnings
from orders.delivery.courier_payment_models import courier_payments
from people.rights import Role, granted
from tests.handlers.test_around_the_visit import Visit


@pytest.mark.parametrize("markets", [False, True])
async def test_who_may_have_paid_is_said(database: Database, now: datetime, markets: bool) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now)
        shop = visit.shop.merchant
        rights = granted({}, Role.COURIER) if markets else granted({shop: Role.COURIER})
        cem = Person(visit.market.guest("Cem"), "Cem", "en", rights=rights)
        made = insert(courier_payments).values(
            merchant_id=shop,
            courier_id=cem.id,
            since=now - timedelta(days=7),
            until=now,
            rides=1,
            amount=340,
            currency="EUR",
            paid_by=visit.clerk.id,
            paid_at=now,
        )
        payment = connection.execute(made.returning(courier_payments.c.id)).scalar_one()
        payload = {"about": "courier_payment", "payment": payment}

        paid = visit.tell(cem, payload, now)
        assert paid is not None
        assert ("has paid you" in paid.text) is not markets
        assert ("You were paid for" in paid.text) is markets
        who = "The market or the place pays you." if markets else "Each place pays its couriers"
        assert who in paid.text
        assert who in visit.show(cem, OpenEarnings()).text

        back = {"taken_back_by": visit.clerk.id, "taken_back_at": now}
        connection.execute(update(courier_payments).values(back))
        taken = visit.tell(cem, payload, now)
        assert taken is not None
        assert ("You were not paid for" in taken.text) is markets
        assert ("has not paid you after all" in taken.text) is not markets
        assert visit.tell(visit.clerk, payload, now) is None

    await database.write(work)
