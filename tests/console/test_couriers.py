"""What couriers did and get, as the console shows it to whoever pays them."""

from sqlalchemy import Connection, select, update

from catalog.menu import courier_pay
from catalog.models import locations
from orders.delivery.delivery_models import DeliveryState, deliveries, delivery_offers
from tests.console.conftest import Cast, House
from tests.console.test_deliveries import brought


def earned(connection: Connection, house: House, people: Cast) -> None:
    """Cem has brought the order at the barber's, for 4.10."""
    brought(connection, house, people)
    over = {"state": DeliveryState.HANDED_OVER, "handover": "code", "ended_at": house.now}
    this = deliveries.c.order_id == people.order
    connection.execute(update(deliveries).where(this).values(over))
    pay = {"pay": 410, "pay_currency": "EUR", "earned": 410, "earned_at": house.now}
    theirs = delivery_offers.c.order_id == people.order
    connection.execute(update(delivery_offers).where(theirs).values(pay))


async def test_each_week_by_courier_and_as_a_file(house: House, people: Cast) -> None:
    await house.database.write(lambda c: earned(c, house, people))
    browser = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/couriers"
    shown = (await browser.get(page)).text
    assert "Cem" in shown
    assert "€4.10" in shown
    file = (await browser.get(f"{page}/file")).text
    assert file.startswith("\ufefforder,ended,courier_id,courier,place,metres,outcome,pay,currency")
    assert ",500,handed_over,4.10,EUR" in file
    before = (await browser.get(f"{page}?back=1")).text
    assert "Nothing was brought in this week" in before
    odd = (await browser.get(f"{page}?back=-1")).text
    assert "Cem" in odd


async def test_what_is_paid_is_said_there(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/couriers"
    here = select(locations.c.id).where(locations.c.merchant_id == people.barber)
    place = await house.database.read(lambda c: c.execute(here).scalars().first())
    assert place is not None
    given = {"location": str(place), f"fixed-{place}": "3.50", f"per_km-{place}": "much"}
    wrong = await browser.press(page, f"{page}/pay", **given)
    assert "can&#39;t read that amount" in wrong.text or "can't read that amount" in wrong.text
    assert "3.50" in wrong.text
    await browser.press(page, f"{page}/pay", **given | {f"per_km-{place}": "0,60"})
    pay = await house.database.read(lambda c: courier_pay.pay_at(c, place))
    assert pay is not None
    assert (pay.fixed, pay.per_km) == (350, 60)
