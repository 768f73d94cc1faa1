"""Whatever puts an end to the asking for another time gives it back, and nothing else can be done with it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from catalog.closing import Bookings, Closed
from catalog.whose import Whose
from orders.booking import answering, placing, proposals, rescheduling
from orders.course import cancelling, clearing, redeeming
from orders.errors import NotYourOrder, SoldOut
from orders.models import OrderState
from orders.reading import finding, lists
from orders.reading.queries import order
from tests.orders.conftest import Desk
from tests.orders.test_proposing import Booked, free, it, news, propose

__all__ = ["it"]

ENDS: dict[str, Any] = {
    "the guest cancels": lambda desk, it: (cancelling.cancel_by_guest, it.order, it.guest),
    "the place cancels": lambda desk, it: (cancelling.cancel_by_merchant, it.order, it.shop.clerk),
}


@pytest.mark.parametrize("how", sorted(ENDS))
async def test_what_ends_the_booking_gives_the_kept_time_back(
    desk: Desk, it: Booked, how: str
) -> None:
    await propose(desk, it)
    use_case, *given = ENDS[how](desk, it)
    await desk.do(use_case, *given, desk.now)
    assert await free(desk, it, days=4, hour=15)
    assert await desk.see(proposals.proposed, it.order, desk.now) is None


async def test_who_is_asked_cancels_for_nothing(desk: Desk, it: Booked) -> None:
    desk.now = desk.start(days=3) - timedelta(hours=2)
    await propose(desk, it)
    quote = await desk.see(quoted, it, desk.now)
    assert (quote.refund, quote.kept) == (2000, 0)
    await desk.do(cancelling.cancel_by_guest, it.order, it.guest, desk.now)
    assert [each.amount for each in (await desk.order(it.order)).refunds] == [2000]


def quoted(connection: Connection, it: Booked, now: datetime) -> cancelling.Quote:
    booking = order(connection, it.order)
    assert booking is not None
    free = cancelling.is_free(connection, booking, now)
    return cancelling.quote(booking, now, free=free)


async def test_who_is_not_asked_any_more_cancels_by_the_terms(desk: Desk, it: Booked) -> None:
    desk.now = desk.start(days=3) - timedelta(hours=2)
    proposal = await propose(desk, it)
    await desk.do(answering.keep, proposal, it.guest, desk.now)
    await desk.do(cancelling.cancel_by_guest, it.order, it.guest, desk.now)
    assert [each.amount for each in (await desk.order(it.order)).refunds] == [1000]


async def test_using_the_code_ends_it(desk: Desk, it: Booked) -> None:
    await propose(desk, it)
    code = (await desk.order(it.order)).code
    await desk.do(redeeming.redeem, code, it.shop.clerk, "n", desk.now)
    assert await free(desk, it, days=4, hour=15)


async def test_the_guest_moves_it_themselves_also_to_the_kept_time(desk: Desk, it: Booked) -> None:
    await propose(desk, it)
    await desk.do(
        rescheduling.reschedule, it.order, it.guest, desk.start(days=4, hour=15), desk.now
    )
    assert (await desk.order(it.order)).starts_at == desk.start(days=4, hour=15)
    assert await desk.see(proposals.proposed, it.order, desk.now) is None


async def test_the_kept_time_is_no_booking_of_the_guests(desk: Desk, it: Booked) -> None:
    """It stands in no list, and nothing that is done with orders can be done with it."""
    proposal = await propose(desk, it)
    coming = await desk.see(lists.coming_of_guest, it.guest, desk.now)
    assert [each.id for each in coming] == [it.order]
    assert [each.id for each in await desk.see(finding.orders_of, it.guest, 9)] == [it.order]
    for use_case in (placing.place_free, placing.release, cancelling.cancel_by_guest):
        with pytest.raises(NotYourOrder):
            await desk.do(use_case, proposal, it.guest, desk.now)
    with pytest.raises(NotYourOrder):
        await desk.do(answering.accept, it.order, it.guest, desk.now)
    with pytest.raises(SoldOut):  # it is kept for the booking, not for another one
        await desk.hold(it.guest, it.service, desk.start(days=4, hour=15))


async def test_closing_the_kept_time_takes_it_back(desk: Desk, it: Booked) -> None:
    proposal = await propose(desk, it)
    day = desk.start(days=4).date()
    closed = Closed(Whose(it.shop.location), day, day)
    given = (closed, Bookings.CANCEL, 1, it.shop.clerk, desk.now)
    await desk.do(clearing.close, *given)
    while await desk.do(clearing.clear, desk.now, 10):
        pass
    assert (await desk.see(proposals.ended, proposal)).reason == "merchant"
    assert (await desk.order(it.order)).state == OrderState.CONFIRMED
    assert (await news(desk, it.guest))[-1] == ("proposal", False)
