"""The terms are the same wherever a guest reads them: before choosing, before paying, before cancelling."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from catalog.models import services
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenCancel, OpenCheckout, OpenService
from orders.booking import placing
from orders.money import paying
from orders.money.paying import CapturedPayment
from payments.models import payments
from tests.handlers.operating import Presses
from tests.making import Market
from tests.structure.turns import Turns

UNTIL_IT_BEGINS = "Free cancellation until it starts."
STARS = "Cancel any time before the first use. After that there is no refund"
NOT_AT_ALL = "Unused visits are not refunded, even if you cancel."
ANY_TIME = "Cancel any time before it ends. Unused visits are refunded automatically."


def held(connection: Connection, now: datetime, **values: Any) -> tuple[int, int, int]:
    """(guest, service, order)."""
    market = Market(connection, now)
    service = market.service(market.merchant(), **values)
    guest = market.guest()
    start = None if "duration_minutes" in values else market.start(days=3)
    return guest, service, placing.hold(connection, guest, service, start, 1, None, now)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"currency": "XTR"}, UNTIL_IT_BEGINS),
        ({"late_cancel_percent": 0}, UNTIL_IT_BEGINS),
        ({"duration_minutes": None, "uses": 5, "currency": "XTR"}, STARS),
        ({"duration_minutes": None, "currency": "XTR"}, ANY_TIME),
        ({"duration_minutes": None, "uses": 5}, ANY_TIME),
        ({"duration_minutes": None, "refund_unused": False}, NOT_AT_ALL),
        (
            {"duration_minutes": None, "refund_unused": False, "uses": 5, "currency": "XTR"},
            NOT_AT_ALL,
        ),
    ],
)
async def test_the_service_and_its_checkout_say_the_same(
    database: Database, now: datetime, values: dict[str, Any], words: str
) -> None:
    guest, service, order = await database.write(lambda c: held(c, now, **values))
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))
    for page in (OpenService(service, None, 1), OpenCheckout(order)):
        assert words in (await presses.page(page)).text


async def test_the_checkout_says_what_was_held_and_not_what_is_sold_by_now(
    database: Database, now: datetime
) -> None:
    card = {"duration_minutes": None, "valid_days": 180}
    guest, _, order = await database.write(lambda c: held(c, now, **card))
    changed = update(services).values(valid_days=1, refund_unused=False)
    await database.write(lambda c: c.execute(changed).rowcount)
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))
    text = (await presses.page(OpenCheckout(order))).text
    assert "Good for 180 days from today." in text
    assert ANY_TIME in text


async def test_who_cancels_what_is_not_refunded_reads_so_before(
    database: Database, now: datetime
) -> None:
    card = {"duration_minutes": None, "refund_unused": False}

    def bought(connection: Connection) -> tuple[int, int]:
        guest, _, order = held(connection, now, **card)
        pay(connection, order, guest, now)
        return guest, order

    guest, order = await database.write(bought)
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))
    text = (await presses.page(OpenCancel(order))).text
    assert "Its terms allow no refund: cancelling costs €20." in text


def pay(connection: Connection, order: int, guest: int, now: datetime) -> None:
    payment = paying.request(connection, order, guest, "sandbox", now)
    query = select(payments.c.payload).where(payments.c.id == payment)
    paid = CapturedPayment(
        provider="sandbox",
        event_key="event",
        payload=connection.execute(query).scalar_one(),
        charge_id="charge",
        provider_charge_id=None,
        amount=2000,
        currency="EUR",
        guest_id=guest,
        raw={},
    )
    paying.apply(connection, paying.capture(connection, paid, now), now)
