"""A deposit is paid ahead and the rest at the counter, or all of it there: to the cent, and once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from catalog.models import merchants
from database.money import Limits
from orders.bills import recording
from orders.bills.bill_models import Means, counter_payments
from orders.booking import placing, rescheduling
from orders.booking.record import missed_visits
from orders.course import cancelling, expiring, redeeming
from orders.errors import (
    NothingLeftToPay,
    NothingToPay,
    PaymentNeeded,
    TooManyFreeThen,
)
from orders.models import Account, OrderState, ledger_postings, orders
from orders.money import paying
from orders.rules import PaymentPlan
from people.errors import NoRight
from people.models import staff
from people.rights import Role
from tests.making import Market, Shop
from tests.orders.conftest import Desk


def with_terms(**terms: Any) -> Any:
    def build(market: Market) -> tuple[Shop, int, int]:
        shop = market.merchant(commission_basis_points=1000)
        service = market.service(shop, price=4000, capacity=9, **terms)
        return shop, market.guest(), service

    return build


async def booked(desk: Desk, seats: int = 1, **terms: Any) -> tuple[Shop, int, int]:
    """The shop, the guest, and an order three days ahead that is placed."""
    shop, guest, service = await desk.make(with_terms(**terms))
    order = await desk.hold(guest, service, desk.start(days=3), seats)
    if (await desk.order(order)).prepaid:
        await desk.pay(order)
    else:
        await desk.do(placing.place_free, order, guest, desk.now)
    return shop, guest, order


async def held(desk: Desk, account: Account, order: int) -> int:
    """What an account has of an order."""

    def total(connection: Any) -> int:
        posted = ledger_postings.c
        came, went = (
            connection.execute(
                select(func.coalesce(func.sum(posted.amount), 0)).where(
                    side == account, posted.order_id == order
                )
            ).scalar_one()
            for side in (posted.destination, posted.source)
        )
        return int(came - went)

    found: int = await desk.see(total)
    return found


async def redeem(desk: Desk, shop: Shop, order: int) -> None:
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, shop.clerk, f"n{order}", desk.now)


async def test_a_deposit_is_all_that_the_market_takes_and_earns_of(desk: Desk) -> None:
    shop, _, order = await booked(desk, seats=3, deposit=1000)
    view = await desk.order(order)
    assert (view.total, view.prepaid, view.left_at_counter) == (12000, 3000, 9000)
    assert await held(desk, Account.ESCROW, order) == 3000

    await redeem(desk, shop, order)

    assert await held(desk, Account.PAYABLE, order) == 2700
    assert await held(desk, Account.COMMISSION, order) == 300


async def test_a_part_of_the_price(desk: Desk) -> None:
    _, _, order = await booked(desk, deposit_percent=33)
    assert (await desk.order(order)).prepaid == 1320


async def test_other_seats_leave_another_rest(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(deposit=1000))
    order = await desk.hold(guest, service, desk.start(days=3), 1)
    await desk.do(placing.change_seats, order, guest, 4, desk.now)
    assert (await desk.order(order)).at_counter == 12000


async def test_what_is_agreed_stays_when_the_merchant_asks_for_more(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(deposit=1000))
    order = await desk.hold(guest, service, desk.start(days=3), 1)
    await desk.make(lambda m: m.connection.exec_driver_sql("UPDATE services SET deposit = 3000"))
    await desk.do(placing.change_seats, order, guest, 2, desk.now)
    assert (await desk.order(order)).prepaid == 2000


async def test_cancelling_late_costs_a_part_of_the_deposit(desk: Desk) -> None:
    _, guest, order = await booked(desk, deposit=1000, cancel_free_minutes=5 * 1440)
    await desk.do(cancelling.cancel_by_guest, order, guest, desk.now)
    assert [each.amount for each in (await desk.order(order)).refunds] == [500]
    assert await held(desk, Account.PAYABLE, order) == 450


async def test_not_coming_costs_the_deposit(desk: Desk) -> None:
    _, _, order = await booked(desk, deposit=1000)
    desk.later(days=6)
    await desk.do(expiring.expire_unused, desk.now)
    assert (await desk.order(order)).refunds == ()
    assert await held(desk, Account.PAYABLE, order) == 900


async def test_the_limits_of_a_payment_are_those_of_the_deposit(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(deposit=1000))
    given = (guest, service, desk.start(days=3), 3, None, desk.now)
    order = await desk.do(placing.hold, *given, lambda _: Limits(100, 3000))
    told = (order, guest, "sandbox", desk.now, lambda _: Limits(100, 3000))
    assert await desk.do(paying.request, *told)


async def test_money_of_the_whole_price_is_not_what_was_asked_for(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(deposit=1000))
    order = await desk.hold(guest, service, desk.start(days=3))
    word = await desk.paid(await desk.request(order), amount=4000)
    await desk.settle(word)
    view = await desk.order(order)
    assert view.state is OrderState.HELD
    assert [each.amount for each in view.refunds] == [4000]


async def test_a_moved_booking_keeps_its_plan(desk: Desk) -> None:
    _, guest, order = await booked(desk, deposit=1000)
    await desk.do(rescheduling.reschedule, order, guest, desk.start(days=4), desk.now)
    view = await desk.order(order)
    assert (view.terms.payment_plan, view.at_counter) == (PaymentPlan.DEPOSIT, 3000)


async def test_a_deposit_as_high_as_the_price_is_the_price(desk: Desk) -> None:
    _, _, order = await booked(desk, deposit=4000)
    view = await desk.order(order)
    assert (view.terms.payment_plan, view.at_counter) == (PaymentPlan.FULL, 0)


async def test_a_card_of_ten_is_paid_whole(desk: Desk) -> None:
    _, _, order = await booked(desk, deposit=1000, uses=10)
    assert (await desk.order(order)).at_counter == 0


async def test_at_the_shop_nothing_is_paid_and_the_code_is_there(desk: Desk) -> None:
    shop, guest, order = await booked(desk, pay_at_shop=True)
    view = await desk.order(order)
    assert (view.prepaid, view.at_counter, view.payments) == (0, 4000, ())
    assert view.code is not None

    await redeem(desk, shop, order)

    assert await held(desk, Account.PAYABLE, order) == 0
    with pytest.raises(NothingToPay):
        await desk.do(paying.request, await another(desk, guest), guest, "sandbox", desk.now)


async def another(desk: Desk, guest: int) -> int:
    service = await desk.see(lambda c: c.execute(select(orders.c.service_id)).scalar_one())
    return await desk.hold(guest, service, desk.start(days=4))


async def test_what_is_to_be_paid_ahead_is_not_placed_without(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(deposit=1000))
    order = await desk.hold(guest, service, desk.start(days=3))
    with pytest.raises(PaymentNeeded):
        await desk.do(placing.place_free, order, guest, desk.now)


async def test_cancelling_what_was_not_paid_costs_nothing(desk: Desk) -> None:
    _, guest, order = await booked(desk, pay_at_shop=True, cancel_free_minutes=5 * 1440)
    await desk.do(cancelling.cancel_by_guest, order, guest, desk.now)
    assert (await desk.order(order)).state is OrderState.CANCELLED


async def test_nobody_keeps_more_for_nothing_than_of_what_is_free(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(pay_at_shop=True))
    start = desk.start(days=3)
    for _ in range(2):
        order = await desk.hold(guest, service, start)
        await desk.do(placing.place_free, order, guest, desk.now)
    with pytest.raises(TooManyFreeThen):
        await desk.hold(guest, service, start)


async def missed(desk: Desk, guest: int, service: int, days: int) -> int:
    order = await desk.hold(guest, service, desk.start(days=days))
    if (await desk.order(order)).prepaid:
        await desk.pay(order)
    else:
        await desk.do(placing.place_free, order, guest, desk.now)
    return order


async def plan_of_next(desk: Desk, guest: int, service: int) -> tuple[str, int]:
    order = await desk.hold(guest, service, desk.start(days=2))
    terms = (await desk.order(order)).terms
    return terms.payment_plan, terms.missed_visits


async def test_whoever_missed_two_visits_pays_ahead(desk: Desk) -> None:
    def build(market: Market) -> tuple[int, int, int]:
        shop, other = market.merchant(), market.merchant("Elsewhere")
        here = market.service(shop, capacity=9, pay_at_shop=True)
        return market.guest(), here, market.service(other, capacity=9)

    guest, here, elsewhere = await desk.make(build)
    await missed(desk, guest, here, 1)
    desk.later(days=4)
    await desk.do(expiring.expire_unused, desk.now)
    assert await plan_of_next(desk, guest, here) == (PaymentPlan.AT_SHOP, 0)

    await missed(desk, guest, elsewhere, 1)
    desk.later(days=4)
    await desk.do(expiring.expire_unused, desk.now)
    await desk.do(expiring.lapse_holds, desk.now)

    assert await desk.see(missed_visits, guest, desk.now) == 2
    assert await plan_of_next(desk, guest, here) == (PaymentPlan.FULL, 2)
    assert await desk.see(missed_visits, guest, desk.now + timedelta(days=190)) == 0


async def test_a_merchant_says_how_many_are_too_many(desk: Desk) -> None:
    _, guest, service = await desk.make(with_terms(pay_at_shop=True))
    await desk.do(lambda c: c.execute(update(merchants).values(max_no_shows=1)))
    await missed(desk, guest, service, 1)
    desk.later(days=4)
    await desk.do(expiring.expire_unused, desk.now)
    assert await plan_of_next(desk, guest, service) == (PaymentPlan.FULL, 1)


async def test_a_visit_that_its_place_asked_to_move_is_not_missed(desk: Desk) -> None:
    _, guest, order = await booked(desk, pay_at_shop=True)

    def asked(connection: Any) -> None:
        row = connection.execute(select(orders.c.terms)).scalar_one()
        connection.execute(update(orders).values(terms=row | {"asked_to_move": True}))

    await desk.do(asked)
    desk.later(days=6)
    await desk.do(expiring.expire_unused, desk.now)
    assert (await desk.order(order)).state is OrderState.EXPIRED
    assert await desk.see(missed_visits, guest, desk.now) == 0


async def test_a_visit_that_was_paid_at_the_counter_is_not_missed(desk: Desk) -> None:
    """Its code was forgotten, which is none of the guest's fault."""
    shop, guest, order = await booked(desk, pay_at_shop=True)
    await desk.do(recording.record, order, shop.clerk, Means.CASH, desk.now)
    desk.later(days=6)
    await desk.do(expiring.expire_unused, desk.now)
    assert (await desk.order(order)).state is OrderState.EXPIRED
    assert await desk.see(missed_visits, guest, desk.now) == 0


