"""Keyboards: what is kept of them, what is refused, and what a press on each kind does."""

from typing import Any

import pytest

from sandbox.client import PersonClient, SandboxError
from sandbox.errors import TelegramError
from sandbox.keyboards import parse_markup
from sandbox.params import Params
from tests.sandbox.harness import GUEST, Api

BOT_LINK = "https://t.me/hereabouts_bot?start=m-7"


def read(markup: Any) -> dict[str, Any] | None:
    return parse_markup(Params({"reply_markup": markup})).fields


def inline(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **fields}]]}


KEPT = [
    (inline(url="example.com"), inline(url="http://example.com/")),
    (inline(url="https://example.com/a?b=1"), inline(url="https://example.com/a?b=1")),
    (inline(url="tg://resolve?domain=x"), inline(url="tg://resolve?domain=x")),
    (
        inline(web_app={"url": "https://a.example/x"}),
        inline(web_app={"url": "https://a.example/x"}),
    ),
    (
        inline(callback_data="x", style="danger", icon_custom_emoji_id="5", nonsense=1),
        inline(callback_data="x", style="danger", icon_custom_emoji_id="5"),
    ),
    ({"inline_keyboard": [[], []]}, None),
    ({"remove_keyboard": True, "selective": True}, {"remove_keyboard": True}),
    (
        {"force_reply": True, "input_field_placeholder": "Street"},
        {"force_reply": True, "input_field_placeholder": "Street"},
    ),
    (
        {"keyboard": [["Menu"]], "resize_keyboard": True},
        {
            "keyboard": [[{"text": "Menu"}]],
            "resize_keyboard": True,
            "one_time_keyboard": False,
            "is_persistent": False,
        },
    ),
    ({}, None),
]


@pytest.mark.parametrize(("given", "kept"), KEPT)
def test_a_keyboard_is_kept_as_telegram_keeps_it(given: Any, kept: Any) -> None:
    assert read(given) == kept


REFUSED = [
    ({"inline_keyboard": "x"}, 'Field "inline_keyboard" must be an Array of Arrays'),
    ({"inline_keyboard": [["x"]]}, "can't parse inline keyboard button: expected an Object"),
    (inline(callback_data=5), 'Field "callback_data" must be of type String'),
    (inline(url=5), 'Field "url" must be of type String'),
    (inline(copy_text="x"), 'Field "copy_text" must be of type Object'),
    (inline(web_app={"url": "http://a.example"}), "Only HTTPS links are allowed"),
    ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "BUTTON_TEXT_INVALID"),
    (
        {"inline_keyboard": [[{"text": "x" * 3000, "callback_data": "x"}]] * 4},
        "reply markup is too long",
    ),
    ({"keyboard": []}, "REPLY_MARKUP_INVALID"),
    ({"keyboard": [[5]]}, "can't parse keyboard button: expected an Object or a String"),
    ({"keyboard": [[""]]}, "Keyboard button text must be non-empty"),
    ({"keyboard": [["x"]], "input_field_placeholder": "x" * 65}, "INPUT_FIELD_PLACEHOLDER_INVALID"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_a_bad_keyboard_is_refused(given: Any, words: str) -> None:
    with pytest.raises(TelegramError) as caught:
        read(given)

    assert words in caught.value.description


async def show(api: Api, **fields: Any) -> int:
    sent = await api.call("sendMessage", chat_id=GUEST, text="x", reply_markup=inline(**fields))
    number: int = sent["message_id"]
    return number


async def test_a_link_to_the_bot_is_followed(guest: PersonClient, api: Api) -> None:
    await show(api, url=BOT_LINK)
    await guest.press("Go")

    assert (await api.next_update("message"))["text"] == "/start m-7"


PRESSES = [
    ({"url": "https://example.com/"}, {"opened": "https://example.com/"}),
    ({"copy_text": {"text": "7K2M"}}, {"copied": "7K2M"}),
]


@pytest.mark.parametrize(("fields", "result"), PRESSES)
async def test_other_buttons_do_what_they_do(
    guest: PersonClient, api: Api, fields: dict[str, Any], result: dict[str, Any]
) -> None:
    await show(api, **fields)

    assert await guest.press("Go") == result


async def test_a_button_is_found_by_its_place_and_by_part_of_its_label(
    guest: PersonClient, api: Api
) -> None:
    rows = [[{"text": "Left", "callback_data": "l"}, {"text": "Right · 5 €", "callback_data": "r"}]]
    sent = await api.call(
        "sendMessage", chat_id=GUEST, text="x", reply_markup={"inline_keyboard": rows}
    )
    await guest.act("press", message_id=sent["message_id"], row=0, column=1)
    assert (await api.next_update("callback_query"))["data"] == "r"
    await guest.press("Right", wait=0)
    assert (await api.next_update("callback_query"))["data"] == "r"

    with pytest.raises(SandboxError, match="no button at that place"):
        await guest.act("press", message_id=sent["message_id"], row=4, column=0)


async def test_a_button_may_begin_an_inline_query(guest: PersonClient, api: Api) -> None:
    await show(api, switch_inline_query_current_chat="coffee")
    await guest.press("Go", wait=0)

    assert (await api.next_update("inline_query"))["query"] == "coffee"


async def test_a_one_time_keyboard_goes_and_a_contact_is_ones_own(
    guest: PersonClient, api: Api
) -> None:
    keys = {
        "keyboard": [[{"text": "My number", "request_contact": True}]],
        "one_time_keyboard": True,
    }
    await api.call("sendMessage", chat_id=GUEST, text="x", reply_markup=keys)
    await guest.press("My number")

    assert (await api.next_update("message"))["contact"]["user_id"] == GUEST
    assert (await guest.chat()).keyboard is None


async def test_a_keyboard_goes_with_the_message_that_brought_it(
    guest: PersonClient, api: Api
) -> None:
    keys = {"keyboard": [["Menu"]]}
    brought = [
        await api.call("sendMessage", chat_id=GUEST, text="x", reply_markup=keys) for _ in range(2)
    ]
    await api.call("deleteMessage", chat_id=GUEST, message_id=brought[0]["message_id"])
    assert (await guest.chat()).keyboard is not None

    await api.call("deleteMessage", chat_id=GUEST, message_id=brought[1]["message_id"])
    assert (await guest.chat()).keyboard is None
