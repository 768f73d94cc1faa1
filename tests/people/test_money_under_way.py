"""Nobody is forgotten while money of theirs is not decided on; afterwards they can be."""

from typing import Any

import pytest

from handlers.privacy_register import register
from orders.course import expiring
from orders.money import capturing, paying, refunding
from people import forgetting
from people.errors import MoneyUnderWay
from tests.orders.conftest import Desk, desk

__all__ = ["desk"]


async def forget(desk: Desk, guest: int) -> Any:
    return await desk.do(forgetting.forget, guest, register(), desk.now)


async def late(desk: Desk) -> tuple[int, Any]:
    """(guest, what is said of money for a hold that is gone while somebody else has its seat)."""
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    paid = await desk.paid(await desk.request(order_id))
    desk.later(minutes=15)
    await desk.do(expiring.lapse_holds, desk.now)
    other = await desk.make(lambda m: m.guest())
    await desk.hold(other, service, desk.start())
    return guest, paid


async def test_money_that_waits_for_its_effect(desk: Desk) -> None:
    guest, paid = await late(desk)
    event = await desk.do(paying.capture, paid, desk.now)
    with pytest.raises(MoneyUnderWay):
        await forget(desk, guest)
    await desk.do(paying.park, event, "a bug", desk.now)
    with pytest.raises(MoneyUnderWay):
        await forget(desk, guest)
    operator = await desk.make(lambda m: m.operator())
    await desk.do(paying.try_again, event, operator, desk.now)
    await desk.do(paying.apply, event, desk.now)
    with pytest.raises(MoneyUnderWay):
        await forget(desk, guest)
    await desk.do(refunding.provider_refunded, 1, desk.now)
    assert await forget(desk, guest)


async def test_money_that_was_set_aside(desk: Desk) -> None:
    guest, paid = await late(desk)
    await desk.do(capturing.set_aside, paid, "a bug", desk.now)
    with pytest.raises(MoneyUnderWay):
        await forget(desk, guest)
    operator = await desk.make(lambda m: m.operator())
    await desk.do(paying.given_back, 1, operator, desk.now)
    assert await forget(desk, guest)


async def test_money_that_nobody_asked_for(desk: Desk) -> None:
    guest = await desk.make(lambda m: m.guest())
    paid = capturing.CapturedPayment(
        "stars", "key", "nobody-asked", "charge", None, 100, "XTR", guest, {}
    )
    event = await desk.do(paying.capture, paid, desk.now)
    with pytest.raises(MoneyUnderWay) as refused:
        await forget(desk, guest)
    assert refused.value.orders == ()
    operator = await desk.make(lambda m: m.operator())
    assert await desk.do(paying.given_back, event, operator, desk.now)
    assert await forget(desk, guest)
