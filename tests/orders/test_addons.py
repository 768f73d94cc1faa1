"""A table *and* the menu: held, paid, moved and called off as one, and no more of it than there is."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, select, update

from catalog.menu import addons as offering
from catalog.menu import selling_out
from catalog.menu.errors import AddonsFull, ItemUnknown
from catalog.menu.menu_models import menu_items, pickup_settings
from catalog.models import services
from orders.booking import placing, rescheduling
from orders.claim_models import stock_days
from orders.course import cancelling, expiring, redeeming
from orders.errors import HoldLapsed, ItemGone, ItemSoldOut, NotYourOrder, TooManyUnpaid
from orders.menu import addons, carts
from orders.models import OrderState
from orders.money import paying
from orders.receipts import reading
from people.errors import NoRight
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe, item, section
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.overtaking import Unit, overtaken


@dataclass(frozen=True, slots=True)
class Dinner:
    """A table at 20.00 a seat, with a menu at 45.00 of which there are three a day."""

    menu: Menu
    table: int
    tasting: int
    guest: int


@pytest.fixture
async def dinner(desk: Desk) -> Dinner:
    def build(market: Market) -> Dinner:
        menu = cafe(market)
        evening = section(market.connection, menu.shop, "Evening", None, None)
        tasting = item(market.connection, menu.shop, evening, "Tasting", 4500, daily_stock=3)
        table = market.service(menu.shop, price=2000, capacity=8)
        return Dinner(menu, table, tasting, market.guest())

    made: Dinner = await desk.make(build)
    by = made.menu.shop.clerk
    await desk.do(offering.set_addon, made.table, made.tasting, by, desk.now, on=True)
    return made


async def held(desk: Desk, dinner: Dinner, tastings: int, days: int = 1) -> int:
    order = await desk.hold(dinner.guest, dinner.table, desk.start(days=days), seats=2)
    await desk.do(addons.set_addon, order, dinner.guest, dinner.tasting, tastings, desk.now)
    return order


async def taken(desk: Desk) -> list[tuple[int, int]]:
    """(held, booked) of each day's stock, the first day first."""
    query = select(stock_days.c.held, stock_days.c.booked).order_by(stock_days.c.day)
    return [tuple(each) for each in await desk.see(lambda c: c.execute(query).all())]


async def test_both_are_one_order(desk: Desk, dinner: Dinner) -> None:
    order = await held(desk, dinner, 2)
    assert (await taken(desk), (await desk.order(order)).total) == ([(2, 0)], 13_000)
    await desk.pay(order)
    view = await desk.order(order)
    assert [(each.title, each.quantity) for each in view.lines][1:] == [("Tasting", 2)]
    assert (view.state, await taken(desk)) == (OrderState.CONFIRMED, [(0, 2)])
    (receipt,) = await desk.see(reading.receipts_of, order)
    assert {each.basis_points: each.gross for each in receipt.taxes} == {None: 4000, 1400: 9000}
    await desk.do(redeeming.redeem, view.code, dinner.menu.shop.clerk, "n", desk.now)


async def test_one_more_one_fewer_and_none(desk: Desk, dinner: Dinner) -> None:
    order = await held(desk, dinner, 1)
    for number in (3, 1, 0):
        await desk.do(addons.set_addon, order, dinner.guest, dinner.tasting, number, desk.now)
        assert await taken(desk) == [(number, 0)]
        assert (await desk.order(order)).total == 4000 + 4500 * number
    await desk.do(placing.change_seats, order, dinner.guest, 3, desk.now)
    assert (await desk.order(order)).total == 6000


async def test_seats_change_and_what_is_along_stays(desk: Desk, dinner: Dinner) -> None:
    order = await held(desk, dinner, 2)
    await desk.do(placing.change_seats, order, dinner.guest, 4, desk.now)
    view = await desk.order(order)
    assert ([each.quantity for each in view.lines], view.total) == ([4, 2], 17_000)


