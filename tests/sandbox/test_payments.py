"""Paying: the checkout question, its deadline, and what the card does after."""

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.server import Sandbox
from tests.sandbox.harness import GUEST, MERCHANT, Api, invoice


async def pay(
    guest: PersonClient, api: Api, outcome: str = "pays", *, agree: bool = True, **more: Any
) -> dict[str, Any]:
    """The person pays and the bot answers the checkout."""
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        paying = group.create_task(guest.pay(outcome, **more))
        query = await api.next_update("pre_checkout_query")
        words = {} if agree else {"error_message": "Sold out"}
        await api.call(
            "answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=agree, **words
        )
    return paying.result()


async def test_a_payment_asks_the_bot_and_then_tells_it(guest: PersonClient, api: Api) -> None:
    sent = await api.call("sendInvoice", **invoice())
    result = await pay(guest, api)
    message = await api.next_update("message")

    assert sent["invoice"]["total_amount"] == 2500
    assert sent["reply_markup"]["inline_keyboard"][0][0]["pay"] is True
    assert result["status"] == "paid"
    assert message["successful_payment"]["total_amount"] == 2500
    assert message["successful_payment"]["invoice_payload"] == "order-7"
    assert message["successful_payment"]["telegram_payment_charge_id"] == result["charge_id"]
    assert message["successful_payment"]["provider_payment_charge_id"]
    assert next(one for one in (await guest.chat()).messages if one.invoice).paid


async def test_a_single_chat_invoice_is_paid_once(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice())
    await pay(guest, api)

    with pytest.raises(SandboxError, match="already been paid"):
        await guest.pay()


async def test_without_a_start_parameter_anybody_pays_and_again(
    guest: PersonClient, merchant: PersonClient, api: Api
) -> None:
    await api.call("sendInvoice", **invoice(start_parameter=""))

    await pay(guest, api)
    assert (await api.next_update("message"))["from"]["id"] == GUEST
    await pay(merchant, api, chat=GUEST)
    assert (await api.next_update("message"))["from"]["id"] == MERCHANT


async def test_a_forwarded_single_chat_invoice_has_no_pay_button(
    guest: PersonClient, merchant: PersonClient, api: Api
) -> None:
    await api.call("sendInvoice", **invoice())

    with pytest.raises(SandboxError, match="no Pay button"):
        await merchant.pay(chat=GUEST)


async def test_a_refused_checkout_moves_no_money(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice())
    result = await pay(guest, api, agree=False)

    assert result == {"status": "refused", "reason": "Sold out"}
    assert await api.updates() == []


async def test_a_declined_card_moves_no_money(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice())
    result = await pay(guest, api, "declines")

    assert result["status"] == "declined"
    assert await api.updates() == []


async def test_closing_the_sheet_asks_nothing(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice())

    assert await guest.pay("closes") == {"status": "closed"}
    assert await api.updates() == []


