"""A provider speaks while others act: of two who decide about one order, the second sees the first."""

from typing import Any

import pytest

from orders.course import cancelling, redeeming
from orders.errors import PaymentDisputed
from orders.models import OrderState
from orders.money import paying, recording, refunding
from orders.money.recording import ProviderEvent
from payments.port import EventKind
from tests.orders.conftest import Desk, payment
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.orders.test_reversing import FEE, PRICE, balances, bought, refund_rows
from tests.overtaking import overtaken

TIMES = 4


async def heard(desk: Desk, order_id: int, kind: EventKind, amount: int = PRICE) -> int:
    """A word that is stored and not applied yet."""
    charge = (await desk.see(payment, (await desk.payment_of(order_id)).id))["charge_id"]
    word = ProviderEvent(
        "sandbox", kind, f"{charge}:{kind}", (charge,), amount, "EUR", {}, f"dp_{order_id}"
    )
    event: int = await desk.do(recording.record, word, desk.now)
    return event


async def test_our_own_answer_and_the_providers_word_of_the_same_refund(desk: Desk) -> None:
    """Half was kept, so there is room for a gift that nobody made."""
    for _ in range(TIMES):
        _, order_id, _ = await bought(desk, late_cancel_percent=50, cancel_free_minutes=14400)
        guest = (await desk.order(order_id)).guest_id
        await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
        (refund,) = (await desk.order(order_id)).refunds
        event = await heard(desk, order_id, EventKind.REFUNDED, refund.amount)
        answers = [
            unit(refunding.provider_refunded, refund.id, desk.now),
            unit(paying.apply, event, desk.now),
        ]
        assert kinds(await race(desk.database, answers)) == {"ok": 2}
    assert await refund_rows(desk) == [(PRICE // 2, "guest", "done")] * TIMES
    assert "promotion" not in await balances(desk)


async def test_a_bank_and_a_clerk_at_once(desk: Desk) -> None:
    """Used before the bank asked, or not at all until it has decided."""
    for _ in range(TIMES):
        shop, order_id, code = await bought(desk, duration_minutes=None)
        event = await heard(desk, order_id, EventKind.DISPUTED)
        press = unit(redeeming.redeem, code, shop.clerk, f"n{order_id}", desk.now)
        used, _ = await race(desk.database, [press, unit(paying.apply, event, desk.now)])
        view = await desk.order(order_id)
        assert view.disputed
        assert isinstance(used, PaymentDisputed) == (view.state != OrderState.REDEEMED)


async def test_a_bank_that_takes_and_a_guest_who_cancels(desk: Desk) -> None:
    """Whichever comes first, the money goes once."""
    for _ in range(TIMES):
        _, order_id, _ = await bought(desk)
        guest = (await desk.order(order_id)).guest_id
        event = await heard(desk, order_id, EventKind.DISPUTE_LOST)
        units: list[Any] = [
            unit(cancelling.cancel_by_guest, order_id, guest, desk.now),
            unit(paying.apply, event, desk.now),
        ]
        assert kinds(await race(desk.database, units)) == {"ok": 2}
        assert sum(each.amount for each in (await desk.order(order_id)).refunds) == PRICE
    assert await balances(desk) == {}


async def test_the_same_loss_told_to_two_programs(desk: Desk) -> None:
    shop, order_id, code = await bought(desk, duration_minutes=None)
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    event = await heard(desk, order_id, EventKind.DISPUTE_LOST)
    assert (await balances(desk))["commission"] == FEE
    await race(desk.database, [unit(paying.apply, event, desk.now)] * TIMES)
    assert await refund_rows(desk) == [(PRICE, "dispute", "done")]
    assert await balances(desk) == {}


@pytest.mark.control
async def test_without_the_orders_lock_a_gift_is_booked_that_nobody_made(desk: Desk) -> None:
    """The negative control: our answer comes between what the word sees and what it does."""
    desk.audited = False
    _, order_id, _ = await bought(desk, late_cancel_percent=50, cancel_free_minutes=14400)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    (refund,) = (await desk.order(order_id)).refunds
    event = await heard(desk, order_id, EventKind.REFUNDED, refund.amount)
    word = unit(paying.apply, event, desk.now)
    answer = unit(refunding.provider_refunded, refund.id, desk.now)
    await overtaken(desk.database, word, answer, before="UPDATE refunds")
    assert (await balances(desk))["promotion"] == -PRICE // 2