async def test_no_more_than_there_is(desk: Desk, dinner: Dinner) -> None:
    order = await held(desk, dinner, 2)
    with pytest.raises(ItemSoldOut):
        await desk.do(addons.set_addon, order, dinner.guest, dinner.tasting, 4, desk.now)
    assert await taken(desk) == [(2, 0)]


@pytest.mark.both_engines
async def test_many_take_the_last_at_once(desk: Desk, dinner: Dinner) -> None:
    guests = await desk.make(lambda m: [m.guest() for _ in range(5)])
    orders = [await desk.hold(each, dinner.table, desk.start()) for each in guests]
    takes = [
        unit(addons.set_addon, order, guest, dinner.tasting, 1, desk.now)
        for order, guest in zip(orders, guests, strict=True)
    ]
    assert kinds(await race(desk.database, takes)) == {"ok": 3, ItemSoldOut.__name__: 2}
    assert await taken(desk) == [(3, 0)]


async def test_what_is_not_paid_is_there_for_others(desk: Desk, dinner: Dinner) -> None:
    await held(desk, dinner, 3)
    desk.later(minutes=10)
    other = await desk.make(lambda m: m.guest())
    second = await desk.hold(other, dinner.table, desk.start())
    await desk.do(addons.set_addon, second, other, dinner.tasting, 3, desk.now)
    assert await taken(desk) == [(3, 0)]


async def test_given_back_and_called_off_it_is_free(desk: Desk, dinner: Dinner) -> None:
    first = await held(desk, dinner, 1)
    await desk.do(placing.release, first, dinner.guest, desk.now)
    assert await taken(desk) == [(0, 0)]
    second = await held(desk, dinner, 2)
    await desk.pay(second)
    await desk.do(cancelling.cancel_by_merchant, second, dinner.menu.shop.clerk, desk.now)
    assert await taken(desk) == [(0, 0)]


async def test_late_money_takes_it_again_or_goes_back(desk: Desk, dinner: Dinner) -> None:
    first = await held(desk, dinner, 2)
    word = await desk.paid(await desk.request(first))
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.do(paying.apply, await desk.do(paying.capture, word, desk.now), desk.now)
    assert ((await desk.order(first)).state, await taken(desk)) == (
        OrderState.CONFIRMED,
        [(0, 2)],
    )
    other = await desk.make(lambda m: m.guest())
    second = await desk.hold(other, dinner.table, desk.start())
    await desk.do(addons.set_addon, second, other, dinner.tasting, 1, desk.now)
    late = await desk.paid(await desk.request(second))
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    cart = await desk.do(carts.add, dinner.guest, dinner.tasting, [], 1, "", None, desk.now)
    assert cart
    third = await desk.make(lambda m: m.guest())
    another = await desk.hold(third, dinner.table, desk.start(), seats=1)
    await desk.do(addons.set_addon, another, third, dinner.tasting, 1, desk.now)
    await desk.do(paying.apply, await desk.do(paying.capture, late, desk.now), desk.now)
    view = await desk.order(second)
    assert (view.state, [each.amount for each in view.refunds]) == (OrderState.LAPSED, [6500])


async def test_it_moves_along_to_another_day(desk: Desk, dinner: Dinner) -> None:
    order = await held(desk, dinner, 2, days=3)
    await desk.pay(order)
    goal = desk.start(days=5)
    await desk.do(rescheduling.reschedule, order, dinner.guest, goal, desk.now)
    assert await taken(desk) == [(0, 0), (0, 2)]
    full = await held(desk, dinner, 2, days=7)
    await desk.pay(full)
    with pytest.raises(ItemSoldOut):
        await desk.do(rescheduling.reschedule, full, dinner.guest, goal, desk.now)


