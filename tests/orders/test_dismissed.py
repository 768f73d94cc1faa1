"""A clerk who is dismissed in the middle of a press has pressed before it, or presses no more."""

from typing import Any

import pytest

from catalog import staffing
from orders.course import redeeming
from orders.errors import NotYourMerchant
from orders.models import OrderState
from tests.orders.conftest import Desk
from tests.orders.test_races import unit
from tests.overtaking import Unit, behind, without_row_locks

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


async def at_the_counter(desk: Desk) -> tuple[int, Unit, Unit]:
    """(order, redeems, dismisses): a clerk with a guest's code, and an operator."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        return m.guest(), m.service(shop), shop, m.operator()

    guest, service, shop, operator = await desk.make(build)
    order_id = await desk.place(guest, service, desk.start())
    code = (await desk.order(order_id)).code
    desk.now = desk.start()
    redeems = unit(redeeming.redeem, code, shop.clerk, "once", desk.now)
    dismisses = unit(staffing.dismiss, shop.merchant, shop.clerk, operator, desk.now)
    return order_id, redeems, dismisses


async def test_who_presses_behind_their_dismissal_does_nothing(desk: Desk) -> None:
    order_id, redeems, dismisses = await at_the_counter(desk)
    gone, pressed = await behind(desk.database, dismisses, redeems)
    assert gone is True
    assert isinstance(pressed, NotYourMerchant)
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED


async def test_a_press_that_began_before_ends_before(desk: Desk) -> None:
    order_id, redeems, dismisses = await at_the_counter(desk)
    pressed, gone = await behind(desk.database, redeems, dismisses)
    assert gone is True
    assert not isinstance(pressed, Exception)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED


async def test_without_locks_somebody_who_was_dismissed_would_redeem(desk: Desk) -> None:
    order_id, redeems, dismisses = await at_the_counter(desk)
    with without_row_locks():
        await behind(desk.database, dismisses, redeems)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED
