"""Carts at the same moment, on both engines; and each race once more with its guard taken out."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from orders.booking import claims
from orders.booking.claims import Kitchen, Stock
from orders.claim_models import ClaimKind, kitchen_windows, order_claims, stock_days
from orders.course import cancelling, expiring, redeeming
from orders.menu import carts, tickets
from orders.models import OrderState, orders
from orders.money import paying
from tests.guards import ORDER_UNMOVED, STOCK_LEFT, WINDOW_LEFT, without
from tests.orders.conftest import Desk, Lacking
from tests.orders.menus import Menu, cafe
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.overtaking import overtaken

OVERSOLD = "more taken of a day's stock or of a kitchen than there is"
MISCOUNTED = "stock or kitchen counters differ from a recount"
BUSY, A_LOT = 1, 200


async def filled(desk: Desk, menu: Menu, guests: int, buns: int = 1, *coffees: int) -> list[Any]:
    """Holds of so many guests' carts, to be raced."""
    found = []
    for _ in range(guests):
        guest = await desk.make(lambda m: m.guest())
        given = (guest, menu.bun, [], buns, "", None, desk.now)
        order = await desk.do(carts.add, *given)
        for number in coffees:
            await desk.do(carts.add, guest, menu.coffee, [menu.oat], number, "", None, desk.now)
        found.append((guest, order))
    return found


def holds(desk: Desk, found: list[Any]) -> list[Any]:
    return [unit(carts.hold_cart, guest, order, desk.now) for guest, order in found]


async def breaches(desk: Desk) -> set[str]:
    desk.audited = False
    return {each.name for each in await desk.audit()}


async def taken(desk: Desk) -> tuple[Any, Any]:
    """(held, booked) of all stock together, and of all windows."""
    found = []
    for table in (stock_days, kitchen_windows):
        query = select(func.sum(table.c.held), func.sum(table.c.booked))
        row = await desk.see(lambda c, query=query: c.execute(query).one())
        found.append((int(row[0]), int(row[1])))
    return found[0], found[1]


async def test_the_last_buns_and_a_hundred_people(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=3, per_window=A_LOT))
    results = await race(desk.database, holds(desk, await filled(desk, menu, 100)))
    assert kinds(results)["ok"] == 3
    assert set(kinds(results)) <= {"ok", "CartChanged", "ItemSoldOut"}
    assert await taken(desk) == ((3, 0), (3, 0))


@pytest.mark.control
async def test_without_the_guard_more_are_sold_than_there_are(lacking: Lacking) -> None:
    async with lacking("ck_stock_days_capacity") as desk:
        menu = await desk.make(lambda m: cafe(m, stock=3, per_window=A_LOT))
        found = await filled(desk, menu, 2, 2)
        with without(STOCK_LEFT):
            assert kinds(await race(desk.database, holds(desk, found))) == {"ok": 2}
        assert OVERSOLD in await breaches(desk)


async def test_many_as_soon_as_possible_and_a_slow_kitchen(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=None, per_window=2))
    results = await race(desk.database, holds(desk, await filled(desk, menu, 8)))
    assert kinds(results) == {"ok": 8}
    starts = [(await desk.order(each)).starts_at for each in results]
    assert sorted(starts.count(each) for each in set(starts)) == [2, 2, 2, 2]


async def at(desk: Desk, menu: Menu, found: list[Any]) -> datetime:
    """All of them want the same time."""
    (day,) = (await desk.see(carts.pickup_days, menu.shop.location, 1, desk.now))[1:2]
    times = await desk.see(carts.pickup_times, menu.shop.location, 1, day, desk.now)
    for guest, order in found:
        await desk.do(carts.set_pickup_at, guest, order, times[0], desk.now)
    return datetime.fromisoformat(times[0].isoformat())


async def test_a_time_that_many_chose(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, stock=None, per_window=2))
    found = await filled(desk, menu, 6)
    start = await at(desk, menu, found)
    results = await race(desk.database, holds(desk, found))
    assert kinds(results)["ok"] == 2
    assert set(kinds(results)) <= {"ok", "PickupGone", "KitchenFull"}
    won = [each for each in results if isinstance(each, int)]
    assert {(await desk.order(each)).starts_at for each in won} == {start}


@pytest.mark.control
async def test_without_the_guard_a_kitchen_takes_on_too_much(lacking: Lacking) -> None:
    async with lacking("ck_kitchen_windows_capacity") as desk:
        menu = await desk.make(lambda m: cafe(m, stock=None, per_window=BUSY))
        found = await filled(desk, menu, 2)
        await at(desk, menu, found)
        slow, fast = holds(desk, found)
        with without(WINDOW_LEFT):
            await overtaken(desk.database, slow, fast, before="INSERT INTO kitchen_windows")
        assert OVERSOLD in await breaches(desk)


