"""What was had is paid in the chat: once, less the discount, and earned at once; tips are the merchant's."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from catalog.models import merchants
from database.money import Limits
from database.outbox_table import outbox
from orders.bills import ageing, holding, making, reading, recording, resting, tipping
from orders.bills.bill_models import BillKind, Means, bills
from orders.bills.reading import BillView
from orders.booking import placing
from orders.course import cancelling, expiring
from orders.errors import (
    BillBeingPaid,
    BillOver,
    BillPaid,
    BillUnknown,
    BillUnpayable,
    NoBillsHere,
    NothingLeftToPay,
    NotTippable,
)
from orders.models import Account, OrderState
from orders.money import goodwill
from orders.receipts import reading as receipt_views
from orders.rules import HOLDS_AT_ONCE
from orders.taxing import tax_in
from people.errors import NoRight
from tests.making import Market, Shop
from tests.orders.conftest import Desk
from tests.orders.test_payment_plans import booked, held, redeem


async def cafe(desk: Desk, discount: int = 10, **more: Any) -> tuple[Shop, int]:
    """A place that takes bills, and a guest."""

    def build(market: Market) -> tuple[Shop, int]:
        given = {"takes_bills": True, "bill_discount_percent": discount, "takes_tips": True}
        return market.merchant(**given | more), market.guest()

    found: tuple[Shop, int] = await desk.make(build)
    return found


async def shown(desk: Desk, shop: Shop, amount: int = 1800) -> str:
    key: str = await desk.do(making.show, shop.merchant, amount, "EUR", shop.clerk, desk.now)
    return key


async def hold(desk: Desk, guest: int, key: str) -> int:
    order: int = await desk.do(holding.hold, guest, key, None, desk.now)
    return order


async def bill(desk: Desk, key: str) -> BillView:
    found: BillView = await desk.see(reading.by_key, key)
    return found


async def paid(desk: Desk, shop: Shop, guest: int, amount: int = 1800) -> int:
    """A bill that its guest typed and paid."""
    given = (guest, shop.merchant, amount, "EUR", None, desk.now)
    order: int = await desk.do(holding.type_bill, *given)
    await desk.pay(order)
    return order


async def told(desk: Desk, about: str) -> list[int]:
    """Who is told."""

    def rows(connection: Any) -> list[int]:
        found = connection.execute(select(outbox.c.payload)).scalars()
        return [each["person"] for each in found if each.get("about") == about]

    people: list[int] = await desk.see(rows)
    return people


async def test_a_clerk_shows_a_bill_and_a_guest_pays_it(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    key = await shown(desk, shop)
    order = await hold(desk, guest, key)
    assert await hold(desk, guest, key) == order
    await desk.pay(order)

    view, found = await desk.order(order), await bill(desk, key)
    assert (view.total, view.state) == (1620, OrderState.REDEEMED)
    assert (found.amount, found.discount, found.to_pay) == (1800, 180, 1620)
    assert found.paid_at == desk.now
    assert await held(desk, Account.PAYABLE, order) == 1458
    assert await held(desk, Account.COMMISSION, order) == 162
    assert await told(desk, "bill_paid") == [guest]
    assert await told(desk, "bill_taken") == [shop.clerk]
    with pytest.raises(BillPaid):
        await hold(desk, guest, key)


async def test_a_guest_types_a_bill(desk: Desk) -> None:
    shop, guest = await cafe(desk, 0)
    order = await paid(desk, shop, guest)
    assert (await desk.order(order)).total == 1800


async def test_whoever_types_again_has_one_bill(desk: Desk) -> None:
    shop, guest = await cafe(desk, 0)
    shown_one = await hold(desk, guest, await shown(desk, shop))
    given = (guest, shop.merchant), ("EUR", None, desk.now)
    slip = await desk.do(holding.type_bill, *given[0], 123456, *given[1])
    for _ in range(HOLDS_AT_ONCE):
        meant = await desk.do(holding.type_bill, *given[0], 1234, *given[1])
    states = {each: (await desk.order(each)).state for each in (shown_one, slip, meant)}
    held_ones = dict.fromkeys((shown_one, meant), OrderState.HELD)
    assert states == held_ones | {slip: OrderState.LAPSED}
    counted = [await desk.see(reading.of_order, each) for each in (shown_one, slip, meant)]
    assert [each.is_open(desk.now) for each in counted] == [True, False, True]
    with pytest.raises(BillOver):
        await hold(desk, guest, counted[1].key)


async def test_what_was_typed_elsewhere_or_by_others_stays(desk: Desk) -> None:
    shop, guest = await cafe(desk, 0)
    there, other = await cafe(desk, 0)
    kept = [
        await desk.do(holding.type_bill, who, where.merchant, 700, "EUR", None, desk.now)
        for who, where in ((guest, there), (other, shop), (guest, shop))
    ]
    assert {(await desk.order(each)).state for each in kept} == {OrderState.HELD}


async def test_a_discount_is_what_it_was_when_the_bill_was_made(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    key = await shown(desk, shop, 999)
    await desk.do(lambda c: c.execute(update(merchants).values(bill_discount_percent=50)))
    order = await hold(desk, guest, key)
    assert (await desk.order(order)).total == 900


async def test_while_one_pays_nobody_else_does(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    other = await desk.make(lambda m: m.guest("Bob"))
    key = await shown(desk, shop)
    first = await hold(desk, guest, key)
    with pytest.raises(BillBeingPaid):
        await hold(desk, other, key)
    await desk.do(placing.release, first, guest, desk.now)
    assert await hold(desk, other, key) != first


async def test_money_that_comes_late_pays_it_unless_it_is_paid(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    other = await desk.make(lambda m: m.guest("Bob"))
    key, late = await shown(desk, shop), await shown(desk, shop)
    alone = await desk.paid(await desk.request(await hold(desk, guest, late)))
    first = await hold(desk, guest, key)
    word = await desk.paid(await desk.request(first), "late")
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.settle(alone)
    assert (await bill(desk, late)).paid_at == desk.now

    second = await hold(desk, other, key)
    await desk.settle(word)
    assert [each.amount for each in (await desk.order(first)).refunds] == [1620]
    await desk.pay(second)
    assert (await bill(desk, key)).order_id == second


async def test_a_bill_is_open_for_two_hours(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    key = await shown(desk, shop)
    desk.later(hours=2)
    with pytest.raises(BillOver):
        await hold(desk, guest, key)
    with pytest.raises(BillUnknown):
        await hold(desk, guest, "nothing")


async def test_only_who_redeems_shows_bills_and_only_where_they_are_taken(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    elsewhere = await desk.make(lambda m: m.merchant("Elsewhere"))
    with pytest.raises(NoRight):
        await desk.do(making.show, shop.merchant, 100, "EUR", guest, desk.now)
    with pytest.raises(NoBillsHere):
        await shown(desk, elsewhere)


async def test_a_bill_is_of_one_place_of_its_merchant(desk: Desk) -> None:
    """In the currency of what that place has."""

    def build(market: Market) -> tuple[Shop, int, int]:
        shop = market.merchant(takes_bills=True)
        market.service(shop)
        market.service(shop)
        there = market.location(shop.merchant)
        market.service(replace(shop, location=there), currency="SEK")
        return shop, there, market.merchant("Elsewhere").location

    shop, there, elsewhere = await desk.make(build)
    given = (shop.merchant, 1800, "EUR", shop.clerk, desk.now)
    key = await desk.do(making.show, *given, location_id=there)
    found = await bill(desk, key)
    assert (found.location_id, found.currency, found.one_of_several) == (there, "SEK", True)
    first = await bill(desk, await shown(desk, shop))
    assert (first.location_id, first.currency) == (shop.location, "EUR")
    with pytest.raises(NoBillsHere):
        await desk.do(making.show, *given, location_id=elsewhere)


@pytest.mark.parametrize("amount", [0, 99, 10**10])
async def test_too_little_and_too_much_is_no_bill(desk: Desk, amount: int) -> None:
    shop, _ = await cafe(desk)
    given = (shop.merchant, amount, "EUR", shop.clerk, desk.now)
    with pytest.raises(BillUnpayable):
        await desk.do(making.show, *given, lambda _: Limits(100, 10**7))


async def test_a_bill_is_given_back_by_its_place(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    order = await paid(desk, shop, guest)
    await desk.do(goodwill.give_back, order, shop.clerk, 1620, 0, desk.now)
    assert await held(desk, Account.PAYABLE, order) == 0
    assert await held(desk, Account.COMMISSION, order) == 0


async def test_a_part_of_a_bill_is_borne_by_who_earned_it_and_has_a_credit_note(desk: Desk) -> None:
    """Of what was paid, after the discount; the tax goes back with it."""
    shop, guest = await cafe(desk, tax_basis_points=1400)
    order = await paid(desk, shop, guest)
    await desk.do(goodwill.give_back, order, shop.clerk, 620, 0, desk.now)
    assert await held(desk, Account.PAYABLE, order) == 1458 - 558
    assert await held(desk, Account.COMMISSION, order) == 162 - 62
    await desk.do(goodwill.give_back, order, shop.clerk, 1000, 620, desk.now)
    assert await held(desk, Account.COMMISSION, order) == 0
    whole, *notes = await desk.see(receipt_views.receipts_of, order)
    assert [(each.amount, each.of) for each in notes] == [(620, 1), (1000, 1)]
    assert sum(each.taxes[0].tax for each in notes) == whole.taxes[0].tax == tax_in(1620, 1400)


async def test_of_a_tip_the_market_gives_nothing_back(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    tip = await tipped(desk, await paid(desk, shop, guest), guest)
    await desk.do(goodwill.give_back, tip, shop.clerk, 100, 0, desk.now)
    assert await held(desk, Account.PAYABLE, tip) == 200
    assert await held(desk, Account.COMMISSION, tip) == 0


@pytest.mark.both_engines
async def test_the_rest_of_a_visit_is_paid_in_the_chat(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, deposit=1000)
    await redeem(desk, shop, visit)
    rest = await desk.do(resting.hold_rest, visit, guest, desk.now)
    assert await desk.do(resting.hold_rest, visit, guest, desk.now) == rest
    await desk.pay(rest)

    view = await desk.order(visit)
    assert (view.counter_means, view.left_at_counter) == (Means.CHAT, 0)
    assert await held(desk, Account.PAYABLE, rest) == 2700
    with pytest.raises(NothingLeftToPay):
        await desk.do(recording.record, visit, shop.clerk, Means.CASH, desk.now)
    with pytest.raises(NothingLeftToPay):
        await desk.do(resting.hold_rest, visit, guest, desk.now)


async def test_money_for_a_rest_that_was_paid_in_cash_goes_back(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, deposit=1000)
    rest = await desk.do(resting.hold_rest, visit, guest, desk.now)
    word = await desk.paid(await desk.request(rest))
    await desk.do(recording.record, visit, shop.clerk, Means.CASH, desk.now)
    await desk.settle(word)
    assert [each.amount for each in (await desk.order(rest)).refunds] == [3000]


async def test_the_rest_goes_back_when_the_visit_is_called_off(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, deposit=1000)
    rest = await desk.do(resting.hold_rest, visit, guest, desk.now)
    await desk.pay(rest)
    await desk.do(cancelling.cancel_by_merchant, visit, shop.clerk, desk.now)
    assert [each.amount for each in (await desk.order(rest)).refunds] == [3000]
    assert [each.amount for each in (await desk.order(visit)).refunds] == [1000]
    assert await held(desk, Account.PAYABLE, rest) == 0


async def test_the_rest_of_a_visit_that_nobody_came_to_goes_back(desk: Desk) -> None:
    _, guest, visit = await booked(desk, pay_at_shop=True)
    rest = await desk.do(resting.hold_rest, visit, guest, desk.now)
    await desk.pay(rest)
    desk.later(days=6)
    await desk.do(expiring.expire_unused, desk.now)
    assert [each.amount for each in (await desk.order(rest)).refunds] == [4000]


async def tipped(desk: Desk, order: int, guest: int, amount: int = 300) -> int:
    tip: int = await desk.do(tipping.hold_tip, order, guest, amount, desk.now)
    await desk.pay(tip)
    return tip


async def test_all_of_a_tip_is_the_merchants(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    order = await paid(desk, shop, guest)
    tip = await tipped(desk, order, guest)
    assert await held(desk, Account.PAYABLE, tip) == 300
    assert await held(desk, Account.COMMISSION, tip) == 0
    with pytest.raises(NotTippable):
        await tipped(desk, tip, guest)
    found = await desk.see(reading.paid_of, order)
    assert [(each.kind, each.amount) for each in found] == [(BillKind.TIP, 300)]


def tips(taken: bool) -> Any:
    return lambda c: c.execute(update(merchants).values(takes_tips=taken))


async def test_a_tip_is_given_after_a_visit_lately_and_where_it_is_wanted(desk: Desk) -> None:
    shop, guest, visit = await booked(desk, deposit=1000)
    await desk.do(tips(True))
    with pytest.raises(NotTippable):
        await tipped(desk, visit, guest)
    await redeem(desk, shop, visit)
    await desk.do(tips(False))
    with pytest.raises(NotTippable):
        await tipped(desk, visit, guest)
    await desk.do(tips(True))
    for _ in range(tipping.MOST):
        await tipped(desk, visit, guest)
    with pytest.raises(NotTippable):
        await tipped(desk, visit, guest)
    assert not await desk.see(tipping.can_tip, await desk.order(visit), desk.now)


async def test_a_tip_that_is_asked_for_twice_is_one(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    order = await paid(desk, shop, guest)
    tip = await desk.do(tipping.hold_tip, order, guest, 300, desk.now)
    assert await desk.do(tipping.hold_tip, order, guest, 300, desk.now) == tip
    assert await desk.do(tipping.hold_tip, order, guest, 400, desk.now) != tip
    await desk.pay(tip)
    assert await desk.do(tipping.hold_tip, order, guest, 300, desk.now) != tip


async def test_what_is_suggested_can_be_paid() -> None:
    limits = Limits(100, 10**6)
    assert tipping.suggested(3500, "EUR", limits) == [200, 350, 550]
    assert tipping.suggested(0, "EUR", limits) == [200, 500, 1000]
    assert tipping.suggested(300, "EUR", limits) == [100]
    assert tipping.suggested(700, "EUR", Limits(92, 900_000)) == [100, 150]
    assert tipping.suggested(3500, "JPY", limits) == [175, 350, 525]
    assert tipping.suggested(3500, "EUR", None) == []


async def test_bills_that_nobody_paid_go(desk: Desk) -> None:
    shop, guest = await cafe(desk)
    await shown(desk, shop)
    taken = await shown(desk, shop)
    await hold(desk, guest, taken)
    moment = desk.later(days=30)
    await desk.do(expiring.lapse_holds, desk.now)
    old = await desk.see(ageing.outdated, moment, 10)
    assert await desk.do(ageing.forget, old, moment) == 1
    left = await desk.see(lambda c: c.execute(select(bills.c.key)).scalars().all())
    assert left == [taken]
