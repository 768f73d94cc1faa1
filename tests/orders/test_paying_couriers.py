"""A courier's week is paid once, whoever says so, and open again when it is taken back."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from catalog.menu import courier_pay
from catalog.menu.courier_pay import CourierPay
from orders.delivery import courier_payments, couriers, earnings, handing_over, paying_couriers
from orders.delivery.courier_payments import CourierPayment
from orders.delivery.paying_couriers import TAKEN_BACK_WITHIN, Work
from orders.errors import CourierPaid, EarnedMeanwhile, PaymentTakenBack, TooLateToTakeBack
from people import operating
from people.errors import NoRight
from people.models import invitations, operators
from people.rights import Role
from tests.guards import OFFER_UNPAID, without
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.delivering import Bringing, bringing
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.overtaking import overtaken

BROKEN = "a courier who was paid something else than the deliveries that it covers"


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    made = await bringing(desk)
    pay = CourierPay(300, 80, "EUR")
    await desk.do(courier_pay.set_pay, made.menu.shop.location, pay, made.clerk, desk.now)
    return made


async def brings(place: Bringing, courier: int) -> None:
    """For 3.40."""
    order = await place.ordered()
    await place.on_the_way(order, courier)
    code = (await place.desk.order(order)).code
    assert code is not None
    await place.desk.do(handing_over.hand_over_by_code, order, code, courier, place.desk.now)


def week(place: Bringing) -> tuple[datetime, datetime]:
    return (place.desk.now - timedelta(days=3), place.desk.now + timedelta(days=3))


def work(place: Bringing, courier: int) -> Work:
    return Work(place.menu.shop.merchant, courier, week(place))


async def left(place: Bringing, courier: int) -> list[tuple[int, int]]:
    """Deliveries that are not paid, and what they earned."""
    found = await place.desk.see(earnings.sums_of_courier, courier, week(place))
    return [(each.unpaid, each.open) for each in found]


async def made(place: Bringing) -> list[CourierPayment]:
    found: list[CourierPayment] = await place.desk.see(
        courier_payments.of_merchant, place.menu.shop.merchant, week(place)
    )
    return found


async def test_a_week_is_paid_once(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await brings(place, courier)
    await brings(place, courier)
    assert await left(place, courier) == [(2, 680)]
    theirs = work(place, courier)
    with pytest.raises(EarnedMeanwhile):
        await desk.do(paying_couriers.pay, theirs, 1, place.clerk, desk.now)
    await desk.do(paying_couriers.pay, theirs, 2, place.clerk, desk.now)
    assert await left(place, courier) == [(0, 0)]
    [payment] = await made(place)
    assert (payment.rides, payment.amount, payment.currency) == (2, 680, "EUR")
    assert (payment.since, payment.until) == theirs.within
    with pytest.raises(CourierPaid):
        await desk.do(paying_couriers.pay, theirs, 2, place.clerk, desk.now)
    await brings(place, courier)
    assert await left(place, courier) == [(1, 340)]
    await desk.do(paying_couriers.pay, theirs, 3, place.clerk, desk.now)
    assert sorted(each.amount for each in await made(place)) == [340, 680]


async def test_who_read_another_delivery_pays_for_none(place: Bringing) -> None:
    """A colleague paid for the one that was read, and then there was another."""
    desk, courier = place.desk, await place.courier()
    await brings(place, courier)
    theirs = work(place, courier)
    await desk.do(paying_couriers.pay, theirs, 1, place.clerk, desk.now)
    await brings(place, courier)
    with pytest.raises(EarnedMeanwhile):
        await desk.do(paying_couriers.pay, theirs, 1, place.clerk, desk.now)
    assert await left(place, courier) == [(1, 340)]


async def test_what_was_not_paid_after_all_is_open_again(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await brings(place, courier)
    theirs = work(place, courier)
    await desk.do(paying_couriers.pay, theirs, 1, place.clerk, desk.now)
    [payment] = await made(place)
    await desk.do(paying_couriers.take_back, payment.id, place.clerk, desk.now)
    assert await made(place) == []
    assert await left(place, courier) == [(1, 340)]
    read = await desk.see(courier_payments.payment, payment.id)
    assert read is not None
    assert read.taken_back_at == desk.now
    with pytest.raises(PaymentTakenBack):
        await desk.do(paying_couriers.take_back, payment.id, place.clerk, desk.now)
    await desk.do(paying_couriers.pay, theirs, 1, place.clerk, desk.now)
    [again] = await made(place)
    late = desk.now + TAKEN_BACK_WITHIN + timedelta(seconds=1)
    with pytest.raises(TooLateToTakeBack):
        await desk.do(paying_couriers.take_back, again.id, place.clerk, late)


async def test_where_nothing_was_promised_nothing_is_paid(desk: Desk) -> None:
    place = await bringing(desk)
    courier = await place.courier()
    await brings(place, courier)
    with pytest.raises(CourierPaid):
        await desk.do(paying_couriers.pay, work(place, courier), 1, place.clerk, desk.now)


@pytest.mark.both_engines
async def test_who_may_say_that_a_courier_is_paid(place: Bringing) -> None:
    desk, own = place.desk, await place.courier()
    await brings(place, own)
    operator = await appointed(desk, Role.OPERATOR)
    support = await appointed(desk, Role.SUPPORT)
    for who in (own, operator, support, place.guest):
        with pytest.raises(NoRight):
            await desk.do(paying_couriers.pay, work(place, own), 1, who, desk.now)
    await desk.do(paying_couriers.pay, work(place, own), 1, place.clerk, desk.now)
    [payment] = await made(place)
    with pytest.raises(NoRight):
        await desk.do(paying_couriers.take_back, payment.id, operator, desk.now)
    with pytest.raises(NoRight):
        await desk.do(paying_couriers.take_back, payment.id + 7, place.clerk, desk.now)


async def test_the_market_says_so_of_its_own_couriers(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier(market=True)
    await brings(place, courier)
    operator = await appointed(desk, Role.OPERATOR)
    support = await appointed(desk, Role.SUPPORT)
    [(merchant, _name, sums)] = await desk.see(earnings.sums_of_market, week(place))
    assert (merchant, sums.courier_id, sums.open) == (place.menu.shop.merchant, courier, 340)
    with pytest.raises(NoRight):
        await desk.do(paying_couriers.pay, work(place, courier), 1, support, desk.now)
    await desk.do(paying_couriers.pay, work(place, courier), 1, operator, desk.now)
    assert await made(place) == await desk.see(courier_payments.of_market, week(place))
    with pytest.raises(CourierPaid):
        await desk.do(paying_couriers.pay, work(place, courier), 1, place.clerk, desk.now)


async def test_whoever_left_is_still_to_be_paid(place: Bringing) -> None:
    """By the market, too, which had invited them; and its page of couriers can still be reached."""
    desk, courier = place.desk, await place.courier(market=True)
    await brings(place, courier)
    operator = await appointed(desk, Role.OPERATOR)
    joined = {"token_hash": "h", "role": Role.COURIER, "created_at": desk.now}
    until = {"expires_at": desk.now, "accepted_by": courier, "accepted_at": desk.now}
    await desk.do(lambda c: c.execute(insert(invitations).values(**joined, **until)))
    assert await desk.do(operating.remove, courier, operator, desk.now)
    assert await desk.see(couriers.market_has_own)
    [(_, _, sums)] = await desk.see(earnings.sums_of_market, week(place))
    assert (sums.courier_id, sums.open) == (courier, 340)
    await desk.do(paying_couriers.pay, work(place, courier), 1, operator, desk.now)
    [payment] = await desk.see(courier_payments.of_market, week(place))
    await desk.do(paying_couriers.take_back, payment.id, operator, desk.now)


async def test_where_nobody_ever_delivered_for_the_market_there_is_no_such_page(
    place: Bringing,
) -> None:
    await place.courier()
    assert not await place.desk.see(couriers.market_has_own)


async def appointed(desk: Desk, role: Role) -> int:
    def build(market: Market) -> int:
        person = market.guest("Olga")
        row = {"person_id": person, "role": role, "joined_at": desk.now}
        market.connection.execute(insert(operators).values(**row))
        return person

    person: int = await desk.make(build)
    return person


async def test_of_two_who_pay_one_does(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await brings(place, courier)
    await brings(place, courier)
    both = partial(unit, paying_couriers.pay, work(place, courier), 2, place.clerk, desk.now)
    assert kinds(await race(desk.database, [both() for _ in range(4)])) == {
        "ok": 1,
        "CourierPaid": 3,
    }
    assert len(await made(place)) == 1


async def test_of_paying_and_taking_back_each_counts_once(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await brings(place, courier)
    theirs = work(place, courier)
    await desk.do(paying_couriers.pay, theirs, 1, place.clerk, desk.now)
    [payment] = await made(place)
    back = [unit(paying_couriers.take_back, payment.id, place.clerk, desk.now) for _ in range(3)]
    assert kinds(await race(desk.database, back)) == {"ok": 1, "PaymentTakenBack": 2}
    assert await left(place, courier) == [(1, 340)]


@pytest.mark.control
async def test_without_the_guards_a_delivery_is_paid_twice(desk: Desk) -> None:
    place = await bringing(desk)
    pay = CourierPay(300, 80, "EUR")
    await desk.do(courier_pay.set_pay, place.menu.shop.location, pay, place.clerk, desk.now)
    courier = await place.courier()
    await brings(place, courier)
    slow, fast = (
        unit(paying_couriers.pay, work(place, courier), 1, place.clerk, desk.now) for _ in range(2)
    )
    with without(OFFER_UNPAID):
        await overtaken(desk.database, slow, fast, before="UPDATE delivery_offers")
    desk.audited = False
    assert BROKEN in {breach.name for breach in await desk.audit()}
