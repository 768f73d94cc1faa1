"""Messages as the bot sends, edits and deletes them, and as people see them."""

from typing import Any

import pytest

from sandbox.client import PersonClient, SandboxClient
from tests.sandbox.harness import GUEST, Api, invoice, keyboard, png

UNCHANGED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
LATE = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_message_is_what_telegram_would_return(guest: PersonClient, api: Api) -> None:
    sent = await api.call(
        "sendMessage",
        chat_id=str(GUEST),
        text="<b>Hei</b> 😀",
        parse_mode="HTML",
        reply_markup='{"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}], []]}',
    )

    assert sent.pop("message_id") > 0
    assert sent.pop("date") > 1_700_000_000
    assert sent == {
        "from": {
            "id": 700000001,
            "is_bot": True,
            "first_name": "Hereabouts",
            "username": "hereabouts_bot",
        },
        "chat": {
            "id": GUEST,
            "first_name": "Aino",
            "last_name": "Virtanen",
            "username": "aino",
            "type": "private",
        },
        "text": "Hei 😀",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "reply_markup": {
            "inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}]]
        },
    }


async def test_form_and_query_and_json_are_all_understood(guest: PersonClient, api: Api) -> None:
    address = f"{api.url}/bot{api.token}/sendMessage"
    fields = {"chat_id": str(GUEST), "text": "hello"}

    async with api.session.get(address, params=fields) as query:
        assert (await query.json())["result"]["text"] == "hello"
    async with api.session.post(address, data=fields) as form:
        assert (await form.json())["result"]["text"] == "hello"
    async with api.session.post(address.replace("sendMessage", "SENDMESSAGE"), json=fields) as body:
        assert (await body.json())["result"]["text"] == "hello"


async def test_a_photo_is_stored_shown_and_downloaded(guest: PersonClient, api: Api) -> None:
    media = await api.upload("sendPhoto", "file0", png(), chat_id=GUEST, photo="attach://file0")
    photo = media["result"]["photo"][-1]
    again = await api.call("sendPhoto", chat_id=GUEST, photo=photo["file_id"], caption="again")
    file = await api.call("getFile", file_id=photo["file_id"])

    assert (photo["width"], photo["height"]) == (60, 40)
    assert again["caption"] == "again"
    async with api.session.get(f"{api.url}/file/bot{api.token}/{file['file_path']}") as found:
        assert await found.read() == png()


async def test_an_edit_replaces_text_and_keyboard(guest: PersonClient, api: Api) -> None:
    sent = await api.call("sendMessage", chat_id=GUEST, text="one", reply_markup=keyboard("Go"))
    place = {"chat_id": GUEST, "message_id": sent["message_id"]}

    changed = await api.call("editMessageText", text="two", **place)
    refused = await api.refusal("editMessageText", text="two", **place)

    assert changed["text"] == "two"
    assert "reply_markup" not in changed
    assert refused == UNCHANGED
    assert (await guest.chat()).last.text == "two"


async def test_an_equal_keyboard_is_no_edit_either(guest: PersonClient, api: Api) -> None:
    sent = await api.call("sendMessage", chat_id=GUEST, text="one", reply_markup=keyboard("Go"))
    place = {"chat_id": GUEST, "message_id": sent["message_id"]}

    assert (
        await api.refusal("editMessageReplyMarkup", reply_markup=keyboard("Go"), **place)
        == UNCHANGED
    )
    assert await api.call("editMessageReplyMarkup", reply_markup=keyboard("Stop"), **place)


async def test_a_photo_has_no_text_and_a_text_no_caption(guest: PersonClient, api: Api) -> None:
    photo = (await api.upload("sendPhoto", "photo", png(), chat_id=GUEST))["result"]["message_id"]
    words = (await api.call("sendMessage", chat_id=GUEST, text="x"))["message_id"]

    assert await api.refusal("editMessageText", chat_id=GUEST, message_id=photo, text="x") == (
        "400 Bad Request: there is no text in the message to edit"
    )
    assert await api.refusal("editMessageCaption", chat_id=GUEST, message_id=words) == (
        "400 Bad Request: there is no caption in the message to edit"
    )


