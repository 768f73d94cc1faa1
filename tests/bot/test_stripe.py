"""Refunds through Stripe: once, whatever gets lost, and by hand where we had better not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.stripe import StripeBehindTelegram
from payments.port import Outcome, RefundOrder

ORDER = RefundOrder(7, "refund-7", "tg-1", "ch_1", 1500, "EUR", "1001", 1500)


@dataclass
class FakeStripe:
    """A few lines of Stripe; `lose_answer` makes the refund and hangs up."""

    made: list[dict[str, Any]] = field(default_factory=list)
    lose_answer: bool = False
    refusal: tuple[int, str] | None = None

    async def find(self, _request: web.Request) -> web.Response:
        return web.json_response({"data": self.made})

    async def make(self, request: web.Request) -> web.Response:
        form = await request.post()
        if self.refusal:
            status, code = self.refusal
            return web.json_response({"error": {"code": code}}, status=status)
        refund = {"status": "succeeded", "metadata": {"refund": form["metadata[refund]"]}}
        self.made.append({**refund, "amount": form["amount"], "charge": form["charge"]})
        if self.lose_answer and request.transport:
            request.transport.abort()
        return web.json_response(refund)


@pytest.fixture
def stripe() -> FakeStripe:
    return FakeStripe()


@pytest.fixture
async def provider(stripe: FakeStripe) -> AsyncIterator[StripeBehindTelegram]:
    app = web.Application()
    app.router.add_get("/v1/refunds", stripe.find)
    app.router.add_post("/v1/refunds", stripe.make)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield StripeBehindTelegram("sk_test_1", session, url)
    await runner.cleanup()


async def test_a_refund_is_made_of_the_charge(
    stripe: FakeStripe, provider: StripeBehindTelegram
) -> None:
    assert (await provider.refund(ORDER)).outcome is Outcome.DONE
    assert [(each["charge"], each["amount"]) for each in stripe.made] == [("ch_1", "1500")]


async def test_a_lost_answer_is_unknown_and_asking_again_refunds_nothing_twice(
    stripe: FakeStripe, provider: StripeBehindTelegram
) -> None:
    stripe.lose_answer = True

    assert (await provider.refund(ORDER)).outcome is Outcome.UNKNOWN
    assert (await provider.refund(ORDER)).outcome is Outcome.DONE
    assert len(stripe.made) == 1


@pytest.mark.parametrize(
    ("status", "outcome"), [(400, Outcome.FAILED), (429, Outcome.UNKNOWN), (500, Outcome.UNKNOWN)]
)
async def test_a_no_is_final_and_trouble_is_not(
    stripe: FakeStripe, provider: StripeBehindTelegram, status: int, outcome: Outcome
) -> None:
    stripe.refusal = (status, "charge_disputed")

    assert (await provider.refund(ORDER)).outcome is outcome


@pytest.mark.parametrize(
    "order", [replace(ORDER, provider_charge_id=None), replace(ORDER, currency="ISK")]
)
async def test_what_stripe_would_count_otherwise_is_done_by_hand(
    stripe: FakeStripe, provider: StripeBehindTelegram, order: RefundOrder
) -> None:
    assert (await provider.refund(order)).outcome is Outcome.BY_HAND
    assert stripe.made == []
