"""When it can be picked up: by hours, by what is served when, by what the kitchen has to do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from catalog.closing import Bookings, Closed
from catalog.menu.menu_models import pickup_settings
from catalog.whose import Whose
from orders.course import clearing, expiring
from orders.errors import NoPickupSoon, NotOrderable, PickupGone
from orders.menu import carts
from orders.menu.windows import AHEAD, WINDOW, Kitchen, next_window
from orders.models import OrderState
from tests.orders.conftest import Desk
from tests.orders.menus import cafe

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@given(
    per_window=st.integers(1, 5),
    items=st.integers(1, 12),
    busy=st.dictionaries(st.integers(0, 11), st.integers(0, 6)),
    last=st.integers(0, 11),
)
def test_work_is_spread_over_windows_that_have_room(
    per_window: int, items: int, busy: dict[int, int], last: int
) -> None:
    taken = {NOON + number * WINDOW: many for number, many in busy.items()}
    kitchen = Kitchen(ZoneInfo("UTC"), None, per_window, NOON, taken)
    found = kitchen.spread(items, NOON + last * WINDOW)
    if found is None:
        return
    assert sum(found.values()) == items
    assert max(found) == NOON + last * WINDOW
    assert min(found) >= NOON
    assert len(found) == (max(found) - min(found)) // WINDOW + 1
    for window, many in found.items():
        assert 0 < many <= per_window - taken.get(window, 0)


@pytest.mark.parametrize("second", [0, 1, 599])
def test_the_next_window_begins_on_ten_minutes(second: int) -> None:
    found = next_window(NOON + timedelta(seconds=second))
    assert found == (NOON + WINDOW if second else NOON)


async def test_as_soon_as_possible_is_soon_or_not_at_all(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, per_window=1))
    here = menu.shop.location
    assert await desk.see(carts.soonest_pickup, here, 36, desk.now) is not None
    assert await desk.see(carts.soonest_pickup, here, 60, desk.now) is None
    guest = await desk.make(lambda m: m.guest())
    order = await desk.do(carts.add, guest, menu.coffee, [menu.cow], 45, "", None, desk.now)
    with pytest.raises(NoPickupSoon):
        await desk.do(carts.hold_cart, guest, order, desk.now)


async def test_times_of_a_week(desk: Desk) -> None:
    menu = await desk.make(cafe)
    here = menu.shop.location
    days = await desk.see(carts.pickup_days, here, 1, desk.now)
    assert 1 < len(days) <= AHEAD
    times = await desk.see(carts.pickup_times, here, 1, days[1], desk.now)
    assert {each.minute % 10 for each in times} == {0}
    assert (
        await desk.see(carts.pickup_times, here, 1, days[0] + timedelta(days=AHEAD), desk.now) == []
    )


async def test_breakfast_is_had_in_its_hours(desk: Desk) -> None:
    menu = await desk.make(cafe)
    guest = await desk.make(lambda m: m.guest())
    order = await desk.do(carts.add, guest, menu.eggs, [], 1, "", None, desk.now)
    cart = await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)
    (_, tomorrow, *_) = await desk.see(
        carts.pickup_days, menu.shop.location, 1, desk.now, cart.within
    )
    asked = (menu.shop.location, cart.items, tomorrow, desk.now, cart.within)
    times = await desk.see(carts.pickup_times, *asked)
    zone = ZoneInfo(cart.zone)
    assert {each.astimezone(zone).hour for each in times} <= {7, 8, 9, 10}
    await desk.do(carts.set_pickup_at, guest, order, times[-1] + WINDOW, desk.now)
    with pytest.raises(PickupGone):
        await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.do(carts.set_pickup_at, guest, order, times[-1], desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    assert (await desk.order(order)).starts_at == times[-1]


async def test_where_nothing_is_picked_up_nothing_is_ordered(desk: Desk) -> None:
    menu = await desk.make(cafe)
    guest = await desk.make(lambda m: m.guest())
    order = await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
    await desk.do(lambda c: c.execute(update(pickup_settings).values(active=False)))
    with pytest.raises(NotOrderable):
        await desk.do(carts.hold_cart, guest, order, desk.now)
    assert await desk.see(carts.pickup_days, menu.shop.location, 1, desk.now) == []


async def test_who_pays_late_gets_the_next_time(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, per_window=1))
    guest = await desk.make(lambda m: m.guest())
    order = await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    before = (await desk.order(order)).starts_at
    assert before is not None
    payment = await desk.request(order)
    desk.now = before - timedelta(minutes=1)
    await desk.settle(await desk.paid(payment))
    view = await desk.order(order)
    assert view.state == OrderState.CONFIRMED
    assert view.starts_at == before + WINDOW


@pytest.mark.parametrize("more", [False, True])
async def test_what_was_paid_late_stays_in_no_cart_unless_that_was_changed(
    desk: Desk, *, more: bool
) -> None:
    menu = await desk.make(cafe)
    guest = await desk.make(lambda m: m.guest())
    order = await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    payment = await desk.request(order)
    desk.later(minutes=40)
    await desk.do(expiring.lapse_holds, desk.now)
    if more:
        await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
    await desk.settle(await desk.paid(payment))
    assert (await desk.order(order)).state == OrderState.CONFIRMED
    left = await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)
    assert (left is not None) == more


async def test_money_after_the_hold_lapsed_finds_the_next_time_or_goes_back(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=1))
    late, fast = await desk.make(lambda m: (m.guest(), m.guest()))
    orders = []
    for guest in (late, fast):
        given = (guest, menu.bun, [], 1, "", None, desk.now)
        orders.append(await desk.do(carts.add, *given))
        if guest == late:
            await desk.do(carts.hold_cart, guest, orders[0], desk.now)
            payment = await desk.request(orders[0])
            desk.later(minutes=40)
    await desk.do(carts.hold_cart, fast, orders[1], desk.now)
    await desk.settle(await desk.paid(payment))
    assert (await desk.order(orders[0])).state == OrderState.LAPSED
    assert [each.amount for each in (await desk.order(orders[0])).refunds] == [350]
    await desk.pay(orders[1])
    assert (await desk.order(orders[1])).state == OrderState.CONFIRMED


async def test_money_after_the_hold_lapsed_buys_what_is_still_there(desk: Desk) -> None:
    menu = await desk.make(cafe)
    guest = await desk.make(lambda m: m.guest())
    order = await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    payment = await desk.request(order)
    desk.later(minutes=40)
    await desk.do(expiring.lapse_holds, desk.now)
    assert (await desk.order(order)).state == OrderState.LAPSED
    await desk.settle(await desk.paid(payment))
    view = await desk.order(order)
    assert view.state == OrderState.CONFIRMED
    assert view.starts_at is not None
    assert view.starts_at > desk.now


async def test_a_place_that_closes_calls_it_off(desk: Desk) -> None:
    """It can't be moved, as a visit could."""
    menu = await desk.make(cafe)
    guest = await desk.make(lambda m: m.guest())
    held, paid = None, None
    for many in (1, 2):
        order = await desk.do(carts.add, guest, menu.bun, [], many, "", None, desk.now)
        await desk.do(carts.hold_cart, guest, order, desk.now)
        held, paid = (order, paid) if many == 1 else (held, order)
    await desk.pay(paid or 0)
    today = desk.now.date()
    closed = Closed(Whose(menu.shop.location), today, today)
    given = (closed, Bookings.ASK, 2, menu.shop.clerk, desk.now)
    await desk.do(clearing.close, *given)
    while await desk.do(clearing.clear, desk.now, 5):
        pass
    assert (await desk.order(held or 0)).state == OrderState.LAPSED
    assert (await desk.order(paid or 0)).state == OrderState.CANCELLED
    assert [each.amount for each in (await desk.order(paid or 0)).refunds] == [700]