async def test_media_may_replace_text(guest: PersonClient, api: Api) -> None:
    words = (await api.call("sendMessage", chat_id=GUEST, text="x"))["message_id"]
    media = '{"type": "photo", "media": "attach://new", "caption": "map"}'
    body = await api.upload(
        "editMessageMedia", "new", png(), chat_id=GUEST, message_id=words, media=media
    )

    assert body["result"]["caption"] == "map"
    assert "text" not in body["result"]


async def test_what_is_gone_cannot_be_edited_or_deleted(guest: PersonClient, api: Api) -> None:
    place = {
        "chat_id": GUEST,
        "message_id": (await api.call("sendMessage", chat_id=GUEST, text="x"))["message_id"],
    }
    await api.call("deleteMessage", **place)

    assert await api.refusal("editMessageText", text="y", **place) == (
        "400 Bad Request: message to edit not found"
    )
    assert await api.refusal("deleteMessage", **place) == (
        "400 Bad Request: message to delete not found"
    )


async def test_after_two_days_a_message_stays(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    sent = await api.call("sendMessage", chat_id=GUEST, text="x")
    await client.advance(48 * 3600 + 1)

    assert await api.refusal("deleteMessage", chat_id=GUEST, message_id=sent["message_id"]) == (
        "400 Bad Request: message can't be deleted"
    )


async def test_somebody_elses_words_cannot_be_edited(guest: PersonClient, api: Api) -> None:
    said = await guest.say("mine")

    assert await api.refusal(
        "editMessageText", chat_id=GUEST, message_id=said["message_id"], text="yours"
    ) == ("400 Bad Request: message can't be edited")


async def test_a_press_is_answered_once_with_a_toast(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.call("sendMessage", chat_id=GUEST, text="x", reply_markup=keyboard("Go"))
    pressed = await guest.press("Go", wait=0)
    query = await api.next_update("callback_query")

    assert query["id"] == pressed["query_id"]
    assert query["data"] == "Go"
    assert query["message"]["text"] == "x"
    assert await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Saved")
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == LATE
    assert (await guest.chat()).notices[-1]["text"] == "Saved"


async def test_a_press_is_too_old_after_a_while(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await api.call("sendMessage", chat_id=GUEST, text="x", reply_markup=keyboard("Go"))
    pressed = await guest.press("Go", wait=0)
    await client.advance(151)

    assert await api.refusal("answerCallbackQuery", callback_query_id=pressed["query_id"]) == LATE


async def test_data_can_be_forged_and_messages_be_gone(guest: PersonClient, api: Api) -> None:
    sent = await api.call("sendMessage", chat_id=GUEST, text="x", reply_markup=keyboard("Go"))
    await api.call("deleteMessage", chat_id=GUEST, message_id=sent["message_id"])
    await guest.forge("anything at all", sent["message_id"], wait=0)
    query = await api.next_update("callback_query")

    assert query["data"] == "anything at all"
    assert query["message"]["date"] == 0
    assert "text" not in query["message"]


async def test_a_reply_keyboard_shares_the_place(guest: PersonClient, api: Api) -> None:
    buttons = {"keyboard": [[{"text": "Near me", "request_location": True}, "Menu"]]}
    await api.call("sendMessage", chat_id=GUEST, text="Where?", reply_markup=buttons)

    await guest.act("press", label="Near me", latitude=60.17, longitude=24.94)
    assert (await api.next_update("message"))["location"] == {"latitude": 60.17, "longitude": 24.94}
    await guest.press("Menu")
    assert (await api.next_update("message"))["text"] == "Menu"
    await api.call(
        "sendMessage", chat_id=GUEST, text="Thanks", reply_markup={"remove_keyboard": True}
    )
    assert (await guest.chat()).keyboard is None


async def test_a_reply_keyboard_goes_with_the_message_that_brought_it(
    guest: PersonClient, api: Api
) -> None:
    buttons = {"keyboard": [["Menu"]]}
    ids = [
        (await api.call("sendMessage", chat_id=GUEST, text="Where?", reply_markup=buttons))[
            "message_id"
        ]
        for _ in range(2)
    ]
    await api.call("deleteMessage", chat_id=GUEST, message_id=ids[0])
    assert (await guest.chat()).keyboard is not None
    await api.call("deleteMessage", chat_id=GUEST, message_id=ids[1])
    assert (await guest.chat()).keyboard is None


PLACES: list[tuple[str, dict[str, Any], str]] = [
    ("sendLocation", {"latitude": 60.1, "longitude": 24.9}, "location"),
    (
        "sendVenue",
        {"latitude": 60.1, "longitude": 24.9, "title": "Kiosk", "address": "Quay 1"},
        "venue",
    ),
    ("sendInvoice", invoice(), "invoice"),
]


@pytest.mark.parametrize(("method", "params", "field"), PLACES)
async def test_other_kinds_of_message(
    guest: PersonClient, api: Api, method: str, params: dict[str, Any], field: str
) -> None:
    sent = await api.call(method, **{"chat_id": GUEST, **params})

    assert field in sent
    assert (await guest.chat()).last.raw == sent


async def test_a_message_is_copied(guest: PersonClient, api: Api) -> None:
    sent = await api.call("sendMessage", chat_id=GUEST, text="x")
    copied = await api.call(
        "copyMessage", chat_id=GUEST, from_chat_id=GUEST, message_id=sent["message_id"]
    )

    assert copied["message_id"] > sent["message_id"]
    assert (await guest.chat()).last.text == "x"


async def test_the_bot_tells_of_itself(guest: PersonClient, api: Api) -> None:
    menu = [{"command": "start", "description": "Begin"}]
    await api.call("setMyCommands", commands=menu, language_code="fi")
    await api.call("setMyShortDescription", short_description="Nearby")
    await api.call("setChatMenuButton", menu_button={"type": "commands"})

    assert await api.call("getMyCommands", language_code="fi") == menu
    assert await api.call("getMyCommands") == []
    assert await api.call("getMyShortDescription") == {"short_description": "Nearby"}
    assert (await api.call("getChat", chat_id=GUEST))["first_name"] == "Aino"
    assert (await api.call("getMe"))["username"] == "hereabouts_bot"


async def test_a_place_that_moves(guest: PersonClient, api: Api, client: SandboxClient) -> None:
    place = {"latitude": 60.1, "longitude": 24.9}
    wrong = await api.refusal("sendLocation", chat_id=GUEST, **place, live_period=59)
    assert wrong == "400 Bad Request: wrong live location period specified"
    sent = await api.call("sendLocation", chat_id=GUEST, **place, live_period=900)
    this = {"chat_id": GUEST, "message_id": sent["message_id"]}

    assert await api.refusal("editMessageLiveLocation", **this, **place) == UNCHANGED
    moved = {"latitude": 60.2, "longitude": 24.9, "live_period": 1800}
    await api.call("editMessageLiveLocation", **this, **moved)
    assert (await guest.chat()).last.raw["location"] == moved
    await client.post("/sandbox/clock", {"advance": 1801})
    late = await api.refusal("editMessageLiveLocation", **this, **place)
    assert late == "400 Bad Request: message can't be edited"
    still = await api.call("sendLocation", chat_id=GUEST, **place)
    this = {"chat_id": GUEST, "message_id": still["message_id"]}
    stays = await api.refusal("editMessageLiveLocation", **this, **moved)
    assert stays == "400 Bad Request: there is no live location in the message to edit"


async def test_a_person_lets_themselves_be_followed(guest: PersonClient, api: Api) -> None:
    shared = await guest.act("live", latitude=60.1, longitude=24.9)
    moved = await guest.act("live", latitude=60.2, longitude=24.9)
    assert moved["message_id"] == shared["message_id"]
    told = await api.next_update("edited_message")
    assert told["location"]["latitude"] == 60.2
