"""Stripe's list of events: read on from the last one, and put into our own words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.stripe import StripeBehindTelegram
from payments.port import Entries, EventKind


def event(number: int, kind: str, **told: Any) -> dict[str, Any]:
    given = {"id": f"dp_{number}", "charge": "ch_1", "amount": 900, "currency": "eur"}
    return {"id": f"evt_{number}", "type": kind, "data": {"object": given | told}}


@dataclass
class FakeStripe:
    """Its events, newest first, two a page; a `lost` cursor is one that it has forgotten."""

    events: list[dict[str, Any]] = field(default_factory=list)
    lost: str = ""
    status: int = 200

    async def find(self, request: web.Request) -> web.Response:
        asked = request.query
        if self.status != 200 or asked.get("ending_before") == self.lost != "":
            return web.json_response({"error": {}}, status=max(self.status, 400))
        names = [each["id"] for each in self.events]
        if "ending_before" in asked:
            newer = self.events[: names.index(asked["ending_before"])]
            return self.page(newer[-2:], more=len(newer) > 2)
        begin = names.index(asked["starting_after"]) + 1 if "starting_after" in asked else 0
        return self.page(self.events[begin : begin + 2], more=len(self.events) > begin + 2)

    def page(self, found: list[dict[str, Any]], *, more: bool) -> web.Response:
        return web.json_response({"data": found, "has_more": more})


@pytest.fixture
def stripe() -> FakeStripe:
    return FakeStripe()


@pytest.fixture
async def provider(stripe: FakeStripe) -> AsyncIterator[StripeBehindTelegram]:
    app = web.Application()
    app.router.add_get("/v1/events", stripe.find)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield StripeBehindTelegram("sk_test_1", session, url)
    await runner.cleanup()


def keys(entries: Entries | None) -> list[str]:
    assert entries is not None
    return [entry.key for entry in entries.found]


async def test_all_there_are_at_first_and_then_what_is_new_oldest_first(
    stripe: FakeStripe, provider: StripeBehindTelegram
) -> None:
    stripe.events = [event(number, "charge.dispute.created") for number in (5, 4, 3, 2, 1)]
    first = await provider.entries("")
    assert keys(first) == ["evt_1", "evt_2", "evt_3", "evt_4", "evt_5"]
    assert first is not None
    assert keys(await provider.entries(first.cursor)) == []
    newer = [event(number, "charge.dispute.created") for number in (8, 7, 6)]
    stripe.events = newer + stripe.events
    assert keys(await provider.entries(first.cursor)) == ["evt_6", "evt_7", "evt_8"]


async def test_an_account_without_events_is_asked_again(
    stripe: FakeStripe, provider: StripeBehindTelegram
) -> None:
    nothing = await provider.entries("")
    assert nothing is not None
    stripe.events = [event(1, "charge.dispute.created")]
    assert keys(await provider.entries(nothing.cursor)) == ["evt_1"]


async def test_a_cursor_that_stripe_forgot_begins_anew(
    stripe: FakeStripe, provider: StripeBehindTelegram
) -> None:
    stripe.events, stripe.lost = [event(9, "charge.dispute.created")], "evt_1"
    assert keys(await provider.entries("evt_1")) == ["evt_9"]


async def test_trouble_is_no_answer(stripe: FakeStripe, provider: StripeBehindTelegram) -> None:
    stripe.status = 503
    assert await provider.entries("") is None


@pytest.mark.parametrize(
    ("kind", "told", "said", "amount"),
    [
        ("charge.refunded", {"id": "ch_1", "amount_refunded": 400}, EventKind.REFUNDED, 400),
        (
            "refund.failed",
            {"id": "re_1", "metadata": {"refund": "refund-7"}},
            EventKind.UNREFUNDED,
            900,
        ),
        ("charge.dispute.created", {"status": "needs_response"}, EventKind.DISPUTED, 900),
        ("charge.dispute.closed", {"status": "won"}, EventKind.DISPUTE_WON, 900),
        ("charge.dispute.closed", {"status": "warning_closed"}, EventKind.DISPUTE_WON, 900),
        ("charge.dispute.closed", {"status": "lost"}, EventKind.DISPUTE_LOST, 900),
        ("charge.dispute.created", {"status": "lost", "currency": "isk"}, EventKind.DISPUTED, 9),
    ],
)
async def test_an_event_in_our_words(
    stripe: FakeStripe,
    provider: StripeBehindTelegram,
    *,
    kind: str,
    told: dict[str, Any],
    said: EventKind,
    amount: int,
) -> None:
    stripe.events = [event(1, kind, payment_intent="pi_1", **told)]
    entries = await provider.entries("")
    assert entries is not None
    (entry,) = entries.found
    assert (entry.kind, entry.amount, entry.charge_ids) == (said, amount, ("ch_1", "pi_1"))
    references = {EventKind.REFUNDED: "", EventKind.UNREFUNDED: "refund-7"}
    assert entry.reference == references.get(said, "dp_1")


@pytest.mark.parametrize(
    ("taken", "fee", "currency"),
    [
        ([], None, ""),
        ([{"fee": 1500, "currency": "eur"}], 1500, "EUR"),
        ([{"fee": 1500, "currency": "eur"}, {"fee": -1500, "currency": "eur"}], 0, "EUR"),
        ([{"fee": 200000, "currency": "isk"}], 2000, "ISK"),
    ],
)
async def test_what_a_dispute_costs_is_in_its_balance_transactions(
    stripe: FakeStripe,
    provider: StripeBehindTelegram,
    *,
    taken: list[dict[str, Any]],
    fee: int | None,
    currency: str,
) -> None:
    told = {"status": "needs_response", "balance_transactions": taken}
    stripe.events = [event(1, "charge.dispute.created", **told)]
    entries = await provider.entries("")
    assert entries is not None
    assert (entries.found[0].fee, entries.found[0].fee_currency) == (fee, currency)
