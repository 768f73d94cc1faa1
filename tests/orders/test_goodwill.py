"""Money given back while the order stays: never more than was paid, borne by who earns, once."""

from typing import Any

import pytest
from sqlalchemy import update

from orders.course import cancelling, expiring
from orders.errors import (
    GivenBackMeanwhile,
    NotGivenInPart,
    NothingToGiveBack,
    NotYourOrder,
    PaymentDisputed,
    TooLateToGiveBack,
    TooMuchToGiveBack,
)
from orders.models import OrderState
from orders.money import goodwill
from payments.port import EventKind
from people.errors import NoRight
from people.models import staff
from people.rights import Role
from tests.making import Shop
from tests.orders.conftest import Desk
from tests.orders.settled import redeem, settle
from tests.orders.test_reversing import balances, bought, refund_rows, says

PRICE, FEE = 2000, 200


async def give(desk: Desk, order_id: int, actor: int, amount: int, given: int = 0) -> int:
    refund: int = await desk.do(goodwill.give_back, order_id, actor, amount, given, desk.now)
    return refund


async def served(desk: Desk, **service: Any) -> tuple[Shop, int]:
    shop, order_id, _ = await bought(desk, duration_minutes=None, **service)
    await redeem(desk, shop.clerk, order_id)
    return shop, order_id


async def test_a_part_of_what_was_earned(desk: Desk) -> None:
    shop, order_id = await served(desk)
    await give(desk, order_id, shop.clerk, 505)
    assert await refund_rows(desk) == [(505, "goodwill", "due")]
    earned = {"payable": PRICE - FEE - 455, "commission": FEE - 50}
    assert await balances(desk) == {"world": -PRICE, "refund_due": 505, **earned}
    assert (await desk.order(order_id)).state == OrderState.REDEEMED


async def test_parts_make_exactly_the_whole(desk: Desk) -> None:
    shop, order_id = await served(desk)
    given = 0
    for part in (333, 333, 7, 1327):
        await give(desk, order_id, shop.clerk, part, given)
        given += part
    assert await balances(desk) == {"world": -PRICE, "refund_due": PRICE}
    with pytest.raises(NothingToGiveBack):
        await give(desk, order_id, shop.clerk, 1, given)


@pytest.mark.parametrize("amount", [-5, 0, PRICE + 1])
async def test_never_more_than_was_paid(desk: Desk, amount: int) -> None:
    shop, order_id = await served(desk)
    with pytest.raises(TooMuchToGiveBack) as refused:
        await give(desk, order_id, shop.clerk, amount)
    assert refused.value.left == PRICE
    assert await refund_rows(desk) == []


async def test_pressed_twice_it_moves_once(desk: Desk) -> None:
    shop, order_id = await served(desk)
    await give(desk, order_id, shop.clerk, 500)
    with pytest.raises(GivenBackMeanwhile):
        await give(desk, order_id, shop.clerk, 500)
    assert await refund_rows(desk) == [(500, "goodwill", "due")]


async def test_only_who_may(desk: Desk) -> None:
    shop, order_id = await served(desk)
    other, guest = await desk.make(lambda m: (m.merchant().clerk, m.guest()))
    for person in (other, guest, (await desk.order(order_id)).guest_id):
        with pytest.raises(NoRight):
            await give(desk, order_id, person, 500)
    operator = await desk.make(lambda m: m.operator())
    await give(desk, order_id, operator, 500)
    with pytest.raises(NotYourOrder):
        await give(desk, 10**6, shop.clerk, 500)


async def test_what_is_not_earned_yet_is_advanced(desk: Desk) -> None:
    shop, order_id, _ = await bought(desk)
    await give(desk, order_id, shop.clerk, 500)
    advanced = {"payable": -450, "commission": -50}
    assert await balances(desk) == {
        "world": -PRICE,
        "escrow": PRICE,
        "refund_due": 500,
        **advanced,
    }
    assert await desk.audit() == []
    await redeem(desk, shop.clerk, order_id)
    earned = {"payable": PRICE - FEE - 450, "commission": FEE - 50}
    assert await balances(desk) == {"world": -PRICE, "refund_due": 500, **earned}


@pytest.mark.parametrize("amount", [500, PRICE])
async def test_it_is_counted_when_the_booking_is_called_off(desk: Desk, amount: int) -> None:
    shop, order_id, _ = await bought(desk)
    await give(desk, order_id, shop.clerk, amount)
    view = await desk.order(order_id)
    quote = cancelling.quote(view, desk.now)
    assert (quote.refund, quote.kept) == (PRICE - amount, 0)
    await desk.do(cancelling.cancel_by_guest, order_id, view.guest_id, desk.now)
    assert await balances(desk) == {"world": -PRICE, "refund_due": PRICE}


