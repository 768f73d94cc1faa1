"""What was left for the counter and paid in the chat: what goes back is told whole, and where the clerk gives it."""

from datetime import datetime

from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenCancel
from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.missing_actions import OpenMissing
from orders.bills import resting
from orders.course import cancelling
from orders.money import goodwill
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on
from tests.orders.conftest import Desk
from tests.orders.menus import Menu
from tests.orders.test_menus_paid_in_parts import opened, ordered
from tests.structure.turns import Turns


async def paid_here(desk: Desk, percent: int) -> tuple[Menu, int, int, int]:
    """A guest's order of which so much was paid ahead, and the rest in the chat; the order of that."""
    menu = await opened(desk, prepaid_percent=percent)
    guest, order = await ordered(desk, menu)
    rest = await desk.do(resting.hold_rest, order, guest, desk.now)
    await desk.pay(rest)
    return menu, guest, order, rest


async def test_whoever_cancels_reads_of_all_that_goes_back(
    database: Database, now: datetime
) -> None:
    desk = Desk(database, now)
    for percent in (33, 0):
        _, guest, order, rest = await paid_here(desk, percent)
        presses = Presses(database, Turns(now), Person(guest, "Ann", "en"))
        page = await presses.page(OpenCancel(order))
        assert "You get a full refund: <b>€20.10</b>." in page.text
        assert "Yes, cancel and refund €20.10" in actions_on(page)
        await presses.page(actions_on(page)["Yes, cancel and refund €20.10"])
        back = [each for at in (order, rest) for each in (await desk.order(at)).payments]
        assert sum(each.refunded for each in back) == 2010


async def test_a_clerk_is_led_to_the_bill_that_was_paid_in_the_chat(
    database: Database, now: datetime
) -> None:
    desk = Desk(database, now)
    menu, _, order, rest = await paid_here(desk, 33)
    await desk.do(goodwill.give_back, order, menu.shop.clerk, 664, 0, now)
    await desk.do(goodwill.give_back, rest, menu.shop.clerk, 1200, 0, now)
    clerk = Person(menu.shop.clerk, "Kim", "en", rights=granted({menu.shop.merchant: Role.OWNER}))
    page = await Presses(database, Turns(now), clerk).page(OpenMissing(order))
    assert "was paid in the chat: give money back on that bill." in page.text
    assert actions_on(page)["🧾 Open the bill"] == OpenStaffBooking(rest)


async def test_late_the_deposit_is_kept_and_the_rest_goes_back(
    database: Database, now: datetime
) -> None:
    desk = Desk(database, now)
    _, guest, order, rest = await paid_here(desk, 33)
    desk.later(hours=2)
    presses = Presses(database, Turns(desk.now), Person(guest, "Ann", "en"))
    text = (await presses.page(OpenCancel(order))).text
    assert "You get back <b>€13.46</b>; cancelling costs €6.64." in text
    await desk.do(cancelling.cancel_by_guest, order, guest, desk.now)
    assert [each.refunded for each in (await desk.order(rest)).payments] == [1346]
    assert [each.refunded for each in (await desk.order(order)).payments] == [0]