async def test_a_clerk_says_once_how_the_rest_was_paid(desk: Desk) -> None:
    shop, _, order = await booked(desk, deposit=1000)
    await redeem(desk, shop, order)
    with pytest.raises(NoRight):
        await desk.do(recording.record, order, await provider(desk, shop), Means.CASH, desk.now)
    await desk.do(recording.record, order, shop.clerk, Means.CARD, desk.now)
    view = await desk.order(order)
    assert (view.counter_means, view.left_at_counter) == (Means.CARD, 0)
    with pytest.raises(NothingLeftToPay):
        await desk.do(recording.record, order, shop.clerk, Means.CASH, desk.now)


async def provider(desk: Desk, shop: Shop) -> int:
    """Somebody who gives visits and redeems nothing."""

    def hire(market: Market) -> int:
        person = market.clerk(shop.merchant, "Sam")
        here = staff.c.person_id == person
        market.connection.execute(update(staff).where(here).values(role=Role.PROVIDER))
        return person

    found: int = await desk.make(hire)
    return found


@pytest.mark.both_engines
async def test_of_two_clerks_who_say_so_one_did(desk: Desk) -> None:
    shop, _, order = await booked(desk, pay_at_shop=True)
    said = [
        desk.do(recording.record, order, shop.clerk, means, desk.now)
        for means in (Means.CASH, Means.CARD)
    ]
    found = await asyncio.gather(*said, return_exceptions=True)
    assert [type(each) for each in found].count(NothingLeftToPay) == 1
    rows = await desk.see(lambda c: c.execute(select(counter_payments)).all())
    assert len(rows) == 1


async def test_nothing_is_paid_for_what_was_called_off(desk: Desk) -> None:
    shop, guest, order = await booked(desk, deposit=1000)
    await desk.do(cancelling.cancel_by_guest, order, guest, desk.now)
    with pytest.raises(NothingLeftToPay):
        await desk.do(recording.record, order, shop.clerk, Means.CASH, desk.now)