@pytest.mark.parametrize(("amount", "kept"), [(500, 500), (1500, 0), (PRICE, 0)])
async def test_it_is_counted_when_a_part_is_kept(desk: Desk, amount: int, kept: int) -> None:
    """Half of it is the merchant's when the guest cancels so late."""
    shop = await desk.make(lambda m: m.merchant())
    guest, service = await desk.make(lambda m: (m.guest(), m.service(shop)))
    order_id = await desk.place(guest, service, desk.start(hour=13))
    await give(desk, order_id, shop.clerk, amount)
    quote = cancelling.quote(await desk.order(order_id), desk.now)
    assert (quote.refund, quote.kept) == (PRICE - amount - kept if kept else PRICE - amount, kept)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    fee = kept // 10
    left = {"payable": kept - fee, "commission": fee} if kept else {}
    assert await balances(desk) == {"world": -PRICE, "refund_due": PRICE - kept, **left}


async def test_of_a_card_that_was_used_in_part(desk: Desk) -> None:
    shop, order_id = await served(desk, uses=2)
    await give(desk, order_id, shop.clerk, 1500)
    assert await desk.audit() == []
    await desk.do(cancelling.cancel_by_merchant, order_id, shop.clerk, desk.now)
    assert await balances(desk) == {"world": -PRICE, "refund_due": PRICE}


async def test_of_a_visit_that_nobody_came_to(desk: Desk) -> None:
    shop = await desk.make(lambda m: m.merchant())
    guest, service = await desk.make(lambda m: (m.guest(), m.service(shop, no_show_percent=100)))
    order_id = await desk.place(guest, service, desk.start())
    desk.later(days=4)
    await desk.do(expiring.expire_unused, desk.now)
    assert (await desk.order(order_id)).state == OrderState.EXPIRED
    await give(desk, order_id, shop.clerk, PRICE)
    assert await balances(desk) == {"world": -PRICE, "refund_due": PRICE}


async def test_nothing_while_a_bank_decides(desk: Desk) -> None:
    shop, order_id = await served(desk)
    await says(desk, order_id, EventKind.DISPUTED)
    with pytest.raises(PaymentDisputed):
        await give(desk, order_id, shop.clerk, 500)


async def test_what_a_bank_takes_afterwards_is_the_rest(desk: Desk) -> None:
    shop, order_id = await served(desk)
    await give(desk, order_id, shop.clerk, 500)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert await balances(desk) == {}


async def test_a_bank_takes_what_was_advanced_and_not_earned(desk: Desk) -> None:
    shop, order_id, _ = await bought(desk)
    await give(desk, order_id, shop.clerk, 500)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert await balances(desk) == {}


async def test_nothing_was_paid(desk: Desk) -> None:
    shop = await desk.make(lambda m: m.merchant())
    guest, service = await desk.make(lambda m: (m.guest(), m.service(shop)))
    order_id = await desk.hold(guest, service, desk.start())
    with pytest.raises(NothingToGiveBack):
        await give(desk, order_id, shop.clerk, 1)


async def test_what_goes_back_whole_only(desk: Desk) -> None:
    shop, order_id = await served(desk, currency="XTR", price=300)
    with pytest.raises(NotGivenInPart):
        await give(desk, order_id, shop.clerk, 100)
    await give(desk, order_id, shop.clerk, 300)
    assert await refund_rows(desk) == [(300, "goodwill", "due")]


async def test_a_statement_takes_it_off(desk: Desk) -> None:
    shop, order_id = await served(desk)
    await settle(desk)
    await give(desk, order_id, shop.clerk, 500)
    (made,) = await settle(desk)
    assert (made.returned, made.commission, made.carried) == (500, -50, -450)


async def test_a_statement_with_an_advance_goes_on_when_it_is_earned(desk: Desk) -> None:
    shop, order_id, _ = await bought(desk)
    await give(desk, order_id, shop.clerk, 500)
    (first,) = await settle(desk)
    await redeem(desk, shop.clerk, order_id)
    (second,) = await settle(desk)
    assert (first.carried, second.brought, second.payout) == (-450, -450, PRICE - FEE - 450)


@pytest.mark.parametrize("role", [Role.DESK, Role.PROVIDER, Role.COURIER])
async def test_not_every_role(desk: Desk, role: Role) -> None:
    shop, order_id = await served(desk)
    kim = await desk.make(lambda m: hired(m, shop, role))
    with pytest.raises(NoRight):
        await give(desk, order_id, kim, 500)


def hired(market: Any, shop: Shop, role: Role) -> int:

    kim: int = market.clerk(shop.merchant)
    market.connection.execute(update(staff).where(staff.c.person_id == kim).values(role=role))
    return kim


async def test_long_after_it_was_paid_only_the_market_gives_of_it(desk: Desk) -> None:
    shop, order_id = await served(desk)
    support = await desk.make(lambda m: m.operator())
    view = await desk.order(order_id)
    desk.later(days=90)
    assert goodwill.can_give(view, desk.now, in_market=False)
    desk.later(minutes=1)
    assert not goodwill.can_give(view, desk.now, in_market=False)
    assert goodwill.can_give(view, desk.now, in_market=True)
    with pytest.raises(TooLateToGiveBack):
        await give(desk, order_id, shop.clerk, 505)
    await give(desk, order_id, support, 505)
    assert await refund_rows(desk) == [(505, "goodwill", "due")]