async def test_ten_seconds_are_all_the_bot_has(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.call("sendInvoice", **invoice())
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        paying = group.create_task(guest.pay())
        query = await api.next_update("pre_checkout_query")
        await client.advance(10)

    assert paying.result()["status"] == "timed_out"
    assert await api.refusal(
        "answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True
    ) == ("400 Bad Request: query is too old and response timeout expired or query ID is invalid")


async def test_two_devices_pay_at_once(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice())
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(guest.pay("pays_twice"))
        first = await api.next_update("pre_checkout_query")
        second = await api.next_update("pre_checkout_query")
        for query in (first, second):
            await api.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    charges = [
        (await api.next_update("message"))["successful_payment"]["telegram_payment_charge_id"]
        for _ in range(2)
    ]

    assert len(set(charges)) == 2


async def test_late_money_comes_when_the_clock_says_so(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.call("sendInvoice", **invoice())
    result = await pay(guest, api, "late", after=1800)
    assert (result["status"], await api.updates()) == ("pending", [])

    await client.advance(1801)

    message = await api.next_update("message")
    assert message["successful_payment"]["total_amount"] == 2500
    assert message["date"] >= result["due"]


async def test_a_wrong_amount_shows_in_question_and_payment(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice())
    result = await pay(guest, api, "wrong_amount")

    assert result["amount"] == 2501


async def test_a_linked_invoice_is_paid_by_whoever_opens_it(guest: PersonClient, api: Api) -> None:
    fields = invoice()
    del fields["chat_id"]
    link = await api.call("createInvoiceLink", **fields)

    assert (await guest.open(link))["invoice"]["total_amount"] == 2500
    assert (await pay(guest, api, link=link))["status"] == "paid"


async def test_a_link_to_an_invoice_needs_a_providers_token_too(api: Api) -> None:
    fields = invoice(provider_token="1:LIVE:of-another-bot")
    del fields["chat_id"]

    refusal = await api.refusal("createInvoiceLink", **fields)

    assert refusal == "400 Bad Request: PAYMENT_PROVIDER_INVALID"


async def test_stars_are_refunded_once(guest: PersonClient, api: Api) -> None:
    stars = invoice(currency="XTR", provider_token="", prices=[{"label": "Coffee", "amount": 50}])
    await api.call("sendInvoice", **stars)
    paid = await pay(guest, api)
    await api.next_update("message")
    charge = {"user_id": GUEST, "telegram_payment_charge_id": paid["charge_id"]}

    assert await api.call("refundStarPayment", **charge)
    assert await api.refusal("refundStarPayment", **charge) == (
        "400 Bad Request: CHARGE_ALREADY_REFUNDED"
    )
    assert (await api.next_update("message"))["refunded_payment"]["total_amount"] == 50
    rows = (await api.call("getStarTransactions"))["transactions"]
    assert ["source" in row for row in rows] == [True, False]


async def test_an_answer_that_comes_with_the_question_waits_for_nothing(world: Sandbox) -> None:
    query = world.checkouts.open(GUEST)
    world.checkouts.answer(query.id, {"ok": True})

    assert await world.checkouts.settled(query, 10) == {"ok": True}


async def test_a_card_payment_goes_back_by_its_provider(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.call("sendInvoice", **invoice())
    paid = await pay(guest, api)
    part = {"charge_id": paid["charge_id"], "amount": 1000, "currency": "EUR", "key": "r-1"}

    assert (await client.post("/sandbox/refunds", part))["status"] == "done"
    assert (await client.post("/sandbox/refunds", part))["refunded"] == 1000
    assert (await client.post("/sandbox/refunds", {**part, "key": "r-2"}))["refunded"] == 2000
    with pytest.raises(SandboxError, match="500 of this charge is left"):
        await client.post("/sandbox/refunds", {**part, "key": "r-3"})
    [payment] = (await client.get("/sandbox/payments"))["payments"]
    assert (payment["person"], payment["refunded"]) == (GUEST, 2000)


WRONG_REFUNDS = [
    ({"charge_id": "unknown", "key": "a"}, "no such charge"),
    ({"key": "a"}, "no such charge"),
    ({"charge_id": "{charge}"}, "needs a key"),
    ({"charge_id": "{charge}", "key": "a", "currency": "USD"}, "was in EUR"),
    ({"charge_id": "{charge}", "key": "a", "amount": -1}, "is left"),
]


@pytest.mark.parametrize(("wish", "words"), WRONG_REFUNDS)
async def test_a_wrong_refund_is_refused(
    guest: PersonClient, client: SandboxClient, api: Api, wish: dict[str, Any], words: str
) -> None:
    await api.call("sendInvoice", **invoice())
    paid = await pay(guest, api)
    filled = {key: paid["charge_id"] if one == "{charge}" else one for key, one in wish.items()}

    with pytest.raises(SandboxError, match=words):
        await client.post("/sandbox/refunds", filled)


async def test_a_provider_has_its_troubles_too(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.call("sendInvoice", **invoice())
    paid = await pay(guest, api)
    wish = {"charge_id": paid["charge_id"], "key": "r-1"}
    await client.add_fault("server_error", method="refund", count=1)
    await client.add_fault("lost_answer", method="refund", count=1)

    with pytest.raises(SandboxError, match="try later"):
        await client.post("/sandbox/refunds", wish)
    with pytest.raises(aiohttp.ClientError):
        await client.post("/sandbox/refunds", wish)
    assert (await client.post("/sandbox/refunds", wish))["refunded"] == 2500


async def test_what_the_invoice_asks_for_is_filled_in(guest: PersonClient, api: Api) -> None:
    await api.call("sendInvoice", **invoice(need_name=True, need_email=True))
    await pay(guest, api)
    paid = (await api.next_update("message"))["successful_payment"]

    assert paid["order_info"] == {"name": "Aino Virtanen", "email": "aino@example.com"}
