"""The provider's fee for a dispute is the market's cost, and in the books as often as it was taken."""

from typing import Any

import pytest

from orders.money import paying, recording
from orders.money.disputes import dispute
from orders.money.recording import ProviderEvent
from payments.port import EventKind
from tests.orders.conftest import Desk, payment
from tests.orders.test_reversing import PRICE, balances, bought


async def says(
    desk: Desk, order_id: int, kind: EventKind, fee: int | None, currency: str = "EUR"
) -> None:
    charge = (await desk.see(payment, (await desk.payment_of(order_id)).id))["charge_id"]
    word = ProviderEvent(
        provider="sandbox",
        kind=kind,
        event_key=f"{charge}:{kind}",
        charge_ids=(charge,),
        amount=PRICE,
        currency="EUR",
        raw={},
        reference=f"dp_{order_id}",
        fee=fee,
        fee_currency=currency,
    )
    event = await desk.do(recording.record, word, desk.now)
    for _ in range(2):
        await desk.do(paying.apply, event, desk.now)


@pytest.mark.parametrize(
    ("opened", "won", "cost"),
    [(None, None, 0), (1500, None, 1500), (1500, 1500, 1500), (None, 1500, 1500), (1500, 0, 0)],
)
async def test_a_fee_is_booked_when_the_provider_says_so(
    desk: Desk, opened: int | None, won: int | None, cost: int
) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.DISPUTED, opened)
    await says(desk, order_id, EventKind.DISPUTE_WON, won)
    assert -(await balances(desk)).get("fees", 0) == cost
    assert (await balances(desk))["escrow"] == PRICE


async def test_who_loses_bears_the_charge_and_the_market_the_fee(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.DISPUTE_LOST, 1500)
    assert await balances(desk) == {"fees": -1500, "world": 1500}
    found: Any = await desk.see(dispute, 1)
    assert (found.fee, found.fee_currency) == (1500, "EUR")


async def test_a_fee_in_the_accounts_own_currency(desk: Desk) -> None:
    _, order_id, _ = await bought(desk)
    await says(desk, order_id, EventKind.DISPUTED, 1500, "USD")
    await says(desk, order_id, EventKind.DISPUTE_WON, 1400, "EUR")
    assert await desk.audit() == []
