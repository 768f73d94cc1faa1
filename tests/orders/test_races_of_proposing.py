"""A yes to another time, while something else puts an end to it: one of the two, and no seat lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from orders.booking import answering, proposals, proposing
from orders.booking.proposing import Goal
from orders.course import cancelling, expiring, redeeming
from orders.models import OrderState
from orders.reading.queries import order
from orders.rules import BOOKED
from tests.guards import ORDER_UNMOVED, without
from tests.making import Shop
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import Unit, kinds, race
from tests.orders.test_races import unit
from tests.overtaking import overtaken


class Asked:
    """A booking whose guest is asked for another time, and the units that may come at once."""

    def __init__(self, desk: Desk, shop: Shop, guest: int, service: int) -> None:
        self.desk, self.shop, self.guest, self.service = desk, shop, guest, service
        self.order = self.proposal = 0

    async def ask(self) -> None:
        desk = self.desk
        self.order = await desk.place(self.guest, self.service, desk.start(days=3))
        goal = Goal(desk.start(days=4))
        await desk.do(proposing.move_by_staff, self.order, self.shop.clerk, goal, desk.now)
        found = await desk.see(proposals.proposed, self.order, desk.now)
        self.proposal = found.id

    @property
    def yes(self) -> Unit:
        return unit(answering.accept, self.proposal, self.guest, self.desk.now)

    def lapse(self) -> Unit:
        return unit(expiring.lapse_holds, self.desk.now + timedelta(hours=24))

    def withdraw(self) -> Unit:
        return unit(proposing.withdraw, self.order, self.shop.clerk, self.desk.now)

    def keep(self) -> Unit:
        return unit(answering.keep, self.proposal, self.guest, self.desk.now)

    def cancel(self) -> Unit:
        return unit(cancelling.cancel_by_guest, self.order, self.guest, self.desk.now)

    def again(self) -> Unit:
        goal = Goal(self.desk.start(days=5))
        now = self.desk.now
        return unit(proposing.move_by_staff, self.order, self.shop.clerk, goal, now)

    def redeem(self) -> Unit:
        return unit(redeem, self.order, self.shop.clerk, self.desk.now)


def redeem(connection: Any, order_id: int, clerk: int, now: Any) -> Any:
    view = order(connection, order_id)
    assert view is not None
    return redeeming.redeem(connection, str(view.code), clerk, "n", now)


async def asked(desk: Desk, *, chair: bool) -> Asked:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        if chair:
            m.resource(shop, service)
        return shop, m.guest(), service

    found = Asked(desk, *await desk.make(build))
    await found.ask()
    return found


OTHERS: dict[str, Callable[[Asked], Unit]] = {
    "it lapses": Asked.lapse,
    "the place takes it back": Asked.withdraw,
    "the guest keeps the time": Asked.keep,
    "the guest cancels": Asked.cancel,
    "another one takes its place": Asked.again,
    "the code is used": Asked.redeem,
    "the guest says yes again": lambda asked: asked.yes,
}


@pytest.mark.both_engines
@pytest.mark.parametrize("other", sorted(OTHERS))
@pytest.mark.parametrize("chair", [False, True], ids=["of plain capacity", "on a chair"])
async def test_a_yes_and_what_ends_it(desk: Desk, chair: bool, other: str) -> None:
    """Whichever comes first: the booking is at one of the two times, and the other time is free."""
    it = await asked(desk, chair=chair)
    results = await race(desk.database, [it.yes, OTHERS[other](it)])
    assert set(kinds(results)) <= {"ok", "ProposalOver", "OrderMoved"}
    view = await desk.order(it.order)
    before, after = desk.start(days=3), desk.start(days=4)
    assert view.starts_at in {before, after}
    left = {before, after} - ({view.starts_at} if view.state in BOOKED else set())
    desk.later(hours=24)
    await desk.do(expiring.lapse_holds, desk.now)
    assert await desk.audit() == []
    guest = await desk.make(lambda m: m.guest("Otso"))
    for start in left:
        await desk.hold(guest, it.service, start)
    if view.state == OrderState.CANCELLED:
        assert [each.amount for each in view.refunds] == [2000]


@pytest.mark.control
async def test_without_the_guard_a_seat_is_given_back_twice(lacking: Lacking) -> None:
    async with lacking("ck_slots_capacity") as desk:
        it = await asked(desk, chair=False)
        with without(ORDER_UNMOVED):
            await overtaken(desk.database, it.yes, it.lapse(), before="UPDATE orders")
        desk.audited = False
        assert "slot counters differ from a recount" in {each.name for each in await desk.audit()}
