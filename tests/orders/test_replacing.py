"""What is missing is replaced with its guest's yes; else its money goes back, once, whoever is first."""

from datetime import timedelta
from typing import Any

import pytest

from orders.course import cancelling, redeeming
from orders.errors import (
    AlreadyAsked,
    CartChanged,
    LineNotLeft,
    NothingElse,
    NotYourMerchant,
    NotYourOrder,
    ReplacementGone,
    ReplacementOver,
)
from orders.line_models import ReplacementState as State
from orders.menu import carts, replacements, replacing
from orders.models import OrderState
from orders.money import goodwill, lacking
from tests.guards import REPLACEMENT_OPEN, without
from tests.making import Market
from tests.orders.conftest import Desk, Lacking
from tests.orders.menus import Menu, cafe, item, section
from tests.orders.racing import kinds, race
from tests.orders.test_lacking import bought
from tests.orders.test_races import unit

UNTIL = timedelta(minutes=10)


@pytest.fixture
async def menu(desk: Desk) -> Menu:
    made: Menu = await desk.make(cafe)
    return made


async def cookie(desk: Desk, menu: Menu, price: int, **more: Any) -> int:
    """Something else on the same menu."""

    def build(market: Market) -> int:
        here = section(market.connection, menu.shop, "More", None, None)
        return item(market.connection, menu.shop, here, "Cookie", price, **more)

    made: int = await desk.make(build)
    return made


async def ask(desk: Desk, menu: Menu, order: int, other: int, quantity: int = 2) -> int:
    """The guest, about so many buns."""
    about = (order, menu.shop.clerk, 2, quantity, other)
    asked: int = await desk.do(replacing.propose, *about, desk.now)
    return asked


async def guest_of(desk: Desk, order: int) -> int:
    return int((await desk.order(order)).guest_id)


async def state(desk: Desk, asked: int) -> State:
    found = await desk.see(replacements.one, asked)
    return State(found.state)


async def refunded(desk: Desk, order: int) -> list[int]:
    return [each.amount for each in (await desk.order(order)).refunds]


async def test_what_costs_less_gives_the_rest_back(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    assert await refunded(desk, order) == []
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    view = await desk.order(order)
    assert (view.total, await refunded(desk, order)) == (2010, [100])
    assert [(each.title, each.quantity, each.unit_price) for each in view.lines] == [
        ("Flat white", 2, 480),
        ("Bun", 3, 350),
        ("Cookie", 2, 300),
    ]
    assert await desk.see(lacking.left_of, order) == {1: 2, 2: 1, 3: 2}
    await desk.do(redeeming.redeem, view.code, menu.shop.clerk, "n", desk.now)


async def test_what_costs_more_is_the_places_to_bear(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 900))
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    view = await desk.order(order)
    assert (view.total, view.lines[2].unit_price, await refunded(desk, order)) == (2010, 350, [])


async def test_what_was_taken_instead_can_be_missing_in_turn(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300), quantity=3)
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    await desk.do(lacking.give_back_line, order, menu.shop.clerk, 3, 3, 150, desk.now)
    assert await refunded(desk, order) == [150, 900]
    with pytest.raises(LineNotLeft):
        await desk.do(lacking.give_back_line, order, menu.shop.clerk, 2, 1, 1050, desk.now)


