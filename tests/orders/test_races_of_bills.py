"""Two phones pay one bill: one does, and the other's money is not kept; without the guards both do."""

from typing import Any

import pytest

from orders.bills import holding, making
from orders.models import OrderState
from orders.money import goodwill, paying
from tests.guards import BILL_UNHELD, BILL_UNPAID, without
from tests.making import Market, Shop
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race


async def two_phones(desk: Desk) -> tuple[str, list[int]]:
    def build(market: Market) -> tuple[Shop, list[int]]:
        return market.merchant(takes_bills=True), [market.guest() for _ in range(2)]

    shop, guests = await desk.make(build)
    key = await desk.do(making.show, shop.merchant, 1800, "EUR", shop.clerk, desk.now)
    return key, guests


def holds(desk: Desk, key: str, guests: list[int]) -> list[Any]:
    return [lambda c, guest=guest: holding.hold(c, guest, key, None, desk.now) for guest in guests]


async def test_one_phone_has_it(desk: Desk) -> None:
    key, guests = await two_phones(desk)
    found = await race(desk.database, holds(desk, key, guests))
    assert kinds(found) == {"ok": 1, "BillBeingPaid": 1}


async def test_of_two_that_paid_one_has_paid_it(desk: Desk) -> None:
    """The first had it too long; its money comes at the moment of the second's."""
    key, (first, second) = await two_phones(desk)
    late = await desk.do(holding.hold, first, key, None, desk.now)
    words = [await desk.paid(await desk.request(late))]
    desk.later(minutes=31)
    other = await desk.do(holding.hold, second, key, None, desk.now)
    words.append(await desk.paid(await desk.request(other)))
    desk.later(minutes=31)
    events = [await desk.do(paying.capture, word, desk.now) for word in words]

    await race(
        desk.database, [lambda c, event=event: paying.apply(c, event, desk.now) for event in events]
    )

    views = [await desk.order(each) for each in (late, other)]
    assert [view.state for view in views].count(OrderState.REDEEMED) == 1
    assert sum(len(view.refunds) for view in views) == 1


@pytest.mark.control
async def test_without_the_guards_both_pay(desk: Desk) -> None:
    key, guests = await two_phones(desk)
    with without(BILL_UNHELD, BILL_UNPAID):
        orders = await race(desk.database, holds(desk, key, guests))
        for order in orders:
            await desk.pay(order)
    desk.audited = False
    assert "a bill that was not paid once" in {each.name for each in await desk.audit()}


async def test_of_those_who_give_a_bill_back_one_does(desk: Desk) -> None:
    """Also of its parts: each was decided before the other was known."""
    key, (guest, _) = await two_phones(desk)
    order = await desk.do(holding.hold, guest, key, None, desk.now)
    await desk.pay(order)
    operators = await desk.make(lambda m: [m.operator() for _ in range(2)])
    gives = [
        lambda c, each=each, part=part: goodwill.give_back(c, order, each, part, 0, desk.now)
        for each, part in zip(operators, (1800, 900), strict=True)
    ]
    assert kinds(await race(desk.database, gives)) == {"ok": 1, "GivenBackMeanwhile": 1}
    assert len((await desk.order(order)).refunds) == 1
