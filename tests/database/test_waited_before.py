"""Carts, tickets, numbers in a queue and a waitlist of a former version are kept, paid, used and given back.

In market_0055.json a café's orders are redeemed, placed, ready, short of a line, lapsed with their money still to come, held with
an invoice out, and in a cart; there are bookings, one with a review, one with a complaint; a
start for which two wait, and one that was offered to a third; and five numbers of a queue.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from database.money import unlimited
from orders import waitlist_offers
from orders.complaints import answering
from orders.complaints.complaint_models import complaints
from orders.course import cancelling, confirming, redeeming
from orders.menu import carts, tickets
from orders.models import OrderState
from orders.money import lacking, refunding
from orders.waitlist.waitlist_models import WaitState, waitlist
from payments.models import refunds
from queueing import calling, waiting
from queueing.models import TicketState, queue_tickets
from tests.database.left import fill
from tests.database.living import back, code, ends, is_all_there, state
from tests.orders.conftest import Desk

BEFORE = "0055"
STOPPED = datetime(2026, 3, 4, 12, 16, tzinfo=UTC)
CLERK, OPERATOR = 1, 8
AINO, EINO, TUULI, PEKKA, VEERA, SANNA = range(2, 8)
PLACED, READY, SHORT, LAPSED, HELD, CART = 2, 3, 4, 5, 7, 8
ASKED_LATE, ASKED = 5, 6
BOOKED, SOLD_OUT, OFFERED = 9, 12, 14
COMPLAINT = 1
SEATED, SKIPPED, CALLED, LEFT, WAITING = range(1, 6)


def left(connection: Connection) -> None:
    fill(connection, BEFORE)


async def test_nothing_is_lost(desk: Desk) -> None:
    await is_all_there(desk, BEFORE)


async def test_what_was_ordered_of_the_menu_is_made_and_handed_over(desk: Desk) -> None:
    await desk.do(tickets.accept, PLACED, CLERK, None, desk.now)
    for order in (PLACED, READY):
        await desk.do(redeeming.redeem, await code(desk, order), CLERK, f"n{order}", desk.now)
        assert await state(desk, order) is OrderState.REDEEMED


async def test_another_line_goes_back_and_with_the_last_one_the_order(desk: Desk) -> None:
    await desk.do(lacking.give_back_line, SHORT, CLERK, 1, 1, 350, desk.now)
    assert (await state(desk, SHORT), await back(desk, SHORT)) == (OrderState.CANCELLED, 700)


async def test_invoices_of_before_are_paid_in_time_and_late(desk: Desk) -> None:
    await desk.settle(await desk.paid(ASKED))
    await desk.settle(await desk.paid(ASKED_LATE))
    assert await state(desk, HELD) is OrderState.PLACED
    assert await state(desk, LAPSED) is OrderState.PLACED


async def test_a_cart_is_as_it_was_and_is_paid(desk: Desk) -> None:
    here = (await desk.order(PLACED)).location_id
    found = await desk.see(carts.cart_of, AINO, here, desk.now)
    assert [(each.title, each.quantity, each.note) for each in found.lines] == [
        ("Bun", 2, "warm, please")
    ]
    await desk.do(carts.hold_cart, AINO, CART, desk.now)
    await desk.pay(CART)
    assert await state(desk, CART) is OrderState.PLACED


async def test_what_is_called_off_goes_back_to_the_cent(desk: Desk) -> None:
    await desk.do(cancelling.cancel_by_guest, BOOKED, AINO, desk.now)
    await desk.do(confirming.decline, PLACED, CLERK, desk.now)
    assert (await back(desk, BOOKED), await back(desk, PLACED)) == (4000, 1050)
    for refund in await desk.see(lambda c: list(c.execute(refunds.select()).mappings())):
        await desk.do(refunding.provider_refunded, refund["id"], desk.now)


async def test_whoever_waited_first_is_offered_what_frees_up(desk: Desk) -> None:
    await desk.pay(OFFERED)
    await desk.do(cancelling.cancel_by_guest, SOLD_OUT, PEKKA, desk.now)
    for each in await desk.see(waitlist_offers.due, desk.now):
        await desk.do(waitlist_offers.offer, each, desk.now, unlimited)
    rows = await desk.see(lambda c: c.execute(waitlist.select().order_by(waitlist.c.id)).all())
    assert {row.guest_id: row.state for row in rows}[VEERA] == WaitState.OFFERED


async def test_a_complaint_is_answered(desk: Desk) -> None:
    await desk.do(answering.answer, COMPLAINT, CLERK, "Sorry", None, desk.now)
    found = await desk.see(lambda c: c.execute(complaints.select()).one())
    assert found.state == "answered"


async def test_the_queue_goes_on(desk: Desk) -> None:
    await desk.do(calling.seat, CALLED, CLERK, desk.now)
    await desk.do(waiting.come_back, SKIPPED, EINO, desk.now)
    await desk.do(calling.call, WAITING, CLERK, desk.now)
    rows = await desk.see(lambda c: c.execute(queue_tickets.select()).all())
    assert {row.id: TicketState(row.state) for row in rows} == {
        SEATED: TicketState.SEATED,
        SKIPPED: TicketState.WAITING,
        CALLED: TicketState.SEATED,
        LEFT: TicketState.LEFT,
        WAITING: TicketState.CALLED,
    }
    here = (await desk.order(PLACED)).location_id
    number = await desk.do(waiting.take_number, SANNA, here, 2, desk.now)
    row = await desk.see(lambda c: c.execute(queue_tickets.select()).all()[-1])
    assert (row.id, row.number) == (number, 6)


async def test_all_of_it_comes_to_its_end(desk: Desk) -> None:
    await ends(desk, STOPPED + timedelta(days=40))
