"""What is brought, as the console shows it: given to a courier by their number, decided where one is lost."""

from sqlalchemy import Connection, insert, update

from orders.delivery.delivery_models import (
    Answer,
    DeliveryState,
    Leg,
    deliveries,
    delivery_offers,
)
from orders.line_models import order_adjustments
from orders.models import Fulfilment, orders
from orders.pricing import AdjustmentKind, Funder
from people.models import staff
from people.rights import Role
from tests.console.conftest import Cast, House
from tests.making import Market


def brought(connection: Connection, house: House, people: Cast, **how: object) -> None:
    """The order at the barber's, as if it came from a menu and Cem had accepted it."""
    market = Market(connection, house.now)
    cem = market.guest("Cem")
    row = {"person_id": cem, "merchant_id": people.barber, "joined_at": house.now}
    connection.execute(insert(staff).values(role=Role.COURIER, **row))
    change = update(orders).where(orders.c.id == people.order)
    connection.execute(change.values(fulfilment=Fulfilment.DELIVERY, state="confirmed"))
    times = dict.fromkeys(("offer_from", "take_by", "give_up_at"), house.now)
    given = {"state": DeliveryState.ACCEPTED, "accepted_at": house.now, "fetch_code": "4711"}
    about = {"order_id": people.order, "merchant_id": people.barber, "courier_id": cem}
    plain = {"meters": 500, "minutes": 6, "at_the_door": False}
    new = insert(deliveries).values(**times, **about, **plain, **(given | how))
    connection.execute(new)
    asked = {"order_id": people.order, "courier_id": cem, "answer": Answer.ACCEPTED}
    moments = dict.fromkeys(("offered_at", "until", "answered_at"), house.now)
    connection.execute(insert(delivery_offers).values(**asked, **moments))


async def test_it_is_given_by_its_number(house: House, people: Cast) -> None:
    await house.database.write(lambda c: brought(c, house, people))
    browser = await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/deliveries"
    assert "Cem comes for it" in (await browser.get(page)).text
    hand = f"{page}/{people.order}/hand"
    field = f"number-{people.order}"
    wrong = await browser.press(page, hand, **{field: "1234"})
    assert "not the number" in wrong.text
    await browser.press(page, hand, **{field: "4711"})
    assert "Cem has it" in (await browser.get(page)).text


async def test_what_bringing_it_costs_is_told_with_the_total(house: House, people: Cast) -> None:
    """Otherwise the lines do not come to it."""

    def build(connection: Connection) -> None:
        brought(connection, house, people)
        fee = {"kind": AdjustmentKind.DELIVERY, "amount": 290, "funder": Funder.MERCHANT}
        given = {"order_id": people.order, "position": 1, "reason": "", "at": house.now, **fee}
        connection.execute(insert(order_adjustments).values(**given))

    await house.database.write(build)
    desk, market = await house.sign_in(people.clerk), await house.sign_in(people.support)
    for shown in (
        await desk.get(f"/m/{people.barber}/bookings/{people.order}"),
        await market.get(f"/market/orders/{people.order}"),
    ):
        assert '<br><small class="quiet">🛵 Delivery €2.90</small>' in shown.text


async def test_where_one_is_lost_its_place_decides(house: House, people: Cast) -> None:
    lost = {"state": DeliveryState.ON_THE_WAY, "lost_at": house.now}
    await house.database.write(lambda c: brought(c, house, people, **lost))
    browser = await house.sign_in(people.support)
    page = "/market/deliveries"
    assert "No sign of Cem" in (await browser.get(page)).text
    await browser.press(page, f"{page}/{people.order}/another")
    assert "Looking for a courier" in (await browser.get(page)).text
    again = await browser.press(page, f"{page}/{people.order}/refund")
    assert again.status in {403, 404}, "it is lost no more"


async def test_what_was_collected_is_here_by_a_press(house: House, people: Cast) -> None:
    """It can be given to nobody before."""
    on_its_way = {"leg": Leg.COLLECTION, "state": DeliveryState.PICKED_UP}
    await house.database.write(lambda c: brought(c, house, people, **on_its_way))
    browser = await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/deliveries"
    seen = await browser.get(page)
    assert "Cem collected it" in seen.text
    assert f"{people.order}/hand" not in seen.text
    await browser.press(page, f"{page}/{people.order}/receive")
    assert "Looking for a courier" in (await browser.get(page)).text
