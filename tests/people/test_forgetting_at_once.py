"""Of forgetting and what the person does at the same moment, the second sees the first."""

from typing import Any

import pytest

from handlers.privacy_register import register
from orders.booking import placing
from orders.models import OrderState
from orders.money import paying
from people import forgetting, standing
from people.errors import Forgotten, LiveVouchers
from people.queries import person
from tests.orders.conftest import Desk, desk
from tests.orders.racing import Unit, race
from tests.orders.test_races import unit
from tests.overtaking import overtaken

__all__ = ["desk"]

TIMES = 6


async def offered(desk: Desk) -> tuple[int, int]:
    made: tuple[int, int] = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    return made


def forget(desk: Desk, guest: int) -> Unit:
    return unit(forgetting.forget, guest, register(), desk.now)


def hold(desk: Desk, guest: int, service: int) -> Unit:
    return unit(placing.hold, guest, service, desk.start(), 1, None, desk.now)


async def is_forgotten(desk: Desk, guest: int) -> bool:
    found = await desk.see(person, guest)
    return found is not None and found.forgotten_at is not None


async def test_a_hold_and_forgetting(desk: Desk) -> None:
    for _ in range(TIMES):
        guest, service = await offered(desk)
        held, gone = await race(desk.database, [hold(desk, guest, service), forget(desk, guest)])
        if gone is True:
            assert isinstance(held, Forgotten)
        else:
            assert isinstance(gone, LiveVouchers)
            assert (await desk.order(held)).state == OrderState.HELD
        assert await is_forgotten(desk, guest) == (gone is True)


@pytest.mark.control
async def test_without_the_persons_row_a_hold_is_nobodys(desk: Desk) -> None:
    """The negative control: they are forgotten between the question and the hold."""
    guest, service = await offered(desk)
    held = await overtaken(
        desk.database, hold(desk, guest, service), forget(desk, guest), before="INSERT INTO slots"
    )
    assert (await desk.order(held)).state == OrderState.HELD
    assert await is_forgotten(desk, guest)


async def test_money_that_comes_and_forgetting(desk: Desk) -> None:
    for _ in range(TIMES):
        guest, service = await offered(desk)
        order_id = await desk.hold(guest, service, desk.start())
        paid = await desk.paid(await desk.request(order_id))
        await desk.do(placing.release, order_id, guest, desk.now)

        def captured(connection: Any, guest: int = guest, paid: Any = paid) -> Any:
            standing.keep(connection, guest)
            return paying.capture(connection, paid, desk.now)

        event, gone = await race(desk.database, [captured, forget(desk, guest)])
        assert isinstance(event, Forgotten) == (gone is True)
        if gone is not True:
            await desk.do(paying.apply, event, desk.now)


async def test_whoever_was_forgotten_makes_nothing_more(desk: Desk) -> None:
    guest, service = await offered(desk)
    assert await desk.do(forgetting.forget, guest, register(), desk.now)
    with pytest.raises(Forgotten):
        await desk.hold(guest, service, desk.start())