async def test_it_does_not_move_to_a_day_for_which_there_is_none(
    desk: Desk, dinner: Dinner
) -> None:
    order = await held(desk, dinner, 1, days=3)
    await desk.pay(order)
    desk.now = desk.start(days=1, hour=9)
    goal, before = desk.start(days=0), (await desk.order(order)).starts_at
    gone = (dinner.tasting, dinner.menu.shop.clerk, desk.now)
    await desk.do(selling_out.set_sold_out, *gone, sold_out=True)
    with pytest.raises(ItemSoldOut):
        await desk.do(rescheduling.reschedule, order, dinner.guest, goal, desk.now)
    assert (await desk.order(order)).starts_at == before
    await desk.do(selling_out.set_sold_out, *gone, sold_out=False)
    await desk.do(rescheduling.reschedule, order, dinner.guest, goal, desk.now)


async def fewer(desk: Desk, dinner: Dinner) -> None:
    """There is one a day from now on."""
    one = update(menu_items).where(menu_items.c.id == dinner.tasting).values(daily_stock=1)
    await desk.do(lambda c: c.execute(one))


async def test_it_moves_to_what_there_is_by_now(desk: Desk, dinner: Dinner) -> None:
    orders = [await held(desk, dinner, 1, days=days) for days in (3, 5)]
    for order in orders:
        await desk.pay(order)
    await fewer(desk, dinner)
    goal = desk.start(days=5)
    with pytest.raises(ItemSoldOut):
        await desk.do(rescheduling.reschedule, orders[0], dinner.guest, goal, desk.now)
    assert await taken(desk) == [(0, 1), (0, 1)]


async def test_late_money_takes_no_more_than_there_is_by_now(desk: Desk, dinner: Dinner) -> None:
    order = await held(desk, dinner, 2)
    word = await desk.paid(await desk.request(order))
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    await fewer(desk, dinner)
    await desk.do(paying.apply, await desk.do(paying.capture, word, desk.now), desk.now)
    assert ((await desk.order(order)).state, await taken(desk)) == (OrderState.LAPSED, [(0, 0)])


async def test_only_what_is_offered_along_and_only_of_ones_own_hold(
    desk: Desk, dinner: Dinner
) -> None:
    order = await held(desk, dinner, 1)
    for wrong in (dinner.menu.bun, 10**9):
        with pytest.raises(ItemGone):
            await desk.do(addons.set_addon, order, dinner.guest, wrong, 1, desk.now)
    stranger = await desk.make(lambda m: m.guest())
    with pytest.raises(NotYourOrder):
        await desk.do(addons.set_addon, order, stranger, dinner.tasting, 1, desk.now)
    desk.later(minutes=10)
    with pytest.raises(HoldLapsed):
        await desk.do(addons.set_addon, order, dinner.guest, dinner.tasting, 2, desk.now)


async def test_its_merchant_says_what(desk: Desk, dinner: Dinner) -> None:
    by = dinner.menu.shop.clerk
    stranger = await desk.make(lambda m: m.merchant().clerk)
    with pytest.raises(NoRight):
        await desk.do(
            offering.set_addon, dinner.table, dinner.menu.bun, stranger, desk.now, on=True
        )
    elsewhere = await desk.make(lambda m: cafe(m).bun)
    with pytest.raises(ItemUnknown):
        await desk.do(offering.set_addon, dinner.table, elsewhere, by, desk.now, on=True)
    await desk.do(offering.set_addon, dinner.table, dinner.tasting, by, desk.now, on=False)
    assert await desk.see(offering.offered, dinner.table, desk.now) == []

    def more(market: Market) -> list[int]:
        here = section(market.connection, dinner.menu.shop, "More", None, None)
        return [
            item(market.connection, dinner.menu.shop, here, f"Extra {number}", 100)
            for number in range(offering.MOST + 1)
        ]

    *fit, last = await desk.make(more)
    for each in fit:
        await desk.do(offering.set_addon, dinner.table, each, by, desk.now, on=True)
    with pytest.raises(AddonsFull):
        await desk.do(offering.set_addon, dinner.table, last, by, desk.now, on=True)


