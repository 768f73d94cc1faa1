"""Tables, deliveries, deposits, bills, tips and replacements that the former version left go on and come to their end.

In market_0064.json, beside what market_0055.json has: an order that a courier brings and one that
nobody has, bookings with a deposit (one with a bun, one whose rest was paid), a bill that was paid and one that
was shown, a tip, a line that was replaced and one of which its guest is asked, and a table of two.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from orders.bills import holding
from orders.course import cancelling, redeeming
from orders.delivery import handing_over, overdue
from orders.menu import carts, replacing
from orders.models import OrderState
from orders.money import lacking
from orders.sitting import ending
from tests.database.left import fill
from tests.database.living import back, code, ends, is_all_there, state
from tests.orders.conftest import Desk

BEFORE = "0064"
STOPPED = datetime(2026, 3, 4, 12, 16, tzinfo=UTC)
CLERK, COURIER = 1, 9
AINO, EINO, TUULI, PEKKA, VEERA, SANNA = range(2, 8)
READY, HELD, ASKED = 3, 7, 6
DEPOSIT, RESTED, REST, CARRIED, LOOKED_FOR = 16, 17, 18, 20, 21
REPLACED, TREATED, AT_TABLE, TABLE = 2, 23, 25, 1
QUESTION, SHOWN = 2, "8GEWHDT1P5B"


def left(connection: Connection) -> None:
    fill(connection, BEFORE)


async def test_nothing_is_lost(desk: Desk) -> None:
    await is_all_there(desk, BEFORE)


async def test_what_is_on_its_way_is_handed_over(desk: Desk) -> None:
    given = (CARRIED, await code(desk, CARRIED), COURIER, desk.now)
    await desk.do(handing_over.hand_over_by_code, *given)
    assert await state(desk, CARRIED) is OrderState.REDEEMED


async def test_what_nobody_brings_goes_back_whole(desk: Desk) -> None:
    desk.later(minutes=300)
    await desk.do(replacing.expire, desk.now)
    while await desk.see(overdue.is_due, desk.now):
        await desk.do(overdue.pass_by, desk.now)
    view = await desk.order(LOOKED_FOR)
    assert (view.state, await back(desk, LOOKED_FOR)) == (OrderState.CANCELLED, view.total)


async def test_a_deposit_is_used_and_another_goes_back_with_its_rest(desk: Desk) -> None:
    await desk.do(redeeming.redeem, await code(desk, DEPOSIT), CLERK, "now", desk.now)
    await desk.do(cancelling.cancel_by_guest, RESTED, VEERA, desk.now)
    assert (await back(desk, RESTED), await back(desk, REST)) == (1000, 3000)


async def test_a_bill_that_was_shown_is_paid(desk: Desk) -> None:
    order = await desk.do(holding.hold, SANNA, SHOWN, None, desk.now)
    await desk.pay(order)
    assert await state(desk, order) is OrderState.REDEEMED


async def test_a_question_is_answered_and_what_was_replaced_goes_back(desk: Desk) -> None:
    desk.now += timedelta(
        seconds=1
    )  # no correction is as old as what was replaced before there were any
    await desk.do(replacing.accept, QUESTION, TUULI, desk.now)
    await desk.do(redeeming.redeem, await code(desk, READY), CLERK, "now", desk.now)
    view = await desk.order(REPLACED)
    given = sum(each.refunded for each in view.payments)
    await desk.do(lacking.give_back_line, REPLACED, CLERK, 2, 1, given, desk.now)
    assert await back(desk, REPLACED) == 350


async def test_a_table_is_paid_brought_and_freed(desk: Desk) -> None:
    await desk.do(carts.hold_cart, TUULI, AT_TABLE, desk.now)
    await desk.pay(AT_TABLE)
    for order in (TREATED, AT_TABLE):
        await desk.do(redeeming.redeem, await code(desk, order), CLERK, f"n{order}", desk.now)
    await desk.do(ending.free, TABLE, CLERK, desk.now)


async def test_an_invoice_of_before_is_paid(desk: Desk) -> None:
    await desk.settle(await desk.paid(ASKED))
    assert await state(desk, HELD) is OrderState.PLACED


async def test_all_of_it_comes_to_its_end(desk: Desk) -> None:
    await ends(desk, STOPPED + timedelta(days=40))
