"""Whatever Telegram refuses, the sandbox refuses, in the same words."""

from typing import Any

import pytest

from sandbox.client import PersonClient
from tests.sandbox.harness import GUEST, MERCHANT, Api, invoice, png

BAD = "400 Bad Request: "


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **fields}]]}


def text(words: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"chat_id": GUEST, "text": words, **more}


REFUSED_MESSAGES = [
    (text(""), BAD + "message text is empty"),
    (text("  \n "), BAD + "message text is empty"),
    (text("<b></b>", parse_mode="HTML"), BAD + "message text is empty"),
    (text("a" * 4097), BAD + "message is too long"),
    (text("😀" * 2049), BAD + "message is too long"),
    ({"text": "Hello"}, BAD + "chat_id is empty"),
    (text(chat_id=999), BAD + "chat not found"),
    (text(chat_id="@somebody"), BAD + "chat not found"),
    (text(chat_id=MERCHANT), BAD + "chat not found"),
    (text(parse_mode="Fancy"), BAD + "unsupported parse_mode"),
    (text(reply_parameters={"message_id": 1}), BAD + "message to be replied not found"),
    (text(reply_markup="{oops"), BAD + "can't parse reply keyboard markup JSON object"),
    (text(reply_markup="[1]"), BAD + "object expected as reply markup"),
    (text(reply_markup=button(callback_data="x" * 65)), BAD + "BUTTON_DATA_INVALID"),
    (text(reply_markup=button(callback_data="ж" * 33)), BAD + "BUTTON_DATA_INVALID"),
    (text(reply_markup=button(copy_text={"text": "x" * 257})), BAD + "BUTTON_COPY_TEXT_INVALID"),
    (
        text(reply_markup=button()),
        BAD + "can't parse inline keyboard button: "
        "Text buttons are unallowed in the inline keyboard",
    ),
    (
        text(reply_markup={"inline_keyboard": [[{"callback_data": "x"}]]}),
        BAD + 'can\'t parse inline keyboard button: Field "text" must be of type String',
    ),
    (
        text(reply_markup=button(url="http://localhost/x")),
        BAD + "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
    ),
    (
        text(reply_markup=button(url="ftp://example.com")),
        BAD + "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (text(reply_markup=button(pay=True)), BAD + "BUTTON_TYPE_INVALID"),
    (
        text(reply_markup=button(callback_data="x", style="pink")),
        BAD + "can't parse inline keyboard button: Invalid button style specified",
    ),
    (
        text(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}),
        BAD + "reply markup is too long",
    ),
    (
        text(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}),
        BAD + "reply markup is too long",
    ),
]


@pytest.mark.parametrize(("params", "words"), REFUSED_MESSAGES)
async def test_send_message_refuses(
    guest: PersonClient, api: Api, params: dict[str, Any], words: str
) -> None:
    assert await api.refusal("sendMessage", **params) == words


REFUSED_INVOICES = [
    (invoice(title=""), BAD + 'parameter "title" is required'),
    (invoice(title="x" * 33), BAD + "INVOICE_TITLE_INVALID"),
    (invoice(description="x" * 256), BAD + "INVOICE_DESCRIPTION_INVALID"),
    (invoice(payload="ж" * 65), BAD + "INVOICE_PAYLOAD_INVALID"),
    (invoice(currency="KWD"), BAD + "CURRENCY_INVALID"),
    (invoice(provider_token=""), BAD + "PAYMENT_PROVIDER_INVALID"),
    (invoice(provider_token="1:LIVE:x"), BAD + "PAYMENT_PROVIDER_INVALID"),
    (invoice(currency="XTR"), BAD + "STARS_INVOICE_INVALID"),
    (
        invoice(
            currency="XTR",
            provider_token="",
            prices=[{"label": "a", "amount": 1}, {"label": "b", "amount": 1}],
        ),
        BAD + "STARS_INVOICE_INVALID",
    ),
    (invoice(prices=[]), BAD + "there must be at least one price"),
    (invoice(prices=[{"label": "a", "amount": 1}]), BAD + "CURRENCY_TOTAL_AMOUNT_INVALID"),
    (invoice(prices=[{"label": "a", "amount": 10**9}]), BAD + "CURRENCY_TOTAL_AMOUNT_INVALID"),
    (
        invoice(prices=[{"label": "a", "amount": "much"}]),
        BAD + 'can\'t parse labeled price: Field "amount" must be of type Number',
    ),
    (invoice(start_parameter="no spaces"), BAD + "START_PARAM_INVALID"),
    (invoice(reply_markup=button(callback_data="x")), BAD + "REPLY_MARKUP_BUY_EMPTY"),
]


@pytest.mark.parametrize(("params", "words"), REFUSED_INVOICES)
async def test_send_invoice_refuses(
    guest: PersonClient, api: Api, params: dict[str, Any], words: str
) -> None:
    assert await api.refusal("sendInvoice", **params) == words