async def test_one_cart_on_two_devices_is_held_once(desk: Desk) -> None:
    menu = await desk.make(cafe)
    results = await race(desk.database, holds(desk, await filled(desk, menu, 1)) * 5)
    assert kinds(results) == {"ok": 5}
    assert await taken(desk) == ((1, 0), (1, 0))


@pytest.mark.control
async def test_without_the_guard_it_takes_twice(desk: Desk) -> None:
    menu = await desk.make(cafe)
    (hold,) = holds(desk, await filled(desk, menu, 1))
    with without(ORDER_UNMOVED):
        await overtaken(desk.database, hold, hold, before="INSERT INTO stock_days")
    assert MISCOUNTED in await breaches(desk)


async def test_money_that_comes_as_the_hold_ends(desk: Desk) -> None:
    menu = await desk.make(cafe)
    ((guest, order),) = await filled(desk, menu, 1)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(order)), desk.now)
    desk.later(minutes=10)
    units = [unit(paying.apply, event, desk.now), unit(expiring.lapse_holds, desk.now)]
    await race(desk.database, units)
    view = await desk.order(order)
    if view.state == OrderState.CONFIRMED:
        assert await taken(desk) == ((0, 1), (0, 1))
    else:
        assert (view.state, len(view.refunds)) == (OrderState.LAPSED, 1)
        assert await taken(desk) == ((0, 0), (0, 0))


async def test_a_hold_that_lapses_fills_the_cart_into_which_its_guest_just_puts_more(
    desk: Desk,
) -> None:
    menu = await desk.make(cafe)
    ((guest, order),) = await filled(desk, menu, 1)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    desk.later(minutes=30)
    more = unit(carts.add, guest, menu.coffee, [menu.oat], 1, "", None, desk.now)
    lapsing = unit(expiring.lapse_holds, desk.now)
    cart_id = await overtaken(desk.database, more, lapsing, before="INSERT INTO orders")
    cart = await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)
    assert cart.order_id == cart_id
    assert [(each.title, each.quantity) for each in cart.lines] == [("Bun", 1), ("Flat white", 1)]


async def test_handed_over_or_called_off(desk: Desk) -> None:
    menu = await desk.make(cafe)
    ((guest, order),) = await filled(desk, menu, 1)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.pay(order)
    code = (await desk.order(order)).code
    results = await race(
        desk.database,
        [
            unit(redeeming.redeem, code, menu.shop.clerk, "n", desk.now),
            unit(cancelling.cancel_by_guest, order, guest, desk.now),
            unit(tickets.ready, order, menu.shop.clerk, desk.now),
        ],
    )
    states = {(await desk.order(order)).state}
    assert states <= {OrderState.REDEEMED, OrderState.CANCELLED}
    assert "ok" in kinds(results)


def test_everybody_takes_counters_in_one_order() -> None:
    """So no two carts wait for each other, whichever line was put in first."""
    start = datetime.fromisoformat("2026-03-04T12:00:00+00:00")
    day = start.date()
    wanted = [Stock(1, day, 9, 1), Stock(2, day, 9, 1), Kitchen(1, start, 9, 2)]
    assert claims.in_order(reversed(wanted)) == claims.in_order(wanted) == wanted
    assert [each.kind for each in wanted] == [*[ClaimKind.STOCK] * 2, ClaimKind.KITCHEN]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_two_carts_in_opposite_order_wait_for_nobody_in_turn(desk: Desk) -> None:
    menu = await desk.make(lambda m: cafe(m, per_window=A_LOT, stock=A_LOT))
    found = []
    for turn in range(12):
        guest = await desk.make(lambda m: m.guest())
        lines = [(menu.bun, []), (menu.coffee, [menu.cow])][:: 1 if turn % 2 else -1]
        for item, options in lines:
            order = await desk.do(carts.add, guest, item, options, 1, "", None, desk.now)
        found.append((guest, order))
    done = await asyncio.wait_for(race(desk.database, holds(desk, found)), 60)
    assert kinds(done) == {"ok": 12}


async def test_killed_in_the_middle_nothing_was_taken(desk: Desk) -> None:
    menu = await desk.make(cafe)
    ((guest, order),) = await filled(desk, menu, 1, 1, 2)

    def killed(connection: Any) -> None:
        carts.hold_cart(connection, guest, order, desk.now)
        assert connection.execute(select(func.count()).select_from(order_claims)).scalar_one()
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            await desk.do(killed)
        left = select(orders.c.state).where(orders.c.id == order)
        assert await desk.see(lambda c, left=left: c.execute(left).scalar_one()) == "draft"
    await desk.do(carts.hold_cart, guest, order, desk.now)
    assert await taken(desk) == ((1, 0), (3, 0))
