"""Keyboards under messages and under the input field, checked as Telegram checks them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import TelegramError, bad_request
from sandbox.params import Params

BUTTONS_LIMIT = 100
ROW_LIMIT = 8
MARKUP_BYTES = 10_000
STYLES = frozenset({"primary", "success", "danger"})
SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply_markup: inline keyboards stay with the message, the others with the chat."""

    kind: str = "none"
    fields: Json | None = None

    @property
    def inline(self) -> Json | None:
        return self.fields if self.kind == "inline" else None

    @property
    def first_button_pays(self) -> bool:
        return bool(self.inline and self.inline["inline_keyboard"][0][0].get("pay"))

    @property
    def pays(self) -> bool:
        rows = self.inline["inline_keyboard"] if self.inline else []
        return any(button.get("pay") for row in rows for button in row)


def read_markup(params: Params) -> Markup:
    """The reply_markup of a request that sends something other than an invoice."""
    markup = parse_markup(params)
    if markup.pays:
        raise bad_request("BUTTON_TYPE_INVALID")
    return markup


def parse_markup(params: Params) -> Markup:
    given = params.structure("reply_markup", "reply keyboard markup")
    if given is None:
        return Markup()
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    return markup_of(given)


def markup_of(given: Json) -> Markup:
    if "inline_keyboard" in given:
        return _inline(given["inline_keyboard"])
    if "keyboard" in given:
        return _reply(given)
    if given.get("remove_keyboard"):
        return Markup("remove", {"remove_keyboard": True})
    if given.get("force_reply"):
        return Markup("force", {"force_reply": True, **_placeholder(given)})
    return Markup()


def _rows(given: Any, field: str) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'can\'t parse reply markup: Field "{field}" must be an Array of Arrays')
    rows = [row for row in given if row]
    if sum(map(len, rows)) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _inline(given: Any) -> Markup:
    rows = [[inline_button(button) for button in row] for row in _rows(given, "inline_keyboard")]
    if not rows:
        return Markup()
    fields = {"inline_keyboard": rows}
    if len(json.dumps(fields, ensure_ascii=False).encode()) > MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    return Markup("inline", fields)


def inline_button(given: Any) -> Json:
    if not isinstance(given, dict):
        raise _button_error("expected an Object")
    checked = {"text": _label(given, _button_error)}
    for kind, check in BUTTON_KINDS.items():
        if given.get(kind):
            return {**checked, kind: check(given[kind]), **_style(given, _button_error)}
    raise _button_error("Text buttons are unallowed in the inline keyboard")


def _label(given: Json, error: Callable[[str], TelegramError]) -> str:
    text = given.get("text")
    if not isinstance(text, str):
        raise error('Field "text" must be of type String')
    if not text.strip():
        raise (
            bad_request("BUTTON_TEXT_INVALID")
            if error is _button_error
            else error("Keyboard button text must be non-empty")
        )
    return text


def _style(given: Json, error: Callable[[str], TelegramError]) -> Json:
    extra = {key: given[key] for key in ("style", "icon_custom_emoji_id") if given.get(key)}
    if str(extra.get("style", "primary")) not in STYLES:
        raise error("Invalid button style specified")
    return extra


def _callback_data(value: Any) -> str:
    if not isinstance(value, str):
        raise _button_error('Field "callback_data" must be of type String')
    if not 1 <= len(value.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    return value


def _copy_text(value: Any) -> Json:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise _button_error('Field "copy_text" must be of type Object')
    if not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def button_url(value: Any) -> str:
    """The address as Telegram keeps it; hosts without a dot, localhost among them, are refused."""
    if not isinstance(value, str):
        raise _button_error('Field "url" must be of type String')
    address = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(address)
    except ValueError:
        raise _url_error(value, "Wrong HTTP URL") from None
    if parts.scheme.lower() not in SCHEMES:
        raise _url_error(value, "Unsupported URL protocol")
    if parts.scheme.lower().startswith("http"):
        if "." not in (parts.hostname or "") or " " in address:
            raise _url_error(value, "Wrong HTTP URL")
        if not parts.path:
            address = parts._replace(path="/").geturl()
    return address


def _url_error(url: str, reason: str) -> TelegramError:
    return bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")


def _web_app(value: Any) -> Json:
    url = value.get("url") if isinstance(value, dict) else None
    if not isinstance(url, str) or not url.startswith("https://"):
        raise _url_error(str(url), "Only HTTPS links are allowed")
    return {"url": button_url(url)}


def _as_given(value: Any) -> Any:
    return value


BUTTON_KINDS: MappingProxyType[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "url": button_url,
        "callback_data": _callback_data,
        "pay": _as_given,
        "copy_text": _copy_text,
        "web_app": _web_app,
        "login_url": _web_app,
        "switch_inline_query": _as_given,
        "switch_inline_query_current_chat": _as_given,
        "switch_inline_query_chosen_chat": _as_given,
    }
)


def _button_error(reason: str) -> TelegramError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _reply_error(reason: str) -> TelegramError:
    return bad_request(f"can't parse keyboard button: {reason}")


def _reply(given: Json) -> Markup:
    rows = [
        [reply_button(button) for button in row] for row in _rows(given["keyboard"], "keyboard")
    ]
    if not rows:
        raise bad_request("REPLY_MARKUP_INVALID")
    flags = {
        name: bool(given.get(name))
        for name in ("resize_keyboard", "one_time_keyboard", "is_persistent")
    }
    return Markup("reply", {"keyboard": rows, **flags, **_placeholder(given)})


def reply_button(given: Any) -> Json:
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict):
        raise _reply_error("expected an Object or a String")
    asks = {key: True for key in ("request_location", "request_contact") if given.get(key) is True}
    return {"text": _label(given, _reply_error), **asks, **_style(given, _reply_error)}


def _placeholder(given: Json) -> Json:
    text = given.get("input_field_placeholder")
    if not text:
        return {}
    if not isinstance(text, str) or len(text) > 64:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
    return {"input_field_placeholder": text}
