"""An order from a menu in the console: what is to be made, line by line."""

from datetime import timedelta

from sqlalchemy import Connection, select, update

from catalog.menu.menu_models import pickup_settings
from catalog.models import locations
from orders import carts, placing
from orders.models import OrderState, orders
from tests import coffee
from tests.console.conftest import Cast, House
from tests.structure.served import paid_for


def menu_order(connection: Connection, house: House, people: Cast, ahead: int = 100) -> int:
    """Two flat whites and a bun, of which so many percent are paid."""
    now = house.now
    place = select(locations.c.id).where(locations.c.merchant_id == people.barber)
    where = connection.execute(place.order_by(locations.c.id)).scalars().first()
    assert where is not None
    bar = coffee.serve(connection, people.barber, where)
    connection.execute(update(pickup_settings).values(prepaid_percent=ahead))
    carts.add(connection, people.guest, bar.flat_white, [bar.oat], 2, "Hot", None, now)
    cart = carts.add(connection, people.guest, bar.bun, [], 1, "", None, now)
    held = carts.hold_cart(connection, people.guest, cart, now)
    if ahead:
        paid_for(connection, people.guest, held, now)
    else:
        placing.place_free(connection, held, people.guest, now)
    return held


async def test_an_order_of_a_menu_is_shown_line_by_line(house: House, people: Cast) -> None:
    made = await house.database.write(lambda c: menu_order(c, house, people))
    for who, place in (
        (people.owner, f"/m/{people.barber}/bookings/{made}"),
        (people.operator, f"/market/orders/{made}"),
    ):
        shown = await (await house.sign_in(who)).get(place)
        assert shown.status == 200
        for words in ("2 ×", "Flat white", "Oat milk", "Hot", "€8.40", "Cinnamon bun"):
            assert words in shown.text, (place, words)
        assert "Number of people" not in shown.text


async def test_it_is_called_an_order_and_can_be_cancelled_as_long_as_it_is_there(
    house: House, people: Cast
) -> None:
    """A ticket may be late; a visit that is over is no more."""

    def made(connection: Connection) -> int:
        order = menu_order(connection, house, people)
        values = {"state": OrderState.CONFIRMED, "confirm_by": None}
        connection.execute(update(orders).where(orders.c.id == order).values(**values))
        over = {"starts_at": house.now - timedelta(hours=2), "ends_at": house.now}
        connection.execute(update(orders).where(orders.c.id == order).values(over))
        return order

    order = await house.database.write(made)
    browser, place = await house.sign_in(people.owner), f"/m/{people.barber}/bookings/{order}"
    shown = (await browser.get(place)).text
    assert f"Order {order}" in shown
    assert "Cancel the order" in shown
    assert "Cancel this order?" in (await browser.get(f"{place}?ask=cancel")).text
