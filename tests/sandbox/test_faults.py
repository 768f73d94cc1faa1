"""Trouble on demand, the clock, rate limits, and what the control API says of mistakes."""

import asyncio

import aiohttp
import pytest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.server import Sandbox, Settings, running
from tests.sandbox.harness import GUEST, TOKEN, Api


async def test_429_says_how_long_and_then_is_over(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await client.add_fault("too_many_requests", method="sendMessage", count=1, retry_after=7)
    body = await api.raw("sendMessage", chat_id=GUEST, text="x")

    assert body["error_code"] == 429
    assert body["description"] == "Too Many Requests: retry after 7"
    assert body["parameters"] == {"retry_after": 7}
    assert await api.call("sendMessage", chat_id=GUEST, text="x")
    assert (await client.get("/sandbox/faults"))["faults"] == []


async def test_a_server_error_is_a_page(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await client.add_fault("server_error", status=503, count=1)
    async with api.session.get(f"{api.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (503, "text/html")


@pytest.mark.parametrize(("kind", "done"), [("lost_answer", True), ("lost_request", False)])
async def test_a_lost_answer_was_executed_and_a_lost_request_was_not(
    guest: PersonClient, client: SandboxClient, api: Api, kind: str, done: bool
) -> None:
    await client.add_fault(kind, method="sendMessage", count=1)
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=GUEST, text="did it?")

    assert bool((await guest.chat()).find("did it?")) is done
    assert (await client.requests())[-1]["fault"] == kind


async def test_a_fault_for_any_method_leaves_polling_alone(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await client.add_fault("too_many_requests", count=1)
    assert await api.updates() == []
    assert (await api.refusal("getMe")).startswith("429")
    await client.add_fault("too_many_requests", method="getUpdates", count=1)
    assert (await api.refusal("getUpdates")).startswith("429")


async def test_chance_repeats_with_its_seed(client: SandboxClient, api: Api) -> None:
    async def strikes() -> list[bool]:
        await client.clear_faults()
        await client.add_fault("server_error", probability=0.5, seed=3)
        calls = [api.session.get(f"{api.url}/bot{TOKEN}/getMe") for _ in range(20)]
        return [(await call).status == 502 for call in calls]

    first = await strikes()
    assert first == await strikes()
    assert 0 < sum(first) < 20


async def test_a_duplicated_update_comes_again_after_it_was_confirmed(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await client.add_fault("duplicate_update", method="message", count=1)
    await guest.say("once")
    first = await api.updates()
    second = await api.updates(first[0]["update_id"] + 1)
    third = await api.updates(first[0]["update_id"] + 1)

    assert (second, third) == (first, [])


async def test_reordered_updates_swap_places(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await client.add_fault("reordered_updates", count=1, seconds=30)
    await guest.say("one")
    await guest.say("two")

    assert [update["message"]["text"] for update in await api.updates()] == ["two", "one"]


async def test_the_clock_turns_and_tells_who_waits(
    client: SandboxClient, guest: PersonClient, api: Api
) -> None:
    before = await client.get("/sandbox/clock")
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(
            client.get("/sandbox/clock", after=before["revision"], timeout=30)
        )
        group.create_task(client.advance(3600))
    sent = await api.call("sendMessage", chat_id=GUEST, text="x")
    await client.post("/sandbox/clock", {"set": "2030-01-01T12:00:00Z"})
    later = await api.call("sendMessage", chat_id=GUEST, text="x")

    assert waiting.result()["offset"] == 3600
    assert later["date"] - sent["date"] > 86_400
    assert (await client.get("/sandbox/clock"))["now"].startswith("2030-01-01T12:00")


async def test_strict_mode_limits_a_chat_and_everybody() -> None:
    async with (
        running(Sandbox(Settings(strict=True))) as url,
        SandboxClient(url) as client,
        aiohttp.ClientSession() as session,
    ):
        api = Api(session, url)
        await client.person(GUEST).start()
        for _ in range(5):
            await api.call("sendMessage", chat_id=GUEST, text="x")
        assert (await api.refusal("sendMessage", chat_id=GUEST, text="x")).startswith("429")
        await client.advance(2)
        assert await api.call("sendMessage", chat_id=GUEST, text="x")
        people = [await client.add_person(f"P{number}") for number in range(40)]
        for person in people:
            await person.start()
        sent = await asyncio.gather(
            *(api.raw("sendMessage", chat_id=one.id, text="x") for one in people)
        )

    assert [body["ok"] for body in sent].count(False) >= 1


async def test_quiet_waits_for_the_bot(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await guest.say("anybody?")
    assert not await client.quiet(timeout=0.2, still=0.05)
    await api.next_update("message")
    assert await client.quiet(timeout=5, still=0.02)


async def test_reset_forgets_what_was_said(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await guest.say("hello")
    await client.reset()

    assert (await guest.chat()).messages == []
    assert await api.updates() == []
    assert await api.refusal("sendMessage", chat_id=GUEST, text="x") == (
        "400 Bad Request: chat not found"
    )


MISTAKES = [
    ("/sandbox/people/1001/dance", {}, "a person can: start"),
    ("/sandbox/people/77/say", {"text": "x"}, "no such person"),
    ("/sandbox/people/1001/say", {"text": ""}, "1 to 4096"),
    ("/sandbox/people/1001/start", {"payload": "no spaces"}, "start payload"),
    ("/sandbox/people/1001/press", {"label": "Nothing"}, "no button «Nothing»"),
    ("/sandbox/people/1001/pay", {}, "no such invoice"),
    ("/sandbox/people/1001/location", {}, "latitude and longitude"),
    ("/sandbox/people/1001/edit", {"message_id": 1, "text": "x"}, "no such message"),
    ("/sandbox/people", {}, "needs a first_name"),
    ("/sandbox/people", {"first_name": "x", "id": 1001}, "somebody with this id"),
    ("/sandbox/faults", {"kind": "locusts"}, "kind must be one of"),
    ("/sandbox/clock", {}, "give advance"),
    ("/sandbox/clock", {"advance": "soon"}, "not understood"),
]


@pytest.mark.parametrize(("path", "body", "words"), MISTAKES)
async def test_a_mistake_is_explained(
    client: SandboxClient, path: str, body: dict[str, object], words: str
) -> None:
    with pytest.raises(SandboxError, match=words):
        await client.post(path, body)


async def test_other_sites_may_not_drive_the_sandbox(client: SandboxClient) -> None:
    with pytest.raises(SandboxError, match="another site"):
        await client.request("POST", "/sandbox/reset", headers={"Origin": "https://evil.example"})


async def test_events_tell_of_messages(client: SandboxClient, url: str, api: Api) -> None:
    async with asyncio.timeout(5), api.session.get(f"{url}/sandbox/events") as stream:
        await stream.content.readline()
        await client.person(GUEST).start()
        lines = [await stream.content.readline() for _ in range(2)]

    assert b'"kind": "message"' in lines[1]
