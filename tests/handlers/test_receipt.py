"""A receipt says when money came, not when it was booked or when the receipt is looked at."""

from datetime import datetime, timedelta

from sqlalchemy import update

from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenReceipt
from payments.models import payments
from tests.handlers.operating import Presses
from tests.orders.conftest import Desk
from tests.structure.turns import Turns


async def test_it_is_dated_by_the_payment_by_the_clock_of_the_place(
    database: Database, now: datetime
) -> None:
    """At Helsinki it is the next day from ten in the evening, UTC, on."""
    desk = Desk(database, now)
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=2)))
    order = await desk.hold(guest, service, desk.start(days=7))
    await desk.pay(order)
    late = now.replace(hour=22, minute=30) + timedelta(days=3)
    await desk.do(lambda c: c.execute(update(payments).values(captured_at=late)))
    aino = Presses(database, Turns(now + timedelta(days=9)), Person(guest, "Aino", "en"))

    receipt = (await aino.page(OpenReceipt(order))).text

    paid = next(line for line in receipt.split("\n") if "Paid" in line)
    assert "Mar 8" in paid
