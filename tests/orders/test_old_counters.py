"""What was taken of a day's stock and of ten minutes goes by its age, and not while anybody needs it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from handlers.privacy_register import register
from orders import auditing, carts
from orders.claim_models import collection_windows, kitchen_windows, order_claims, stock_days
from orders.course import cancelling, expiring, redeeming
from orders.models import Fulfilment, OrderState
from orders.rules import CLAIMS_COUNT
from people.privacy import Ageing
from tests.orders.conftest import Desk
from tests.orders.delivering import bringing
from tests.orders.menus import Menu, cafe
from tests.orders.test_collecting_at_once import collecting, filled

COUNTERS = (stock_days, kitchen_windows, collection_windows)
OLD = CLAIMS_COUNT + timedelta(days=2)


@pytest.fixture
async def menu(desk: Desk) -> Menu:
    made: Menu = await desk.make(cafe)
    return made


def ageings() -> list[Ageing]:
    return [each for each in register().ageing if each.setting == "keep_claims_days"]


async def ordered(desk: Desk, menu: Menu) -> int:
    guest: int = await desk.make(lambda m: m.guest())
    await desk.do(carts.add, guest, menu.coffee, [menu.oat], 2, "", None, desk.now)
    order: int = await desk.do(carts.add, guest, menu.bun, [], 1, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    return order


async def paid(desk: Desk, menu: Menu) -> int:
    order = await ordered(desk, menu)
    await desk.pay(order)
    return order


async def dropped(desk: Desk, moment: datetime) -> list[int]:
    gone = []
    for each in ageings():
        old = await desk.see(each.old, moment, 100)
        gone.append(await desk.do(each.drop, old, moment))
    return gone


async def rows(desk: Desk) -> list[int]:
    async def count(table: Any) -> int:
        number = select(func.count()).select_from(table)
        found: int = await desk.see(lambda c: c.execute(number).scalar_one())
        return found

    return [await count(table) for table in (*COUNTERS, order_claims)]


async def sound(desk: Desk) -> bool:
    return await desk.see(auditing.audit, desk.now) == []


async def test_all_counters_age_by_one_setting() -> None:
    assert tuple(each.table for each in ageings()) == COUNTERS


async def test_those_of_orders_that_are_over_go_with_what_was_taken(desk: Desk, menu: Menu) -> None:
    order = await paid(desk, menu)
    view = await desk.order(order)
    await desk.do(redeeming.redeem, view.code, menu.shop.clerk, "n", desk.now)
    assert await rows(desk) == [1, 1, 0, 2]
    assert await dropped(desk, desk.now - timedelta(days=2)) == [0, 0, 0]
    desk.now += OLD
    assert await dropped(desk, desk.now - CLAIMS_COUNT) == [1, 1, 0]
    assert await rows(desk) == [0, 0, 0, 0]
    assert await sound(desk)
    assert [line.amount for line in (await desk.order(order)).lines] == [
        line.amount for line in view.lines
    ]


async def test_one_that_an_order_under_way_takes_of_stays(desk: Desk, menu: Menu) -> None:
    await ordered(desk, menu)
    other = await paid(desk, menu)
    assert await rows(desk) == [1, 2, 0, 4]
    later = desk.now + OLD
    assert await dropped(desk, later - CLAIMS_COUNT) == [0, 0, 0]
    desk.now = later
    await desk.do(expiring.lapse_holds, desk.now, 9)
    assert await dropped(desk, desk.now - CLAIMS_COUNT) == [0, 1, 0]
    assert (await desk.order(other)).state == OrderState.CONFIRMED
    await desk.do(expiring.expire_unused, desk.now, 9)
    assert await dropped(desk, desk.now - CLAIMS_COUNT) == [1, 1, 0]
    assert await rows(desk) == [0, 0, 0, 0]
    assert await sound(desk)


async def test_what_was_found_and_is_needed_meanwhile_stays(desk: Desk, menu: Menu) -> None:
    """As if the moment had been another: nothing under way goes, whatever was found before."""
    await paid(desk, menu)
    ids = [
        (await desk.see(lambda c, t=table: c.execute(select(t.c.id)).scalars().all()))
        for table in COUNTERS
    ]
    late = desk.now + OLD
    for each, found in zip(ageings(), ids, strict=True):
        assert await desk.do(each.drop, found, late) == 0
    assert await rows(desk) == [1, 1, 0, 2]


async def test_collections_go_too(desk: Desk) -> None:
    place = await bringing(desk)
    await desk.do(collecting(2))
    guest, order = await filled(place)
    await desk.do(carts.hold_cart, guest, order, desk.now)
    await desk.pay(order)
    assert (await desk.order(order)).fulfilment == Fulfilment.DELIVERY
    await desk.do(cancelling.cancel_by_guest, order, guest, desk.now)
    desk.now += OLD
    stock, kitchen, collected = await dropped(desk, desk.now - CLAIMS_COUNT)
    assert (stock, kitchen, collected) == (0, 1, 1)
    assert await rows(desk) == [0, 0, 0, 0]


async def test_whoever_lost_what_it_took_is_found_within_two_weeks(desk: Desk, menu: Menu) -> None:
    desk.audited = False
    await paid(desk, menu)
    await desk.do(lambda c: c.execute(order_claims.delete()))
    for table in COUNTERS:
        await desk.do(lambda c, t=table: c.execute(t.delete()))
    (breach,) = await desk.see(auditing.audit, desk.now)
    assert breach.name.startswith("an order from a menu without its kitchen's time")
