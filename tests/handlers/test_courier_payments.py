"""A courier who was paid reads who may have done it: a place its own, the market or the place the market's."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, insert, update

from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from handlers.courier.actions import OpenEarnings
from handlers.merchant.delivery_actions import OpenCourierWeek
from handlers.operator.actions import OpenMarketCouriers
from orders.delivery.courier_payment_models import courier_payments
from people.rights import Role, granted
from tests.handlers.test_around_the_visit import Visit
from tests.structure import busy
from tests.structure.brought import of_market
from tests.structure.turns import Turns


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


def labels(screen: Screen) -> list[str]:
    return [each.label for row in screen.rows for each in row if isinstance(each, Button)]


async def test_a_week_of_many_couriers_has_a_way_to_its_end(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One on each page here, of those who earned something and of those who were paid."""
    monkeypatch.setattr("handlers.courier_weeks.SHOWN", 1)

    def read(connection: Connection) -> None:
        market = busy.build(connection, now)
        of_market(connection, now)
        for person, page in (
            (market.clerk, partial(OpenCourierWeek, market.brought.location, 0)),
            (market.operator, partial(OpenMarketCouriers, 0)),
        ):
            turn = Turns(now).of(connection, person)
            first, second = (Turns(now).router.show(turn, page(number)) for number in (0, 1))
            assert (first.text.count("delivery"), second.text.count("delivery")) == (1, 1)
            assert first.text != second.text
            assert any("I paid" in each for each in labels(first))
            assert any("paid ✅" in each for each in labels(second))
            assert "Next ›" in labels(first)
            assert "Next ›" not in labels(second)

    await database.write(read)