REFUSED_CALLS = [
    ("sendDinosaur", {}, "404 Not Found: method not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        BAD + "query is too old and response timeout expired or query ID is invalid",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1", "text": "x" * 201},
        BAD + "MESSAGE_TOO_LONG",
    ),
    (
        "answerPreCheckoutQuery",
        {"pre_checkout_query_id": "1", "ok": True},
        BAD + "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerPreCheckoutQuery", {"pre_checkout_query_id": "1"}, BAD + "ERROR_TEXT_EMPTY"),
    (
        "answerInlineQuery",
        {"results": [{"id": str(n)} for n in range(51)]},
        BAD + "RESULTS_TOO_MUCH",
    ),
    (
        "answerInlineQuery",
        {"results": [{"id": "a"}, {"id": "a"}]},
        BAD + "RESULT_ID_DUPLICATE",
    ),
    (
        "editMessageText",
        {"chat_id": GUEST, "message_id": 1, "text": "x"},
        BAD + "message to edit not found",
    ),
    (
        "editMessageText",
        {"chat_id": GUEST, "text": "x"},
        BAD + "message identifier is not specified",
    ),
    ("deleteMessage", {"chat_id": GUEST, "message_id": 1}, BAD + "message to delete not found"),
    ("sendPhoto", {"chat_id": GUEST}, BAD + "there is no photo in the request"),
    (
        "sendPhoto",
        {"chat_id": GUEST, "photo": "https://example.com/a.png"},
        BAD + "failed to get HTTP URL content",
    ),
    (
        "sendPhoto",
        {"chat_id": GUEST, "photo": "unknown"},
        BAD + "wrong remote file identifier specified: Wrong character in the string",
    ),
    (
        "sendLocation",
        {"chat_id": GUEST, "latitude": 91, "longitude": 0},
        BAD + "bad location specified",
    ),
    (
        "sendChatAction",
        {"chat_id": GUEST, "action": "dance"},
        BAD + "wrong parameter action in request",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "Upper", "description": "x"}]},
        BAD + "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "good", "description": ""}]},
        BAD + "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    ("setMyCommands", {"language_code": "english"}, BAD + "invalid language code specified"),
    ("setMyDescription", {"description": "x" * 513}, BAD + "bot description is too long"),
    ("getFile", {"file_id": "nothing"}, BAD + "invalid file_id"),
    (
        "setWebhook",
        {"url": "http://example.com/hook"},
        BAD + "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://[/hook"},
        BAD + "bad webhook: invalid webhook URL specified",
    ),
    (
        "setWebhook",
        {"url": "https://example.com:8080/hook"},
        BAD + "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "https://example.com/hook", "secret_token": "not this!"},
        BAD + "secret token contains unallowed characters",
    ),
    (
        "refundStarPayment",
        {"user_id": GUEST, "telegram_payment_charge_id": "x"},
        BAD + "CHARGE_NOT_FOUND",
    ),
]


@pytest.mark.parametrize(("method", "params", "words"), REFUSED_CALLS)
async def test_a_method_refuses(
    guest: PersonClient, api: Api, method: str, params: dict[str, Any], words: str
) -> None:
    assert await api.refusal(method, **params) == words


@pytest.mark.parametrize(
    ("token", "words"),
    [("123:wrong", "401 Unauthorized"), ("nonsense", "404 Not Found")],
)
async def test_a_wrong_token_is_refused(api: Api, token: str, words: str) -> None:
    stranger = Api(api.session, api.url, token)

    assert await stranger.refusal("getMe") == words


async def test_who_blocked_the_bot_cannot_be_written_to(guest: PersonClient, api: Api) -> None:
    await guest.block()

    assert await api.refusal("sendMessage", **text()) == (
        "403 Forbidden: bot was blocked by the user"
    )


PICTURES = [
    (b"", BAD + "file must be non-empty"),
    (b"no picture", BAD + "IMAGE_PROCESS_FAILED"),
    (png(2100, 100), BAD + "PHOTO_INVALID_DIMENSIONS"),
    (
        png() + b"\0" * 10_485_760,
        BAD + f"file of size {len(png()) + 10_485_760} bytes is too big for a photo; "
        "the maximum size is 10485760 bytes",
    ),
]


@pytest.mark.parametrize(("data", "words"), PICTURES, ids=["empty", "text", "thin", "huge"])
async def test_a_picture_is_refused(guest: PersonClient, api: Api, data: bytes, words: str) -> None:
    body = await api.upload("sendPhoto", "photo", data, chat_id=GUEST)

    assert f"{body['error_code']} {body['description']}" == words


async def test_a_caption_of_1025_characters_is_refused(guest: PersonClient, api: Api) -> None:
    body = await api.upload("sendPhoto", "photo", png(), chat_id=GUEST, caption="x" * 1025)

    assert body["description"] == "Bad Request: message caption is too long"
