"""The owner of one place with the numbers of another: nothing of it is there, whatever the address mixes."""

from datetime import timedelta

from sqlalchemy import Connection, insert, select

from catalog import paying, staffing
from catalog.closing import Bookings, Closed
from catalog.menu import items, sections
from catalog.models import locations
from catalog.tables import keeping
from catalog.visits import serving
from catalog.whose import Whose
from console.rooms import ROOMS, page_before
from orders import bill_holds, bill_views, clearing, placing, receipt_views
from orders.delivery.courier_payment_models import courier_payments
from people.joining import Membership
from people.rights import Role
from queueing import calling, queues
from tests.console.conftest import AREA, KEY, Cast, House
from tests.console.test_forged import Address, everything
from tests.making import Market, Shop
from tests.orders.paid import paid

SECRETS = ("Sushi Ten", "Lunch", "Bar stool", "Elias", "Otto")


def theirs(connection: Connection, people: Cast, house: House) -> dict[str, int]:
    """One of each kind at the sushi bar, and somebody who booked there only."""
    market = Market(connection, house.now)
    of_sushi = select(locations.c.id).where(locations.c.merchant_id == people.sushi)
    place = connection.execute(of_sushi).scalar_one()
    shop = Shop(people.sushi, place, people.other)
    service = market.service(shop, name="Lunch", price=0)
    guest, day = market.guest("Elias"), (house.now + timedelta(days=20)).date()
    order = placing.hold(connection, guest, service, market.start(days=2), 1, None, now=house.now)
    placing.place_free(connection, order, guest, house.now)
    closed = Closed(Whose(place), day, day)
    receipt = paid(connection, shop.merchant, place, guest, house.now)
    section = sections.begin(connection, place, "Lunch", people.other, house.now)
    queues.open_queue(connection, place, people.other, house.now)
    return {
        "order": order,
        "complaint": people.others_complaint,
        "person": people.other,
        "settlement": market.settlement(shop, number=3),
        "service": service,
        "place": place,
        "resource": market.resource(shop, service, name="Bar stool"),
        "closure": clearing.close(connection, closed, Bookings.KEEP, 0, people.other, house.now),
        "guest": guest,
        "section": section,
        "item": items.begin(connection, section, "Secret bun", "EUR", people.other, house.now),
        "ticket": calling.give_at_the_door(connection, place, 2, "Elias", people.other, house.now),
        "table": keeping.add(connection, place, "Secret table", 4, people.other, house.now)[0],
        "area": serving.add(connection, place, AREA, 25, people.other, house.now),
        "bill": _bill(connection, shop, guest, house),
        "courier": people.other,
        "payment": _paid_courier(connection, shop, people.other, house),
        "receipt": receipt_views.receipts_of(connection, receipt)[0].id,
        "invitation": staffing.invite(
            connection, Membership(Role.DESK, people.sushi), people.other, KEY, house.now
        ),
    }


def _paid_courier(connection: Connection, shop: Shop, courier: int, house: House) -> int:
    row = {"merchant_id": shop.merchant, "courier_id": courier, "rides": 1, "amount": 100}
    week = {"since": house.now - timedelta(days=7), "until": house.now, "currency": "EUR"}
    said = {"paid_by": shop.clerk, "paid_at": house.now}
    new = insert(courier_payments).values(**row, **week, **said)
    return connection.execute(new.returning(courier_payments.c.id)).scalar_one()


def _bill(connection: Connection, shop: Shop, guest: int, house: House) -> int:
    paying.set_takes_bills(connection, shop.merchant, shop.clerk, house.now, on=True)
    given = (guest, shop.merchant, 900, "EUR", None, house.now)
    order = bill_holds.type_bill(connection, *given)
    found = bill_views.of_order(connection, order)
    assert found is not None
    return found.id


async def test_nothing_of_another_place_is_there(house: House, people: Cast) -> None:
    numbers = await house.database.write(lambda c: theirs(c, people, house))
    browser = await house.sign_in(people.owner)
    given = {"csrf": await browser.form_token(), "role": "manager", "name": "Mine", "words": "!"}
    before, tried = await everything(house.database), 0
    for room in ROOMS:
        for paths, move in ((room.pages, False), (room.moves, True)):
            for path in paths:
                if path.startswith("/m/") and path.count("{") > 1:
                    here = path.format(merchant=people.barber, **numbers)
                    address = Address(here, move, market=False, photo=path in room.photos)
                    sent = address.sent(browser, given) if move else browser.get(here)
                    answer = await sent
                    assert answer.status in {303, 404, 409}, (
                        address
                    )  # who is gone already is let go of
                    assert not [each for each in SECRETS if each in answer.text], address
                    tried += 1
    assert tried > 30
    assert await everything(house.database) == before


async def test_a_refused_move_leads_back_to_a_page(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    shown = await browser.press(
        f"/m/{people.barber}/people", f"/m/{people.barber}/people/{people.other}/role", role="desk"
    )
    assert (shown.status, "Barber Kuosmanen" in shown.text) == (409, True)
    assert f'href="/console/m/{people.barber}/people">Back' in shown.text
    assert page_before("/market/stuck/payments/3/back") == "/market/stuck"
    assert page_before("/browsers/1") == "/browsers"
