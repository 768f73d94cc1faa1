"""What can't be paid in one go is said where it would be booked, not when the invoice fails; limits speak of orders, too."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenCheckout, OpenService
from handlers.guest.service import HoldSlot
from handlers.refusals import explain
from orders.booking import placing
from orders.errors import (
    NotPayableAtOnce,
    TooManyFree,
    TooManyFreeHere,
    TooManyFreeToday,
    TooManyHolds,
)
from tests.handlers.operating import Presses
from tests.making import Market
from tests.structure.turns import Turns


def offered(connection: Connection, now: datetime, **service: object) -> tuple[int, int]:
    market = Market(connection, now)
    shop = market.merchant()
    values = {"capacity": 20, "max_seats": 15} | service
    return market.guest(), market.service(shop, **values)


async def presses(database: Database, now: datetime, guest: int) -> Presses:
    return Presses(database, Turns(now), Person(guest, "Aino", "en"))


def labels(screen: Screen) -> list[str]:
    return [str(each.label) for row in screen.rows for each in row if isinstance(each, Button)]


async def test_the_numbers_end_where_one_payment_does(database: Database, now: datetime) -> None:
    guest, villa = await database.write(lambda c: offered(c, now, price=90_000))
    aino = await presses(database, now, guest)

    page = await aino.page(OpenService(villa, None, 15))

    assert [each for each in labels(page) if each.isdigit() or "·" in each][:2] == ["9", "· 10 ·"]
    assert "That's the most for one payment." in page.text


async def test_a_forged_press_for_more_is_refused_with_how_many_can_be_paid(
    database: Database, now: datetime
) -> None:
    guest, villa = await database.write(lambda c: offered(c, now, price=90_000))
    aino = await presses(database, now, guest)
    start = Market(None, now).start()  # type: ignore[arg-type]

    with pytest.raises(NotPayableAtOnce) as refused:
        await aino.press(HoldSlot(villa, start, 15))

    said = await database.read(lambda c: explain(Turns(now).of(c), refused.value))
    assert "at most 10 people" in said.words
    assert said.next == OpenService(villa, seats=10)


@pytest.mark.parametrize("price", [3, 1_200_000])
async def test_a_price_that_no_payment_may_come_to_is_not_offered(
    database: Database, now: datetime, price: int
) -> None:
    guest, service = await database.write(lambda c: offered(c, now, price=price))
    aino = await presses(database, now, guest)

    page = await aino.page(OpenService(service))

    assert "between €0.92 and €9,200" in page.text
    assert not [each for row in page.rows for each in row if "HoldSlot" in repr(each)]


async def test_cheap_seats_are_offered_from_as_many_on_as_can_be_paid(
    database: Database, now: datetime
) -> None:
    guest, espresso = await database.write(lambda c: offered(c, now, price=50))
    aino = await presses(database, now, guest)

    assert labels(await aino.page(OpenService(espresso)))[0] == "· 2 ·"


async def test_a_checkout_beyond_the_limits_has_no_pay_button(
    database: Database, now: datetime
) -> None:
    """A hold of before the limits."""
    guest, villa = await database.write(lambda c: offered(c, now, price=1_200_000))
    start = Market(None, now).start()  # type: ignore[arg-type]
    held = await database.write(lambda c: placing.hold(c, guest, villa, start, 1, None, now))
    aino = await presses(database, now, guest)

    page = await aino.page(OpenCheckout(held))

    assert "This can't be paid at once." in page.text
    assert not [label for label in labels(page) if label.startswith("Pay")]


@pytest.mark.parametrize("limit", [TooManyHolds, TooManyFree, TooManyFreeHere, TooManyFreeToday])
async def test_who_orders_from_a_menu_is_not_told_of_bookings_alone(
    database: Database, now: datetime, limit: type[TooManyHolds | TooManyFree]
) -> None:
    """What is paid at the counter is not free."""
    said = await database.read(lambda c: explain(Turns(now).of(c), limit(4)))
    assert "bookings or orders" in said.words
    assert "free" not in said.words
