"""Money that the provider gives back by itself, and money that a bank takes: booked once, and right."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select

from orders.course import cancelling, redeeming
from orders.errors import PaymentDisputed, VoucherVoid
from orders.models import Account, OrderState, ledger_postings
from orders.money import paying, recording, refund_tasks, refunding
from orders.money.recording import ProviderEvent
from orders.transitions import Reason
from payments.models import refunds
from payments.port import EventKind
from tests.making import Shop
from tests.orders.conftest import Desk, payment
from tests.orders.settled import settle
from tests.thoroughness import many

PRICE, FEE = 2000, 200


async def says(
    desk: Desk, order_id: int, kind: EventKind, amount: int = PRICE, **other: Any
) -> int:
    """The provider says something of an order's charge; the event's id, 0 when it is no news."""
    charge = (await desk.see(payment, (await desk.payment_of(order_id)).id))["charge_id"]
    disputed = None if kind == EventKind.REFUNDED else "dp_1"
    given = {
        "provider": "sandbox",
        "kind": kind,
        "event_key": f"{charge}:{kind}:{amount}",
        "charge_ids": (charge,),
        "amount": amount,
        "currency": "EUR",
        "raw": {"said": kind},
        "reference": disputed,
    }
    event = await desk.do(recording.record, ProviderEvent(**given | other), desk.now)
    if event is not None:
        await desk.do(paying.apply, event, desk.now)
    return event or 0


async def bought(desk: Desk, **service: Any) -> tuple[Shop, int, str]:
    """(shop, order, code) of a paid booking, or of a card with uses."""

    def build(m: Any) -> tuple[Shop, int, int]:
        shop = m.merchant()
        return shop, m.guest(), m.service(shop, **service)

    shop, guest, service_id = await desk.make(build)
    slotless = service.get("duration_minutes", 60) is None
    order_id = await desk.place(guest, service_id, None if slotless else desk.start(days=3))
    return shop, order_id, (await desk.order(order_id)).code or ""


async def balances(desk: Desk) -> dict[str, int]:
    """What each account has, without those that have nothing."""

    def sums(connection: Any) -> dict[str, int]:
        found: dict[str, int] = dict.fromkeys(map(str, Account), 0)
        columns = (ledger_postings.c.source, ledger_postings.c.destination)
        query = select(*columns, func.sum(ledger_postings.c.amount)).group_by(*columns)
        for source, destination, amount in connection.execute(query):
            found[source] -= int(amount)
            found[destination] += int(amount)
        return {account: amount for account, amount in found.items() if amount}

    balance: dict[str, int] = await desk.see(sums)
    return balance


async def refund_rows(desk: Desk) -> list[tuple[int, str, str]]:
    columns = (refunds.c.amount, refunds.c.reason, refunds.c.state)
    query = select(*columns).order_by(refunds.c.id)
    return await desk.see(lambda c: [tuple(row) for row in c.execute(query)])


async def use(desk: Desk, shop: Shop, code: str, nonce: str = "n") -> None:
    await desk.do(redeeming.redeem, code, shop.clerk, nonce, desk.now)


async def test_a_whole_refund_in_the_providers_pages_ends_the_booking(desk: Desk) -> None:
    shop, order_id, code = await bought(desk)
    await says(desk, order_id, EventKind.REFUNDED)
    view = await desk.order(order_id)
    assert (view.state, view.last and view.last.reason) == (OrderState.CANCELLED, Reason.PROVIDER)
    assert await refund_rows(desk) == [(PRICE, "provider", "done")]
    assert await balances(desk) == {}
    with pytest.raises(VoucherVoid):
        await use(desk, shop, code)
    await desk.hold(view.guest_id, view.service_id, view.starts_at)


async def test_a_refund_that_we_asked_for_is_done_when_the_provider_says_so(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    (refund,) = (await desk.order(order_id)).refunds
    await desk.do(refunding.mark_by_hand, refund.id, desk.now)
    await says(desk, order_id, EventKind.REFUNDED, 500)
    assert [row[2] for row in await refund_rows(desk)] == ["by_hand"]
    await says(desk, order_id, EventKind.REFUNDED)
    assert await refund_rows(desk) == [(PRICE, "guest", "done")]
    assert not await desk.do(refunding.provider_refunded, refund.id, desk.now)


async def test_a_gift_of_the_market_leaves_the_booking_good(desk: Desk) -> None:
    shop, order_id, code = await bought(desk)
    await says(desk, order_id, EventKind.REFUNDED, 500)
    assert await balances(desk) == {"world": -1500, "escrow": PRICE, "promotion": -500}
    await use(desk, shop, code)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED


async def test_a_gift_is_counted_when_the_rest_goes_back(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.REFUNDED, 500)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert await refund_rows(desk) == [(500, "provider", "done"), (1500, "guest", "due")]
    assert await balances(desk) == {"world": -1500, "refund_due": 1500}


async def test_gifts_that_make_the_whole_price_end_the_booking(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    for total in (500, 1500, PRICE):
        await says(desk, order_id, EventKind.REFUNDED, total)
    assert (await desk.order(order_id)).state == OrderState.CANCELLED
    assert await balances(desk) == {}


async def test_what_was_earned_stays_when_the_market_gives_it_back(desk: Desk) -> None:
    shop, order_id, code = await bought(desk)
    await use(desk, shop, code)
    await says(desk, order_id, EventKind.REFUNDED)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED
    earned = {"payable": PRICE - FEE, "commission": FEE, "promotion": -PRICE}
    assert await balances(desk) == earned


async def test_while_a_bank_decides_nothing_moves(desk: Desk) -> None:
    shop, order_id, code = await bought(desk, uses=4, duration_minutes=None)
    await use(desk, shop, code)
    await says(desk, order_id, EventKind.DISPUTED)
    with pytest.raises(PaymentDisputed):
        await use(desk, shop, code, "again")
    assert await settle(desk) == []
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    (refund,) = (await desk.order(order_id)).refunds
    assert (await desk.see(refund_tasks.task, refund.id)).disputed
    await desk.do(refunding.mark_by_hand, refund.id, desk.now)
    operator = await desk.make(lambda m: m.operator())
    with pytest.raises(PaymentDisputed):
        await desk.do(refunding.done_by_hand, refund.id, operator, desk.now)


async def test_a_bank_that_leaves_the_payment_gives_everything_free_again(desk: Desk) -> None:
    shop, order_id, code = await bought(desk, uses=4, duration_minutes=None)
    await use(desk, shop, code)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_WON)
    await use(desk, shop, code, "again")
    (statement,) = await settle(desk)
    assert (statement.earned, statement.returned) == (PRICE // 2, 0)
    assert await balances(desk) == {
        "world": -PRICE,
        "escrow": PRICE // 2,
        "payable": 900,
        "commission": 100,
    }


async def test_a_lost_dispute_ends_the_booking_and_costs_nobody_else(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    view = await desk.order(order_id)
    assert (view.state, view.last and view.last.reason) == (OrderState.CANCELLED, Reason.DISPUTE)
    assert await refund_rows(desk) == [(PRICE, "dispute", "done")]
    assert await balances(desk) == {}
    await desk.hold(view.guest_id, view.service_id, view.starts_at)


@pytest.mark.parametrize("settled", [False, True])
async def test_a_lost_dispute_is_returned_by_those_who_earned_it(
    desk: Desk, *, settled: bool
) -> None:
    shop, order_id, code = await bought(desk)
    await use(desk, shop, code)
    if settled:
        await settle(desk)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED
    assert await balances(desk) == {}
    (last,) = await settle(desk)
    assert (last.returned, last.commission) == (PRICE, -FEE if settled else 0)
    assert last.payout + last.carried == (-(PRICE - FEE) if settled else 0)


async def test_a_card_that_is_partly_used_is_returned_in_its_parts(desk: Desk) -> None:
    shop, order_id, code = await bought(desk, uses=3, duration_minutes=None)
    await use(desk, shop, code)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert (await desk.order(order_id)).state == OrderState.CANCELLED
    assert await balances(desk) == {}


async def test_a_bank_that_takes_a_part_ends_the_booking_and_the_rest_goes_back(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.DISPUTED, 800)
    await says(desk, order_id, EventKind.DISPUTE_LOST, 800)
    assert await refund_rows(desk) == [(800, "dispute", "done"), (1200, "dispute_rest", "due")]
    assert await balances(desk) == {"world": -1200, "refund_due": 1200}


async def test_what_went_back_before_and_is_taken_again_is_the_markets_loss(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    (refund,) = (await desk.order(order_id)).refunds
    await desk.do(refunding.provider_refunded, refund.id, desk.now)
    await says(desk, order_id, EventKind.DISPUTED)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert await balances(desk) == {"world": PRICE, "promotion": -PRICE}


async def test_a_refund_that_waited_for_the_bank_is_done_when_it_takes_the_money(
    desk: Desk,
) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.DISPUTED)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert await refund_rows(desk) == [(PRICE, "guest", "done")]
    assert await balances(desk) == {}


async def test_in_whatever_order_they_are_told_and_told_again(desk: Desk, dialect: str) -> None:
    """A gift, a dispute, its loss, and the loss once more under another id of the provider's."""
    words = (
        (EventKind.REFUNDED, 500, {}),
        (EventKind.DISPUTED, PRICE - 500, {}),
        (EventKind.DISPUTE_LOST, PRICE - 500, {}),
        (EventKind.DISPUTE_LOST, PRICE - 500, {"event_key": "again"}),
    )
    shop, guest = await desk.make(lambda m: (m.merchant(), m.guest()))
    orders = list(permutations(words))[:: 1 if dialect == "sqlite" else many(5, 1)]
    for number, order in enumerate(orders):
        service = await desk.make(lambda m: m.service(shop, duration_minutes=None))
        order_id = await desk.place(guest, service, None)
        named = {"reference": f"dp_{number}"}
        for kind, amount, other in (*order, *order):
            key = {each: f"{value} {number}" for each, value in other.items()}
            more = key if kind == EventKind.REFUNDED else named | key
            await says(desk, order_id, kind, amount, **more)
        view = await desk.order(order_id)
        assert view.state == OrderState.CANCELLED
        assert sorted(each.amount for each in view.refunds if each.state == "done") == [500, 1500]
        assert await balances(desk) == {}


async def test_a_dispute_over_a_second_payment_takes_nothing_from_the_order(desk: Desk) -> None:
    shop, order_id, code = await bought(desk, duration_minutes=None)
    first = await desk.payment_of(order_id)
    await desk.settle(await desk.paid(first.id, event="again"))
    await says(desk, order_id, EventKind.DISPUTED)
    await use(desk, shop, code)
    (refund,) = (await desk.order(order_id)).refunds
    assert (await desk.see(refund_tasks.task, refund.id)).disputed
    await says(desk, order_id, EventKind.DISPUTE_LOST)
    assert (await desk.order(order_id)).state == OrderState.REDEEMED
    assert await refund_rows(desk) == [(PRICE, "duplicate", "done")]
    assert await balances(desk) == {"world": -PRICE, "payable": PRICE - FEE, "commission": FEE}