async def test_what_is_along_with_a_visit_paid_at_the_shop_is_bounded(
    desk: Desk, dinner: Dinner
) -> None:
    """It is paid there too; so nobody keeps a day's stock for nothing."""

    def at_the_shop(connection: Connection) -> None:
        connection.execute(update(services).values(pay_at_shop=True))
        connection.execute(update(pickup_settings).values(most_unpaid=2))

    await desk.do(at_the_shop)
    order = await held(desk, dinner, 2)
    assert (await desk.order(order)).at_counter == 13_000
    with pytest.raises(TooManyUnpaid):
        await desk.do(addons.set_addon, order, dinner.guest, dinner.tasting, 3, desk.now)
    await desk.do(placing.place_free, order, dinner.guest, desk.now)
    assert (await taken(desk)) == [(0, 2)]


async def unpaid_up_to(desk: Desk, most: int) -> None:
    def at_the_shop(connection: Connection) -> None:
        connection.execute(update(services).values(pay_at_shop=True))
        paid = {"most_unpaid": most, "prepaid_percent": 0}
        connection.execute(update(pickup_settings).values(**paid))

    await desk.do(at_the_shop)


async def test_it_is_bounded_in_all_orders_together(desk: Desk, dinner: Dinner) -> None:
    """Of carts and of visits, until it is had; whoever takes less may always."""
    await unpaid_up_to(desk, 3)
    first = await held(desk, dinner, 2)
    second = await desk.hold(dinner.guest, dinner.table, desk.start(days=2), seats=2)
    more = (second, dinner.guest, dinner.tasting)
    with pytest.raises(TooManyUnpaid):
        await desk.do(addons.set_addon, *more, 2, desk.now)
    await desk.do(addons.set_addon, *more, 1, desk.now)
    guest, coffee = dinner.guest, dinner.menu
    cart = await desk.do(carts.add, guest, coffee.coffee, [coffee.oat], 1, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    view = await desk.order(cart)
    assert (view.prepaid, view.terms.most_unpaid) == (view.total, 3)
    await desk.do(addons.set_addon, *more, 0, desk.now)
    await desk.do(addons.set_addon, first, guest, dinner.tasting, 3, desk.now)
    other: int = await desk.make(lambda m: m.guest())
    theirs = await desk.hold(other, dinner.table, desk.start(days=3), seats=2)
    await desk.do(addons.set_addon, theirs, other, dinner.tasting, 3, desk.now)


async def test_less_is_always_taken_also_where_less_may_be_owed_by_now(
    desk: Desk, dinner: Dinner
) -> None:
    await unpaid_up_to(desk, 3)
    visits = [await held(desk, dinner, 2), await held(desk, dinner, 1, days=2)]
    await unpaid_up_to(desk, 1)
    with pytest.raises(TooManyUnpaid):
        await desk.do(addons.set_addon, visits[1], dinner.guest, dinner.tasting, 2, desk.now)
    for less in (1, 0):
        await desk.do(addons.set_addon, visits[0], dinner.guest, dinner.tasting, less, desk.now)


async def test_presses_at_once_for_two_visits_go_no_further(desk: Desk, dinner: Dinner) -> None:
    presses = await for_two_visits(desk, dinner)
    assert kinds(await race(desk.database, presses)) == {"ok": 1, "TooManyUnpaid": 1}


@pytest.mark.control
async def test_without_the_guard_two_visits_would_be_bounded_apart(
    desk: Desk, dinner: Dinner
) -> None:
    slow, fast = await for_two_visits(desk, dinner)
    assert await overtaken(desk.database, slow, fast, before="INSERT INTO stock_days") is None
    assert sum(many for many, _ in await taken(desk)) == 4


async def for_two_visits(desk: Desk, dinner: Dinner) -> list[Unit]:
    """Two for each, of three in all."""
    await unpaid_up_to(desk, 3)
    visits = [
        await desk.hold(dinner.guest, dinner.table, desk.start(days=days), seats=2)
        for days in (1, 2)
    ]
    return [
        unit(addons.set_addon, each, dinner.guest, dinner.tasting, 2, desk.now) for each in visits
    ]
