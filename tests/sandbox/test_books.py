"""What the card provider knows: its books tell of every charge, refund and dispute, in their order."""

from typing import Any

import pytest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from tests.sandbox.harness import Api, invoice
from tests.sandbox.test_payments import pay


async def lines(client: SandboxClient, cursor: str = "") -> list[tuple[str, int]]:
    page = await client.get("/sandbox/books", cursor=cursor)
    return [(line["said"], line["amount"]) for line in page["entries"]]


async def charged(guest: PersonClient, api: Api, outcome: str = "pays") -> dict[str, Any]:
    await api.call("sendInvoice", **invoice())
    return await pay(guest, api, outcome)


async def test_a_payment_that_nobody_tells_of_is_in_the_books(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    paid = await charged(guest, api, "unheard")

    assert (paid["status"], await api.updates()) == ("paid", [])
    assert await lines(client) == [("paid", 2500)]


async def test_refunds_and_disputes_follow_and_a_cursor_reads_on(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    charge = (await charged(guest, api))["charge_id"]
    read = (await client.get("/sandbox/books"))["cursor"]
    await client.post("/sandbox/refunds", {"charge_id": charge, "key": "a", "amount": 500})
    await client.post("/sandbox/disputes", {"charge_id": charge, "amount": 2000})
    with pytest.raises(SandboxError, match="a bank asks"):
        await client.post("/sandbox/refunds", {"charge_id": charge, "key": "b"})
    await client.post("/sandbox/disputes", {"charge_id": charge, "outcome": "lost"})

    assert await lines(client, read) == [
        ("refunded", 500),
        ("disputed", 2000),
        ("dispute_lost", 2000),
    ]
    assert len(await lines(client, "of-other-books:1")) == 4


async def test_a_dispute_is_opened_and_decided_once(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    charge = (await charged(guest, api))["charge_id"]
    with pytest.raises(SandboxError, match="no bank"):
        await client.post("/sandbox/disputes", {"charge_id": charge, "outcome": "won"})
    await client.post("/sandbox/disputes", {"charge_id": charge})
    with pytest.raises(SandboxError, match="disputed already"):
        await client.post("/sandbox/disputes", {"charge_id": charge})
    await client.post("/sandbox/disputes", {"charge_id": charge, "outcome": "won"})
    with pytest.raises(SandboxError, match="outcome must be"):
        await client.post("/sandbox/disputes", {"charge_id": charge, "outcome": "perhaps"})


async def test_a_provider_says_what_a_dispute_cost(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    charge = (await charged(guest, api))["charge_id"]
    for nonsense in (-1, "15", 1.5, True):
        with pytest.raises(SandboxError, match="minor units"):
            await client.post("/sandbox/disputes", {"charge_id": charge, "fee": nonsense})
    await client.post("/sandbox/disputes", {"charge_id": charge, "fee": 1500})
    await client.post("/sandbox/disputes", {"charge_id": charge, "outcome": "won"})
    told = (await client.get("/sandbox/books"))["entries"]
    assert [line["fee"] for line in told] == [None, 1500, 1500]
