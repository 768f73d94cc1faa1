"""What is read of an order that is brought once it goes wrong, or is left at the door: right sums, and what is next."""

from datetime import datetime, timedelta

import pytest

from chat.action import Page
from chat.turn import Person
from database.door import Database
from handlers.courier.actions import OpenJob
from handlers.guest.actions import OpenBooking, OpenCancel
from handlers.guest.delivery_actions import OpenDelivery
from handlers.guest.reminding import reminder
from handlers.merchant.actions import AskCancelByStaff, OpenStaffBooking
from orders import reminding
from orders.course import cancelling
from orders.delivery import carrying, deciding
from orders.delivery.pacing import TAKE
from orders.menu.windows import next_window
from orders.money import goodwill
from people.rights import Role, granted
from tests.handlers.operating import Presses
from tests.orders.conftest import Desk
from tests.orders.delivering import Bringing, bringing
from tests.orders.test_collecting import collects
from tests.structure.turns import Turns

WHOLE = "€15.60"
"""Three coffees, and the way for €3."""


@pytest.fixture
async def place(database: Database, now: datetime) -> Bringing:
    return await bringing(Desk(database, now))


async def read(place: Bringing, page: Page, *, by: Person | None = None) -> str:
    """The words and the keys of a page, as its guest reads them unless somebody else does."""
    reader = by or Person(place.guest, "Ann", "en")
    screen = await Presses(place.desk.database, Turns(place.desk.now), reader).page(page)
    keys = "\n".join(str(each.label) for row in screen.rows for each in row)
    return f"{screen.text}\n{keys}"


async def late(place: Bringing) -> int:
    """Ordered, and taken by nobody by the time at which it should be on its way."""
    order = await place.ordered()
    place.desk.now = (await place.delivery(order)).take_by + timedelta(seconds=1)
    await place.pass_by()
    return order


async def test_what_is_late_is_called_off_for_nothing_and_says_so(place: Bringing) -> None:
    order = await late(place)
    page = await read(place, OpenBooking(order))
    assert "It is late: cancelling is free, and you get all of your money back." in page
    assert "ancelling costs" not in page
    assert f"You get a full refund: <b>{WHOLE}</b>." in await read(place, OpenCancel(order))
    await place.desk.do(cancelling.cancel_by_guest, order, place.guest, place.desk.now)
    assert (await place.desk.payment_of(order)).refunded == 1560


async def test_whoever_comes_for_it_reads_what_that_costs_now(place: Bringing) -> None:
    order = await late(place)
    await place.desk.do(deciding.fetch, order, place.guest, place.desk.now)
    page = await read(place, OpenBooking(order))
    assert "🛍 You come for it yourself. Your code is good until" in page
    assert "Cancelling costs €12.60.\nNo refund if you don't pick it up." in page
    assert "Not picked up yet" not in page
    assert "cancelling costs €12.60" in await read(place, OpenCancel(order))


async def test_what_is_offered_back_is_what_is_left(place: Bringing) -> None:
    order = await late(place)
    about = (order, place.clerk, 200, 0)
    await place.desk.do(goodwill.give_back, *about, place.desk.now)
    assert "💸 Give me €13.60 back" in await read(place, OpenDelivery(order))


async def test_what_was_given_back_is_not_what_cancelling_costs(place: Bringing) -> None:
    order = await place.ordered()
    place.desk.now = (await place.delivery(order)).take_by - TAKE + timedelta(seconds=1)
    await place.desk.do(goodwill.give_back, order, place.clerk, 200, 0, place.desk.now)
    assert "Cancelling costs €13.60." in await read(place, OpenBooking(order))


async def test_whoever_leaves_it_at_the_door_is_not_told_to_ask_for_a_code(
    place: Bringing,
) -> None:
    courier = await place.courier(market=True)
    reader = Person(courier, "Cem", "en", rights=granted({}, Role.COURIER))
    order = await place.ordered()
    await place.on_the_way(order, courier)
    assert "ask for the guest's code" in await read(place, OpenJob(order), by=reader)
    mine = (order, place.guest, place.desk.now)
    await place.desk.do(carrying.leave_at_the_door, *mine, at_the_door=True)
    page = await read(place, OpenJob(order), by=reader)
    assert "Send a photo of where it stands." in page
    assert "ask for the guest's code" not in page


async def test_its_place_is_asked_about_an_order_and_not_a_booking(place: Bringing) -> None:
    order = await place.ordered()
    clerk = Person(place.clerk, "Kim", "en", rights=granted({place.menu.shop.merchant: Role.DESK}))
    assert "<b>Cancel this order?</b>" in await read(place, AskCancelByStaff(order), by=clerk)


async def test_what_nobody_collects_is_told_so(place: Bringing) -> None:
    desk = place.desk
    await desk.do(collects)
    order = await place.ordered(at=next_window(desk.now + timedelta(hours=23)))
    reminded = {"order": order, "kind": reminding.Kind.DAY}
    turns, guest = Turns(desk.now), Person(place.guest, "Ann", "en")
    assert await desk.see(lambda c: reminder(turns.of(c, guest), reminded)) is None
    desk.now = (await place.delivery(order)).give_up_at
    await place.pass_by()
    assert "❌ Nobody could collect it" in await read(place, OpenBooking(order))
    assert "Nobody could bring it" not in await read(place, OpenBooking(order))
    clerk = Person(place.clerk, "Kim", "en", rights=granted({place.menu.shop.merchant: Role.OWNER}))
    assert "❌ It wasn't collected." in await read(place, OpenStaffBooking(order), by=clerk)


async def test_whoever_may_take_it_there_has_the_way(place: Bringing) -> None:
    await place.desk.do(collects)
    order = await late(place)
    page = await read(place, OpenDelivery(order))
    assert "You can take it to the place yourself" in page
    assert "🗺 Directions" in page
