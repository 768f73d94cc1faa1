"""Counters of stock and kitchens are mended as those of seats are."""

from typing import Any

import pytest
from sqlalchemy import select, update

from orders.auditing import recounting_claims
from orders.auditing.recounting import Seats
from orders.booking.claims import TABLES
from orders.claim_models import ClaimKind
from orders.menu import carts
from tests.orders.conftest import Desk
from tests.orders.menus import cafe

OF_A_MENU = (ClaimKind.STOCK, ClaimKind.KITCHEN)


async def drifted(desk: Desk, kind: ClaimKind, **counters: int) -> Any:
    """One order is paid and one is held, and then the counter says something else."""
    menu = await desk.make(cafe)
    for paid in (True, False):
        guest = await desk.make(lambda m: m.guest())
        order = await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
        await desk.do(carts.hold_cart, guest, order, desk.now)
        if paid:
            await desk.pay(order)
    await desk.do(lambda c: c.execute(update(TABLES[kind]).values(**counters)))
    ((found, counter),) = await desk.see(recounting_claims.wrong_counters)
    assert found == kind
    return await desk.do(recounting_claims.recount_counter, kind, counter)


@pytest.mark.parametrize("kind", OF_A_MENU)
async def test_a_counter_is_set_to_what_its_orders_say(desk: Desk, kind: ClaimKind) -> None:
    counter = await drifted(desk, kind, held=0, booked=3)
    assert (counter.before, counter.after, counter.fits) == (Seats(0, 3), Seats(1, 1), True)
    table = TABLES[kind]
    now = select(table.c.held, table.c.booked)
    assert await desk.see(lambda c: tuple(c.execute(now).one())) == (1, 1)
    assert await desk.do(recounting_claims.recount_counter, kind, counter.counter_id) is None


@pytest.mark.parametrize("kind", OF_A_MENU)
async def test_one_without_room_is_left_as_it_is(desk: Desk, kind: ClaimKind) -> None:
    counter = await drifted(desk, kind, held=0, booked=1, capacity=1)
    assert not counter.fits
    desk.audited = False
    assert len(await desk.audit()) == 1
