"""A yes is to what was shown: what changed meanwhile is shown first."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from chat.errors import PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenCancel
from handlers.guest.cancelling import Cancel
from handlers.merchant.booking import ConfirmBooking
from orders.booking import placing, rescheduling
from orders.course import redeeming
from orders.models import OrderState
from orders.reading.queries import OrderView, order
from people.rights import Role, granted
from tests.handlers.operating import Presses
from tests.making import Market, Shop
from tests.structure.turns import Turns


def bought(connection: Connection, now: datetime, **service: object) -> tuple[Shop, OrderView]:
    market = Market(connection, now)
    shop = market.merchant(auto_confirm=False)
    slotless = "duration_minutes" in service
    offered = market.service(shop, price=0, **service)
    guest = market.guest()
    start = None if slotless else market.start()
    held = placing.hold(connection, guest, offered, start, 1, None, now)
    placing.place_free(connection, held, guest, now)
    found = order(connection, held)
    assert found is not None
    return shop, found


async def state(database: Database, order_id: int) -> OrderState:
    found = await database.read(lambda c: order(c, order_id))
    assert found is not None
    return found.state


async def test_a_use_between_the_question_and_the_yes_is_told_first(
    database: Database, now: datetime
) -> None:
    shop, card = await database.write(lambda c: bought(c, now, duration_minutes=None, uses=5))
    guest = Presses(database, Turns(now), Person(card.guest_id, "Aino", "en"))
    page = await guest.page(OpenCancel(card.id))
    (yes,) = [
        button.action
        for row in page.rows
        for button in row
        if isinstance(getattr(button, "action", None), Cancel)
    ]
    await database.write(lambda c: redeeming.redeem(c, card.code or "", shop.clerk, "n", now))

    with pytest.raises(PageOutdated):
        await guest.press(yes)

    assert await state(database, card.id) is OrderState.CONFIRMED


async def test_a_clerk_confirms_the_time_that_the_button_was_about(
    database: Database, now: datetime
) -> None:
    shop, table = await database.write(lambda c: bought(c, now, cancel_free_minutes=0))
    rights = Person(
        shop.clerk, "Kim", "en", rights=granted(dict.fromkeys({shop.merchant}, Role.OWNER))
    )
    clerk = Presses(database, Turns(now), rights)
    later = Market(None, now).start(hour=15)  # type: ignore[arg-type]
    await database.write(lambda c: rescheduling.reschedule(c, table.id, table.guest_id, later, now))

    with pytest.raises(PageOutdated):
        await clerk.press(ConfirmBooking(table.id, table.starts_at))
    await clerk.press(ConfirmBooking(table.id, later))

    assert await state(database, table.id) is OrderState.CONFIRMED
