"""A hold that is over, though nobody has ended it, is paid as somebody else takes what it held; without its guard both have it.

Each of those who take what a dead hold held ends it first: whoever pays late, moves, or is asked.
"""

import pytest

from orders.booking import rescheduling
from orders.menu import replacing
from orders.models import OrderState
from orders.money import paying
from tests.guards import STILL_DEAD, without
from tests.orders.conftest import Desk, Lacking
from tests.orders.racing import race
from tests.orders.test_dead_holds_of_menus import Place, opened, place
from tests.orders.test_races import unit
from tests.overtaking import Unit, behind, without_row_locks

__all__ = ["place"]

TAKES = ["pays late", "moves", "takes it instead"]
WRONG = {"a history with a gap", "stock or kitchen counters differ from a recount"}


async def captured(desk: Desk, order: int) -> int:
    """Its money came; the event."""
    paid = await desk.paid(await desk.request(order))
    event: int = await desk.do(paying.capture, paid, desk.now)
    return event


async def for_the_last(place: Place, how: str) -> tuple[int, Unit, Unit]:
    """A dead hold of the last buns whose money came, and somebody else who takes some of them."""
    desk = place.desk
    if how == "pays late":
        late = await place.holds(buns=2)
        event = await captured(desk, late)
        await place.lapses()
        takes = [paying.apply, event]
    elif how == "moves":
        moving = await place.books(buns=2, days=2)
        await desk.pay(moving)
        guest = (await desk.order(moving)).guest_id
        takes = [rescheduling.reschedule, moving, guest, desk.start(days=3)]
    else:
        asking = await place.holds(coffees=1)
        await desk.pay(asking)
        guest = (await desk.order(asking)).guest_id
    dead = await (place.books(buns=4, days=3) if how == "moves" else place.holds(buns=4))
    pays = await captured(desk, dead)
    desk.later(minutes=11)
    if how == "takes it instead":
        given = (asking, place.menu.shop.clerk, 1, 1, place.menu.bun, desk.now)
        takes = [replacing.accept, await desk.do(replacing.propose, *given), guest]
    return dead, unit(paying.apply, pays, desk.now), unit(*takes, desk.now)


@pytest.mark.parametrize("how", TAKES)
async def test_one_of_them_has_it(desk: Desk, place: Place, how: str) -> None:
    dead, pays, takes = await for_the_last(place, how)
    await race(desk.database, [pays, takes])
    view = await desk.order(dead)
    assert view.state in {OrderState.CONFIRMED, OrderState.LAPSED}
    assert len(view.refunds) == (view.state is OrderState.LAPSED)


@pytest.mark.control
@pytest.mark.parametrize("how", ["pays late", "takes it instead"])  # who moves waits for the seats
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)  # SQLite has one writer
async def test_without_the_guard_who_has_paid_has_nothing(lacking: Lacking, how: str) -> None:
    names = [f"ck_{table}_capacity" for table in ("slots", "stock_days", "kitchen_windows")]
    async with lacking(*names) as desk:
        _, pays, takes = await for_the_last(await opened(desk), how)
        with without_row_locks(), without(STILL_DEAD):
            await behind(desk.database, pays, takes)
        desk.audited = False
        assert {each.name for each in await desk.audit()} >= WRONG
