"""The control API beyond people: insight, settings, and the corners of editing and profile."""

from typing import Any

import pytest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from tests.sandbox.harness import GUEST, Api, png

BAD = "400 Bad Request: "


async def test_requests_are_logged_without_files_or_tokens(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.upload("sendPhoto", "photo", png(), chat_id=GUEST)
    await api.refusal("sendMessage", chat_id=5, text="x")
    photo, refused = (await client.requests())[-2:]

    assert photo["parameters"]["photo"] == f"<picture.png, {len(png())} bytes>"
    assert (refused["status"], refused["response"]["ok"]) == (400, False)
    assert api.token not in str(await client.requests())
    assert await client.requests(method="sendphoto") == [photo]
    assert (await client.request("DELETE", "/sandbox/requests"))["requests"] == []


async def test_updates_that_wait_can_be_seen(guest: PersonClient, client: SandboxClient) -> None:
    await guest.say("hello")
    waiting = (await client.get("/sandbox/updates"))["updates"]

    assert [update["message"]["text"] for update in waiting] == ["hello"]


async def test_faults_come_and_go_one_by_one(client: SandboxClient) -> None:
    first = await client.add_fault("delay", seconds=0)
    second = await client.add_fault("server_error")
    left = await client.request("DELETE", f"/sandbox/faults/{first['id']}")

    assert [fault["id"] for fault in left["faults"]] == [second["id"]]
    assert (await client.clear_faults())["faults"] == []


async def test_strictness_is_turned_on_and_the_clock_back(client: SandboxClient) -> None:
    assert (await client.post("/sandbox/settings", {"strict": True}))["strict"]
    await client.advance(100)

    assert (await client.post("/sandbox/clock", {"offset": 0}))["offset"] == 0


async def test_the_state_holds_all_that_a_page_draws(
    guest: PersonClient, client: SandboxClient
) -> None:
    state = await client.get("/sandbox/state")

    assert [phone["name"] for phone in state["phones"]] == ["guest", "merchant", "operator"]
    assert state["chats"][str(GUEST)]["messages"][0]["message"]["text"] == "/start"
    assert state["time_zone"] == "Europe/Helsinki"
    assert "token" not in str(state)


async def test_a_person_is_shown_altered_and_found(client: SandboxClient) -> None:
    ben = await client.add_person("Ben", language_code="de")
    await client.request("PATCH", f"/sandbox/people/{ben.id}", json={"first_name": "Benno"})
    shown = await client.get(f"/sandbox/people/{ben.id}")

    assert (shown["first_name"], shown["language_code"]) == ("Benno", "de")
    assert len((await client.get("/sandbox/people"))["people"]) == 4


async def test_a_file_of_the_chat_is_served_to_the_page(guest: PersonClient, api: Api) -> None:
    sent = (await api.upload("sendDocument", "document", png(), chat_id=GUEST))["result"]
    address = f"{api.url}/sandbox/files/{sent['document']['file_id']}"

    async with api.session.get(address) as answer:
        assert (await answer.read(), answer.content_type) == (png(), "image/png")
    async with api.session.get(f"{api.url}/sandbox/files/gone") as answer:
        assert answer.status == 404


async def test_words_wait_only_for_what_is_new(guest: PersonClient, api: Api) -> None:
    await api.call("sendMessage", chat_id=GUEST, text="Ready")
    before = (await guest.chat()).seq
    with pytest.raises(SandboxError, match="waited"):
        await guest.wait_for("Ready", timeout=0, after=before)
    await api.call("sendMessage", chat_id=GUEST, text="Ready again")

    assert (await guest.wait_for("Ready", after=before)).text == "Ready again"


async def test_several_messages_are_deleted_at_once(guest: PersonClient, api: Api) -> None:
    numbers = [
        (await api.call("sendMessage", chat_id=GUEST, text=word))["message_id"] for word in "ab"
    ]

    assert await api.call("deleteMessages", chat_id=GUEST, message_ids=[*numbers, 1])
    assert not (await guest.chat()).find("a")


async def test_a_caption_is_edited(guest: PersonClient, api: Api) -> None:
    sent = (await api.upload("sendPhoto", "photo", png(), chat_id=GUEST))["result"]
    place = {"chat_id": GUEST, "message_id": sent["message_id"]}
    edited = await api.call("editMessageCaption", caption="<i>new</i>", parse_mode="HTML", **place)

    assert (edited["caption"], edited["photo"]) == ("new", sent["photo"])


EDITS: list[tuple[str, dict[str, Any], str]] = [
    ("editMessageMedia", {"media": "[]"}, "can't parse InputMedia: expected an Object"),
    ("editMessageMedia", {"media": {"type": "photo"}}, "can't parse InputMedia: media not found"),
    (
        "editMessageMedia",
        {"media": {"type": "hologram", "media": "x"}},
        'can\'t parse InputMedia: type "hologram" is unsupported',
    ),
    ("editMessageText", {"text": ""}, "message text is empty"),
    (
        "editMessageText",
        {"text": "y", "reply_markup": {"keyboard": [["x"]]}},
        "inline keyboard expected",
    ),
    ("copyMessage", {"from_chat_id": GUEST, "message_id": 1}, "message to copy not found"),
    ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
]


@pytest.mark.parametrize(("method", "params", "words"), EDITS)
async def test_a_bad_edit_is_refused(
    guest: PersonClient, api: Api, method: str, params: dict[str, Any], words: str
) -> None:
    sent = await api.call("sendMessage", chat_id=GUEST, text="x")
    place = {"chat_id": GUEST, "message_id": sent["message_id"]}

    assert await api.refusal(method, **{**place, **params}) == BAD + words


PROFILE: list[tuple[str, dict[str, Any], str]] = [
    ("setMyCommands", {"commands": "nothing"}, "can't parse BotCommand JSON object"),
    ("setMyCommands", {"commands": [{}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    (
        "setMyShortDescription",
        {"short_description": "x" * 121},
        "bot short description is too long",
    ),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "jukebox"}},
        "can't parse menu button: MenuButton has unsupported type",
    ),
    ("answerInlineQuery", {"results": [{"id": ""}]}, "RESULT_ID_INVALID"),
    ("answerInlineQuery", {"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ("answerInlineQuery", {"button": {"text": "x"}}, "START_PARAM_EMPTY"),
    (
        "answerInlineQuery",
        {"results": [{"id": "1", "type": "article", "title": "x"}]},
        "can't parse inline query result: message content is not specified",
    ),
    ("sendVenue", {"chat_id": GUEST, "latitude": "x"}, "latitude is empty"),
]


@pytest.mark.parametrize(("method", "params", "words"), PROFILE)
async def test_more_refusals(
    guest: PersonClient, api: Api, method: str, params: dict[str, Any], words: str
) -> None:
    assert await api.refusal(method, **params) == BAD + words


async def test_commands_and_descriptions_are_forgotten(api: Api) -> None:
    scope = {"type": "chat", "chat_id": GUEST}
    menu = [{"command": "desk", "description": "My desk"}]
    await api.call("setMyCommands", commands=menu, scope=scope)
    await api.call("setMyDescription", description="Hello")

    assert await api.call("getMyCommands", scope=scope) == menu
    assert await api.call("getMyDescription") == {"description": "Hello"}
    assert await api.call("deleteMyCommands", scope=scope)
    assert await api.call("getMyCommands", scope=scope) == []
    assert await api.call("getChatMenuButton") == {"type": "default"}
