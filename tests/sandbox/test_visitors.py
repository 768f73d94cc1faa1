"""What a sandbox lets in: programs and its own page, numbers that are numbers, pictures that are."""

import asyncio
import base64
import json
from typing import Any

import pytest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.visitors import leads_here
from tests.sandbox.harness import GUEST, Api, invoice, png

FOREIGN: tuple[dict[str, str], ...] = (
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example:8081"},
    {"Host": "10.1.2.3"},
    {"Host": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    '"nan"',
    '"inf"',
    "true",
    '"x"',
    "[]",
    "1e300",
)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["sandbox/reset", "bot{token}/getMe", "sandbox/clock"])
async def test_no_other_site_drives_it(api: Api, path: str, headers: dict[str, str]) -> None:
    address = f"{api.url}/{path.format(token=api.token)}"

    async with api.session.post(address, headers=headers, data="{}") as answer:
        assert answer.status in {400, 403}
    async with api.session.get(address, headers=headers) as answer:
        assert answer.status in {400, 403}


async def test_its_own_page_and_programs_do(api: Api) -> None:
    own = {"Origin": api.url, "Sec-Fetch-Site": "same-origin"}

    for headers in (own, {}, {"Host": "localhost:1"}, {"Host": "[::1]:8080"}):
        async with api.session.post(f"{api.url}/sandbox/reset", headers=headers) as answer:
            assert answer.status == 200
    linked = {"Sec-Fetch-Site": "cross-site"}
    async with api.session.get(f"{api.url}/", headers=linked) as answer:
        assert answer.status == 200


def test_where_it_listens_to_the_network_names_are_still_not_taken() -> None:
    assert leads_here("192.168.0.7:8081", "0.0.0.0")
    assert leads_here("box.lan", "box.lan")
    assert not leads_here("evil.example", "0.0.0.0")
    assert not leads_here("192.168.0.7", "127.0.0.1")


@pytest.mark.parametrize("value", NO_NUMBERS)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("clock", '{"advance": %s}'),
        ("clock", '{"offset": %s}'),
        ("disputes", '{"charge_id": "CHARGE", "amount": %s}'),
        ("refunds", '{"charge_id": "CHARGE", "key": "k", "amount": %s}'),
        ("faults", '{"kind": "delay", "seconds": %s}'),
        ("faults", '{"kind": "delay", "count": %s}'),
        ("people", '{"first_name": "Ben", "id": %s}'),
        ("people/1001/location", '{"latitude": %s, "longitude": 25}'),
    ],
)
async def test_what_is_no_number_is_refused_and_changes_nothing(
    guest: PersonClient, api: Api, path: str, body: str, value: str
) -> None:
    charge = await _charged(guest, api)
    sent = (body % value).replace("CHARGE", charge)
    if path == "faults" and value == "1e300":
        sent = sent.replace(value, '"much"')  # a long delay is a delay

    async with api.session.post(f"{api.url}/sandbox/{path}", data=sent) as answer:
        assert answer.status in {400, 409}, await answer.text()
        assert "error" in await answer.json()
    assert await _clock(api) == 0


async def _charged(guest: PersonClient, api: Api) -> str:
    await api.call("sendInvoice", **invoice())
    async with asyncio.TaskGroup() as both:
        both.create_task(guest.pay("pays"))
        query = await api.next_update("pre_checkout_query")
        await api.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    payment = await api.next_update("message")
    return str(payment["successful_payment"]["telegram_payment_charge_id"])


async def _clock(api: Api) -> float:
    async with api.session.get(f"{api.url}/sandbox/clock") as answer:
        return float((await answer.json())["offset"])


async def test_a_wait_that_is_no_number_is_refused(client: SandboxClient) -> None:
    for asked in ("clock?after=nan", "quiet?timeout=inf", "quiet?still=nan", "requests?after=inf"):
        with pytest.raises(SandboxError, match="must be a number"):
            await client.get(f"/sandbox/{asked}")


@pytest.mark.parametrize("body", ['{"prices": NaN}', '{"prices": [{"label": "a", "amount": NaN}]}'])
async def test_the_bot_api_reads_json_as_its_standard_has_it(api: Api, body: str) -> None:
    address = f"{api.url}/bot{api.token}/sendInvoice"
    headers = {"Content-Type": "application/json"}

    async with api.session.post(address, data=body, headers=headers) as answer:
        refused: dict[str, Any] = json.loads(await answer.text())
    assert refused["error_code"] == 400


async def test_a_drawing_with_scripts_is_no_picture(guest: PersonClient, api: Api) -> None:
    refused = await api.upload("sendPhoto", "photo", SVG, chat_id=GUEST)
    sent = (await api.upload("sendDocument", "document", SVG, chat_id=GUEST))["result"]
    document = sent["document"]["file_id"]

    assert refused["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await api.refusal("sendPhoto", chat_id=GUEST, photo=document) == (
        "400 Bad Request: can't use file of type Document as Photo"
    )
    async with api.session.get(f"{api.url}/sandbox/files/{document}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_nor_is_it_when_a_person_sends_it(guest: PersonClient) -> None:
    with pytest.raises(SandboxError, match="IMAGE_PROCESS_FAILED"):
        await guest.act("photo", data=base64.b64encode(SVG).decode())
    await guest.act("photo", data=base64.b64encode(png()).decode())