async def test_a_yes_that_is_pressed_twice_is_one(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    guest = await guest_of(desk, order)
    for _ in range(2):
        assert await desk.do(replacing.accept, asked, guest, desk.now) == order
    assert (await refunded(desk, order), await state(desk, asked)) == ([100], State.ACCEPTED)
    with pytest.raises(ReplacementOver):
        await desk.do(replacing.decline, asked, guest, desk.now)


async def test_a_no_gives_the_money_back(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    guest = await guest_of(desk, order)
    for _ in range(2):
        await desk.do(replacing.decline, asked, guest, desk.now)
    assert (await refunded(desk, order), await state(desk, asked)) == ([700], State.DECLINED)
    with pytest.raises(ReplacementOver):
        await desk.do(replacing.accept, asked, guest, desk.now)


async def test_silence_is_a_no(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    desk.later(minutes=9)
    assert await desk.do(replacing.expire, desk.now) == 0
    desk.later(minutes=1)
    with pytest.raises(ReplacementOver):
        await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    assert await desk.do(replacing.expire, desk.now) == 1
    assert (await refunded(desk, order), await state(desk, asked)) == ([700], State.EXPIRED)


async def test_its_place_asks_no_more_and_gives_the_money_back(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    for _ in range(2):
        await desk.do(replacing.withdraw, asked, menu.shop.clerk, desk.now)
    assert (await refunded(desk, order), await state(desk, asked)) == ([700], State.WITHDRAWN)


async def test_what_is_asked_about_is_not_given_back_beside(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    other = await cookie(desk, menu, 300)
    await ask(desk, menu, order, other)
    with pytest.raises(LineNotLeft):
        await desk.do(lacking.give_back_line, order, menu.shop.clerk, 2, 2, 0, desk.now)
    with pytest.raises(AlreadyAsked):
        await ask(desk, menu, order, other, quantity=1)
    await desk.do(lacking.give_back_line, order, menu.shop.clerk, 2, 1, 0, desk.now)


async def test_stock_is_taken_with_the_yes(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    last = await cookie(desk, menu, 300, daily_stock=2)
    asked = await ask(desk, menu, order, last)
    other = await desk.make(lambda m: m.guest())
    cart = await desk.do(carts.add, other, last, [], 1, "", None, desk.now)
    await desk.do(carts.hold_cart, other, cart, desk.now)
    guest = await guest_of(desk, order)
    with pytest.raises(ReplacementGone):
        await desk.do(replacing.accept, asked, guest, desk.now)
    assert await state(desk, asked) is State.OPEN
    await desk.do(replacing.decline, asked, guest, desk.now)
    again = await ask(desk, menu, order, last, quantity=1)
    await desk.do(replacing.accept, again, guest, desk.now)
    third = await desk.make(lambda m: m.guest())
    late = await desk.do(carts.add, third, last, [], 1, "", None, desk.now)
    with pytest.raises(CartChanged):
        await desk.do(carts.hold_cart, third, late, desk.now)


async def test_only_what_is_on_the_same_menu(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    elsewhere = await desk.make(lambda m: cafe(m).bun)
    for wrong in (menu.bun, elsewhere):
        with pytest.raises(NothingElse):
            await ask(desk, menu, order, wrong)


async def test_only_by_whom_it_concerns(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    other = await cookie(desk, menu, 300)
    stranger = await desk.make(lambda m: m.merchant().clerk)
    with pytest.raises(NotYourMerchant):
        await desk.do(replacing.propose, order, stranger, 2, 1, other, desk.now)
    asked = await ask(desk, menu, order, other)
    for use_case in (replacing.accept, replacing.decline):
        with pytest.raises(NotYourOrder):
            await desk.do(use_case, asked, stranger, desk.now)
    with pytest.raises(NotYourMerchant):
        await desk.do(replacing.withdraw, asked, stranger, desk.now)


async def test_an_order_that_is_called_off_takes_its_question_along(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    await desk.do(cancelling.cancel_by_merchant, order, menu.shop.clerk, desk.now)
    desk.later(minutes=10)
    await desk.do(replacing.expire, desk.now)
    assert await state(desk, asked) is State.OVER
    assert sum(await refunded(desk, order)) == 2010


async def test_what_was_picked_up_meanwhile_lacks_it_all_the_same(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    await desk.do(redeeming.redeem, (await desk.order(order)).code, menu.shop.clerk, "n", desk.now)
    desk.later(minutes=10)
    await desk.do(replacing.expire, desk.now)
    assert (await refunded(desk, order), await state(desk, asked)) == ([700], State.EXPIRED)
    assert (await desk.order(order)).state == OrderState.REDEEMED


async def test_without_any_line_left_a_no_calls_it_off(desk: Desk, menu: Menu) -> None:
    order = await bought(desk, menu)
    await desk.do(lacking.give_back_line, order, menu.shop.clerk, 1, 2, 0, desk.now)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300), quantity=3)
    assert (await desk.order(order)).state == OrderState.CONFIRMED
    await desk.do(replacing.decline, asked, await guest_of(desk, order), desk.now)
    assert (await desk.order(order)).state == OrderState.CANCELLED
    assert (await desk.see(goodwill.givable, order)) is None


async def everything_at_once(desk: Desk, menu: Menu) -> tuple[int, dict[str, int]]:
    """A yes, a no, the place and the clock, at the very moment."""
    order = await bought(desk, menu)
    asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
    guest, soon = await guest_of(desk, order), desk.now + UNTIL - timedelta(seconds=1)
    results = await race(
        desk.database,
        [
            unit(replacing.accept, asked, guest, soon),
            unit(replacing.decline, asked, guest, soon),
            unit(replacing.withdraw, asked, menu.shop.clerk, soon),
            unit(replacing.expire, desk.now + UNTIL),
        ],
    )
    return order, kinds(results)


async def test_of_all_that_may_happen_one_does(desk: Desk, menu: Menu) -> None:
    order, _ = await everything_at_once(desk, menu)
    left = await desk.see(lacking.left_of, order)
    assert await refunded(desk, order) in ([100], [700])
    assert left[2] == 1


@pytest.mark.control
async def test_without_the_guard_two_things_happen(lacking: Lacking) -> None:
    """Read as open by both, a yes and a no would both be written."""
    async with lacking() as desk:
        menu = await desk.make(cafe)
        order = await bought(desk, menu)
        asked = await ask(desk, menu, order, await cookie(desk, menu, 300))
        await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
        late = State.DECLINED
        with pytest.raises(ReplacementOver):
            await desk.do(replacing.end, order, asked, late, desk.now)
        with without(REPLACEMENT_OPEN):
            await desk.do(replacing.end, order, asked, late, desk.now)
        assert await state(desk, asked) is late
        desk.audited = False
        found = {breach.name for breach in await desk.audit()}
        assert "something taken instead that is not in its order, or not at its price" in found
