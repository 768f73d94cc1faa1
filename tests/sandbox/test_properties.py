"""Whatever a bot sends, the sandbox parses it or refuses it; it never stumbles."""

from contextlib import suppress
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import TelegramError
from sandbox.html_parsing import utf16_length
from sandbox.invoices import read_invoice
from sandbox.keyboards import BUTTON_KINDS, parse_markup
from sandbox.methods.answering import answer_inline_query
from sandbox.methods.editing import edit_media
from sandbox.params import Params
from sandbox.posting import known_chat
from sandbox.server import Sandbox
from sandbox.settings import PersonSettings
from sandbox.texts import formatted_text, plain_text
from tests.sandbox.harness import invoice
from tests.thoroughness import many

unhurried = settings(max_examples=many(30, 200))
pieces = st.sampled_from(
    [
        "<",
        ">",
        "/",
        "b",
        "a",
        " href",
        "=",
        '"',
        "'",
        "&",
        "lt;",
        "&#60;",
        "pre",
        "code",
        "😀",
        " ",
        "ß",
        "-",
    ]
)
soup = st.lists(pieces, max_size=30).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
fields = st.sampled_from([*BUTTON_KINDS, "text", "style", "request_location"])
buttons = st.dictionaries(fields, values | st.just("http://[") | st.just({"text": "x"}), max_size=4)
rows = st.lists(st.lists(buttons | values, max_size=3), max_size=3)


@unhurried
@given(soup)
def test_any_html_is_parsed_or_refused(source: str) -> None:
    params = Params({"text": source, "parse_mode": "HTML"})
    try:
        found = formatted_text(params, "text", "entities")
    except TelegramError:
        return
    for entity in found.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= found.length


@unhurried
@given(st.text(max_size=60))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    params = Params({"text": escape(text, quote=False), "parse_mode": "HTML"})

    assert formatted_text(params, "text", "entities").text == text.replace("\r", "").strip()


@unhurried
@given(st.text(max_size=60))
def test_found_entities_lie_within_the_text(text: str) -> None:
    found = plain_text(text)

    assert found.length == utf16_length(found.text)
    assert all(one["offset"] + one["length"] <= found.length for one in found.entities)


@unhurried
@given(st.sampled_from(["inline_keyboard", "keyboard"]), rows | values)
def test_any_keyboard_is_kept_or_refused(kind: str, given_rows: Any) -> None:
    with suppress(TelegramError):
        parse_markup(Params({"reply_markup": {kind: given_rows}}))


@unhurried
@given(st.sampled_from([*invoice()]), values)
def test_any_invoice_is_read_or_refused(field: str, value: Any) -> None:
    with suppress(TelegramError):
        read_invoice(Params(invoice(**{field: value})))


@pytest.mark.parametrize("method", [answer_inline_query, edit_media])
@unhurried
@given(value=values | st.lists(st.dictionaries(st.sampled_from(["id", "type", "title"]), values)))
def test_any_nested_value_is_refused_in_words(method: Any, value: Any) -> None:
    world = Sandbox()
    chat = world.chats[world.add_person(PersonSettings(5, "P")).id]
    chat.started = True
    chat.add({"message_id": 7, "text": "x"}, out=True)
    params = Params({"results": value, "media": value, "chat_id": 5, "message_id": 7})
    with pytest.raises(TelegramError):
        method(world, params)


@unhurried
@given(st.text(max_size=20))
def test_any_chat_id_is_refused_in_words(chat_id: str) -> None:
    with pytest.raises(TelegramError):
        known_chat(Sandbox(), Params({"chat_id": chat_id}))
