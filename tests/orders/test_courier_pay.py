"""What couriers are paid: told with the offer and frozen with it, earned by what they did."""

from datetime import timedelta

import pytest

from catalog.changes import history
from catalog.errors import NumberOutOfRange
from catalog.menu import courier_pay, delivering
from catalog.menu.courier_pay import CourierPay
from orders.course import cancelling
from orders.delivery import (
    carrying,
    collecting,
    couriers,
    deciding,
    earnings,
    handing_over,
    offering,
)
from orders.delivery.pacing import ASK_AGAIN, DOORSTEP
from orders.menu import tickets
from people.errors import NoRight
from tests.orders.conftest import Desk
from tests.orders.delivering import Bringing, bringing

PAY = CourierPay(300, 80, "EUR")


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    return await bringing(desk)


async def says(place: Bringing, pay: CourierPay) -> None:
    location = place.menu.shop.location
    await place.desk.do(courier_pay.set_pay, location, pay, place.clerk, place.desk.now)


async def sums(place: Bringing, courier: int) -> list[tuple[int, str | None, int]]:
    now = place.desk.now
    within = (now - timedelta(days=1), now + timedelta(days=1))
    found = await place.desk.see(earnings.sums_of_courier, courier, within)
    all_of_them = await place.desk.see(earnings.sums_of_merchant, place.menu.shop.merchant, within)
    assert [each for each in all_of_them if each.courier_id == courier] == found
    return [(each.rides, each.currency, each.amount) for each in found]


def test_so_much_for_each_and_for_the_way() -> None:
    assert [PAY.of(meters) for meters in (0, 6, 7, 500, 2500)] == [300, 300, 301, 340, 500]


async def test_what_was_offered_is_earned_whatever_is_said_later(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await says(place, PAY)
    order = await place.ordered()
    await place.offered()
    await says(place, CourierPay(100, 0, "EUR"))
    [offer] = (await place.asked(order)).values()
    shown = await desk.see(offering.offer_to, offer, courier)
    assert shown is not None
    assert (shown.pay, shown.pay_currency) == (340, "EUR")
    await desk.do(offering.accept, offer, courier, desk.now)
    await place.fetched(order)
    await desk.do(carrying.leave, order, courier, desk.now)
    assert await sums(place, courier) == []
    code = (await desk.order(order)).code
    assert code is not None
    await desk.do(handing_over.hand_over_by_code, order, code, courier, desk.now)
    assert await sums(place, courier) == [(1, "EUR", 340)]
    merchant = place.menu.shop.merchant
    changes = await desk.see(history, merchant, 5)
    assert changes[0].before == {"courier_fixed": 300, "courier_per_km": 80}


async def test_where_nothing_was_said_nothing_is_promised(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    code = (await desk.order(order)).code
    assert code is not None
    await desk.do(handing_over.hand_over_by_code, order, code, courier, desk.now)
    assert await sums(place, courier) == [(1, None, 0)]


async def test_who_waited_at_a_door_has_earned_it(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier(None)
    await says(place, PAY)
    order = await place.ordered()
    await place.on_the_way(order, courier)
    await desk.do(carrying.nobody_opens, order, courier, desk.now)
    desk.later(seconds=DOORSTEP.total_seconds())
    await desk.do(carrying.take_back, order, courier, desk.now)
    assert await sums(place, courier) == [(1, "EUR", 340)]


async def test_who_had_it_when_it_was_called_off_has_earned_it(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await says(place, PAY)
    order = await place.ordered()
    await place.accepted(order, courier)
    await place.fetched(order)
    await desk.do(cancelling.cancel_by_merchant, order, place.clerk, desk.now)
    assert await sums(place, courier) == [(1, "EUR", 340)]


async def test_who_had_not_fetched_it_has_not(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await says(place, PAY)
    order = await place.ordered()
    await place.accepted(order, courier)
    await desk.do(cancelling.cancel_by_merchant, order, place.clerk, desk.now)
    assert await sums(place, courier) == []


async def test_who_is_gone_with_it_has_not_and_the_next_has(place: Bringing) -> None:
    desk, lost = place.desk, await place.courier()
    await says(place, PAY)
    order = await place.ordered()
    await place.on_the_way(order, lost)
    await desk.do(carrying.give_up, order, lost, desk.now)
    await says(place, CourierPay(500, 0, "EUR"))
    await desk.do(deciding.send_another, order, place.clerk, desk.now)
    other = await place.courier()
    await desk.do(couriers.let_go, lost)
    await place.on_the_way(order, other)
    code = (await desk.order(order)).code
    assert code is not None
    await desk.do(handing_over.hand_over_by_code, order, code, other, desk.now)
    assert await sums(place, lost) == []
    assert await sums(place, other) == [(1, "EUR", 500)]


async def test_who_may_say_what_is_paid(place: Bringing) -> None:
    desk, location = place.desk, place.menu.shop.location
    courier = await place.courier()
    with pytest.raises(NoRight):
        await desk.do(courier_pay.set_pay, location, PAY, courier, desk.now)
    with pytest.raises(NumberOutOfRange):
        await says(place, CourierPay(-1, 0, "EUR"))


async def test_who_collects_from_the_guest_has_earned_it_once_it_is_there(place: Bringing) -> None:
    desk, one = place.desk, await place.courier()
    await says(place, PAY)
    location = place.menu.shop.location
    await desk.do(delivering.set_collects, location, place.clerk, desk.now, collects=True)
    order = await place.ordered()
    await place.accepted(order, one)
    number = (await place.delivery(order)).fetch_code
    await desk.do(collecting.collect, order, one, number, desk.now)
    assert await sums(place, one) == []
    await desk.do(collecting.receive, order, place.clerk, desk.now)
    assert await sums(place, one) == [(1, "EUR", 340)]
    desk.now += ASK_AGAIN + timedelta(seconds=1)
    await desk.do(tickets.ready, order, place.clerk, desk.now)
    await place.on_the_way(order, one)
    code = (await desk.order(order)).code
    assert code is not None
    await desk.do(handing_over.hand_over_by_code, order, code, one, desk.now)
    assert await sums(place, one) == [(2, "EUR", 680)]
