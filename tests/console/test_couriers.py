"""What couriers did and get, as the console shows it to whoever pays them."""

import re
from html import unescape

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from catalog.menu import courier_pay
from catalog.models import locations
from database.metadata import EPOCH
from orders.delivery.delivery_models import DeliveryState, deliveries, delivery_offers
from people.models import operators, staff
from people.rights import Role
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
    assert file.startswith(
        "\ufefforder,ended,courier_id,courier,place,metres,outcome,pay,currency,paid_at"
    )
    assert ",500,handed_over,4.10,EUR,\r\n" in file
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


async def test_a_week_is_marked_as_paid_and_as_not_paid(house: House, people: Cast) -> None:
    await house.database.write(lambda c: earned(c, house, people))
    browser = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/couriers"
    shown = (await browser.get(page)).text
    assert "I paid €4.10" in shown
    place = re.search(r'action="/console(/m/\d+/couriers/\d+/paid)"', shown)
    first = re.search(r'name="first" value="([\d-]+)"', shown)
    assert place is not None
    assert first is not None
    given = {"first": first[1], "rides": "1"}
    for odd in ({"first": "2026-03-04"}, {"first": "x"}, {"first": "2999-01-07"}):
        assert (await browser.press(page, place[1], **given | odd)).status == 404
    assert (await browser.press(page, place[1], **given | {"rides": "2"})).status == 409
    assert (await browser.press(page, place[1], **given)).status == 303
    shown = (await browser.get(page)).text
    assert "paid ✅" in shown
    assert "I paid" not in shown
    assert "Marked as paid" in shown
    file = (await browser.get(f"{page}/file")).text
    assert ",4.10,EUR,2026-" in file
    assert (await browser.press(page, place[1], **given)).status == 409
    back = re.search(r'action="/console(/m/\d+/couriers/payments/\d+/back)"', shown)
    assert back is not None
    assert (await browser.press(page, back[1])).status == 303
    assert "I paid €4.10" in (await browser.get(page)).text


async def test_the_market_marks_its_own_couriers(house: House, people: Cast) -> None:
    await house.database.write(lambda c: earned(c, house, people))
    browser = await house.sign_in(people.operator)
    page = "/market/couriers"
    assert "Nothing was brought in this week" in (await browser.get(page)).text
    await house.database.write(lambda c: of_the_market(c, people))
    shown = (await browser.get(page)).text
    place = re.search(r'action="/console(/market/couriers/\d+/\d+/paid)"', shown)
    first = re.search(r'name="first" value="([\d-]+)"', shown)
    assert place is not None
    assert first is not None
    given = {"first": first[1], "rides": "1"}
    assert (await browser.press(page, place[1], **given)).status == 303
    shown = (await browser.get(page)).text
    assert "Marked as paid" in shown
    owner = await house.sign_in(people.owner)
    assert "Marked as paid" in (await owner.get(f"/m/{people.barber}/couriers")).text
    back = re.search(r'action="/console(/market/couriers/payments/\d+/back)"', shown)
    assert back is not None
    assert (await browser.press(page, back[1])).status == 303
    assert "I paid €4.10" in (await browser.get(page)).text


async def test_a_long_week_is_told_by_pages(
    house: House, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.market.couriers.SHOWN", 0)
    await house.database.write(lambda c: earned(c, house, people))
    await house.database.write(lambda c: of_the_market(c, people))
    browser = await house.sign_in(people.operator)
    shown = (await browser.get("/market/couriers?back=0")).text
    assert 'href="?page=1&back=0"' in unescape(shown)
    monkeypatch.setattr("console.market.couriers.SHOWN", 1)
    assert "?page=1" not in (await browser.get("/market/couriers")).text
    assert "I paid" not in (await browser.get("/market/couriers?page=1")).text


def of_the_market(connection: Connection, people: Cast) -> None:
    """Whoever brought the order works for the market from now on."""
    query = select(delivery_offers.c.courier_id).where(delivery_offers.c.order_id == people.order)
    courier = connection.execute(query).scalars().one()
    connection.execute(delete(staff).where(staff.c.person_id == courier))
    row = {"person_id": courier, "role": Role.COURIER, "joined_at": EPOCH}
    connection.execute(insert(operators).values(row))
