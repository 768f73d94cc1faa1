"""Two phones pay one bill: one does, and the other's money is not kept; without the guards both do."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from orders.bills import holding, making, placing, recording, resting, tipping
from orders.bills.bill_models import BillKind, Means, bills, counter_payments
from orders.course import cancelling, redeeming
from orders.errors import NothingLeftToPay
from orders.models import OrderState, orders
from orders.money import goodwill, paying
from people.queries import staff_of
from people.rights import Right
from tests.guards import BILL_UNHELD, BILL_UNPAID, without
from tests.making import Market, Shop
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.overtaking import Unit, behind, overtaken, without_row_locks


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


async def typed_twice(desk: Desk) -> tuple[int, list[Unit]]:
    def build(market: Market) -> tuple[Shop, int]:
        return market.merchant(takes_bills=True), market.guest()

    shop, guest = await desk.make(build)
    given = (guest, shop.merchant, 1800, "EUR", None, desk.now)
    return guest, [unit(holding.type_bill, *given) for _ in range(2)]


async def left(desk: Desk, guest: int) -> int:
    """What they have to pay."""
    held = select(func.count()).where(orders.c.guest_id == guest, orders.c.state == OrderState.HELD)
    found: int = await desk.see(lambda c: c.execute(held).scalar_one())
    return found


async def test_what_is_typed_twice_at_once_is_one_bill(desk: Desk) -> None:
    guest, types = await typed_twice(desk)
    assert kinds(await race(desk.database, types)) == {"ok": 2}
    assert await left(desk, guest) == 1


@pytest.mark.control
async def test_without_the_guard_what_is_typed_twice_is_two_bills(desk: Desk) -> None:
    guest, (slow, fast) = await typed_twice(desk)
    await overtaken(desk.database, slow, fast, before="INSERT INTO bills")
    assert await left(desk, guest) == 2


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_whoever_types_while_what_they_typed_is_paid_waits_for_it(desk: Desk) -> None:
    guest, pays, types = await typed_and_paid(desk)
    assert kinds(await behind(desk.database, pays, types)) == {"ok": 2}
    assert await left(desk, guest) == 1


@pytest.mark.control
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_whoever_would_not_wait_would_take_back_what_is_paid(desk: Desk) -> None:
    _, pays, types = await typed_and_paid(desk)
    with without_row_locks():
        assert kinds(await behind(desk.database, pays, types)) == {"ok": 1, "OrderMoved": 1}


async def typed_and_paid(desk: Desk) -> tuple[int, Unit, Unit]:
    """(guest, the money comes, they type again)."""
    guest, (types, again) = await typed_twice(desk)
    first = await desk.do(types)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(first)), desk.now)
    return guest, unit(paying.apply, event, desk.now), again


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


async def served(desk: Desk) -> tuple[Shop, int, int]:
    """A visit with a deposit to whose guest the rest is left, and who was served: shop, order, guest."""

    def build(market: Market) -> tuple[Shop, int, int]:
        shop = market.merchant(takes_bills=True, takes_tips=True)
        return shop, market.service(shop, price=2000, deposit=500), market.guest()

    shop, service, guest = await desk.make(build)
    order = await desk.place(guest, service, desk.start())
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    return shop, order, guest


async def said_twice(desk: Desk) -> tuple[int, int, Unit, Unit]:
    """The rest is paid in the chat, and a clerk says that it was paid in cash: (visit, rest, ...)."""
    shop, visit, guest = await served(desk)
    rest = await desk.do(resting.hold_rest, visit, guest, desk.now)
    word = await desk.paid(await desk.request(rest))
    event = await desk.do(paying.capture, word, desk.now)
    in_chat = unit(paying.apply, event, desk.now)
    return visit, rest, in_chat, unit(recording.record, visit, shop.clerk, Means.CASH, desk.now)


async def test_a_rest_is_paid_in_the_chat_or_at_the_counter(desk: Desk) -> None:
    """Where the clerk was first, the money of the chat is back."""
    _, rest, in_chat, in_cash = await said_twice(desk)
    _, said = await race(desk.database, [in_chat, in_cash])
    view = await desk.order(rest)
    paid_in_chat = view.state == OrderState.REDEEMED
    assert isinstance(said, NothingLeftToPay) == paid_in_chat
    assert len(view.refunds) == (not paid_in_chat)


@pytest.mark.control
async def test_without_the_guard_a_rest_is_paid_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, in_chat, in_cash = await said_twice(desk)
    monkeypatch.setattr(placing, "still_left", lambda *_: None)
    monkeypatch.setattr(recording, "write", lambda *_, **__: None)
    await race(desk.database, [in_chat, in_cash])
    desk.audited = False
    found = {each.name for each in await desk.audit()}
    assert "a rest that was paid without its booking's word" in found


async def called_off(desk: Desk) -> tuple[int, Unit, Unit]:
    """The rest of a visit is paid as its place calls that off: (rest, ...)."""

    def build(market: Market) -> tuple[Shop, int, int]:
        shop = market.merchant(takes_bills=True)
        return shop, market.service(shop, price=2000, deposit=500), market.guest()

    shop, service, guest = await desk.make(build)
    visit = await desk.place(guest, service, desk.start())
    rest = await desk.do(resting.hold_rest, visit, guest, desk.now)
    word = await desk.paid(await desk.request(rest))
    event = await desk.do(paying.capture, word, desk.now)
    ends = unit(cancelling.cancel_by_merchant, visit, shop.clerk, desk.now)
    return rest, unit(paying.apply, event, desk.now), ends


@pytest.mark.both_engines
async def test_the_rest_of_what_is_called_off_as_it_is_paid_goes_back_once(desk: Desk) -> None:
    rest, in_chat, ends = await called_off(desk)
    await race(desk.database, [in_chat, ends])
    assert [each.amount for each in (await desk.order(rest)).refunds] == [1500]


async def test_money_for_the_rest_of_what_was_called_off_goes_back(desk: Desk) -> None:
    rest, in_chat, ends = await called_off(desk)
    await desk.do(ends)
    await desk.do(in_chat)
    view = await desk.order(rest)
    assert (view.state, [each.amount for each in view.refunds]) == (OrderState.HELD, [1500])


@pytest.mark.control
async def test_without_the_guard_the_rest_of_nothing_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest, in_chat, ends = await called_off(desk)
    await desk.do(ends)
    monkeypatch.setattr(placing, "still_left", lambda *_: None)
    await desk.do(in_chat)
    view = await desk.order(rest)
    assert (view.state, list(view.refunds)) == (OrderState.REDEEMED, [])
    desk.audited = False
    found = {each.name for each in await desk.audit()}
    assert "a rest that is kept of a booking that has ended" in found


async def written_off(desk: Desk) -> tuple[int, int, Unit, Unit, Unit]:
    """Whoever may gives the rest up as it is paid, in the chat and at the counter: (visit, rest, ...)."""
    visit, rest, in_chat, in_cash = await said_twice(desk)
    owner = (await desk.order(visit)).merchant_id
    clerk = await desk.see(lambda c: staff_of(c, owner, Right.REFUND)[0])
    return visit, rest, in_chat, in_cash, unit(recording.write_off, visit, clerk, desk.now)


@pytest.mark.both_engines
async def test_a_rest_is_paid_or_written_off(desk: Desk) -> None:
    """Of three who settle it one does; money of the chat that comes after is back."""
    visit, rest, *words = await written_off(desk)
    _, *said = await race(desk.database, words)
    view = await desk.order(rest)
    paid_in_chat = view.state == OrderState.REDEEMED
    assert kinds(said)["ok"] == (not paid_in_chat)
    assert len(view.refunds) == (not paid_in_chat)
    means = select(counter_payments.c.means).where(counter_payments.c.order_id == visit)
    assert len(await desk.see(lambda c: c.execute(means).all())) == 1


@pytest.mark.control
async def test_without_the_guard_a_rest_is_paid_and_written_off(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, rest, in_chat, _, off = await written_off(desk)
    await desk.do(off)
    monkeypatch.setattr(placing, "still_left", lambda *_: None)
    monkeypatch.setattr(recording, "write", lambda *_, **__: None)
    await desk.do(in_chat)
    assert (await desk.order(rest)).state == OrderState.REDEEMED
    desk.audited = False
    found = {each.name for each in await desk.audit()}
    assert "a rest that was paid without its booking's word" in found


async def tips(desk: Desk, amounts: list[int]) -> tuple[int, list[Unit]]:
    """A guest gives several on as many phones; of which visit."""
    _, visit, guest = await served(desk)
    return visit, [unit(tipping.hold_tip, visit, guest, each, desk.now) for each in amounts]


async def test_a_tip_on_two_phones_is_one(desk: Desk) -> None:
    _, phones = await tips(desk, [200, 200])
    assert len(set(await race(desk.database, phones))) == 1


async def test_of_many_tips_three_can_be_paid(desk: Desk) -> None:
    visit, phones = await tips(desk, [100, 200, 300, 400, 500])
    found = await race(desk.database, phones)
    assert kinds(found) == {"ok": tipping.MOST, "NotTippable": 2}
    for each in found:
        if isinstance(each, int):
            await desk.pay(each)
    assert await desk.see(tipping.number, visit, desk.now) == tipping.MOST


@pytest.mark.control
async def test_without_the_guard_a_tip_is_asked_for_twice(desk: Desk) -> None:
    _, (slow, fast) = await tips(desk, [200, 200])
    first = await overtaken(desk.database, slow, fast, before="INSERT INTO bills")
    assert isinstance(first, int)
    held = select(func.count()).select_from(bills).where(bills.c.kind == BillKind.TIP)
    assert await desk.see(lambda c: c.execute(held).scalar_one()) == 2


async def test_money_of_a_tip_that_comes_twice_is_kept_once(desk: Desk) -> None:
    _, (phone, _) = await tips(desk, [200, 200])
    (order,) = await race(desk.database, [phone])
    word = await desk.paid(await desk.request(order))
    again = replace(word, event_key="again", charge_id="again")
    events = [await desk.do(paying.capture, each, desk.now) for each in (word, again)]
    await race(desk.database, [unit(paying.apply, each, desk.now) for each in events])
    view = await desk.order(order)
    assert (view.state, len(view.refunds)) == (OrderState.REDEEMED, 1)
