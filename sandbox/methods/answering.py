"""Answers to what people tap: callback, inline and pre-checkout queries."""

from typing import Any

from sandbox.errors import bad_request
from sandbox.html_parsing import utf16_length
from sandbox.inline import keep
from sandbox.invoices import start_parameter
from sandbox.keyboards import markup_of
from sandbox.params import Params, place
from sandbox.texts import required_text
from sandbox.world import Sandbox

Json = dict[str, Any]
CACHE_TIME = 300
"""Seconds, unless the bot says otherwise: for everybody who types the same."""


def answer_callback_query(world: Sandbox, params: Params) -> bool:
    text = params.text("text")
    if utf16_length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {
        "text": text,
        "show_alert": params.boolean("show_alert"),
        "url": params.text("url"),
    }
    query = world.callbacks.answer(params.required("callback_query_id"), answer)
    chat = world.chats[query.person]
    message_id = query.content["message_id"]
    world.notice(chat, kind="answer", query_id=query.id, message_id=message_id, **answer)
    return True


def answer_pre_checkout_query(world: Sandbox, params: Params) -> bool:
    agreed = params.boolean("ok")
    reason = params.text("error_message")
    if not agreed and not reason:
        raise bad_request("ERROR_TEXT_EMPTY")
    answer = {"ok": agreed, "error_message": reason}
    world.checkouts.answer(params.required("pre_checkout_query_id"), answer)
    return True


def answer_inline_query(world: Sandbox, params: Params) -> bool:
    results = params.objects("results", "InlineQueryResult")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    identifiers = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(name.encode()) <= 64 for name in identifiers):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(identifiers)) < len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = {
        "results": [_result(result) for result in results],
        "button": _button(params),
        "next_offset": params.text("next_offset"),
    }
    seconds = params.integer("cache_time", CACHE_TIME)
    query = world.inline.answer(params.required("inline_query_id"), answer)
    keep(world, query, answer, seconds, personal=params.boolean("is_personal"))
    world.hub.tell("inline", person=query.person, query_id=query.id, **answer)
    return True


def _result(given: Json) -> Json:
    """The parts of a result that a person sees, and the message it would become."""
    if str(given.get("type")) not in {"article", "location", "venue"}:
        raise bad_request("can't parse inline query result: unsupported type in this sandbox")
    if not given.get("title"):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = given.get("input_message_content")
    markup = given.get("reply_markup")
    shown = {name: given.get(name, "") for name in ("id", "type", "title", "description")}
    return {
        **shown,
        "content": _content(content if isinstance(content, dict) else given),
        "reply_markup": markup_of(markup).inline if isinstance(markup, dict) else None,
    }


def _content(given: Json) -> Json:
    params = Params(given)
    if params.has("message_text"):
        text = Params({**given, "text": given["message_text"]})
        return required_text(text).fields("text", "entities")
    if not params.has("latitude"):
        raise bad_request("can't parse inline query result: message content is not specified")
    where = place(params)
    if not params.has("address"):
        return {"location": where}
    names = {"title": params.text("title"), "address": params.text("address")}
    return {"venue": {"location": where, **names}, "location": where}


def _button(params: Params) -> Json | None:
    given = params.structure("button", "inline query results button")
    if not isinstance(given, dict):
        return None
    if not given.get("start_parameter"):
        raise bad_request("START_PARAM_EMPTY")
    return {"text": str(given.get("text", "")), "start_parameter": start_parameter(Params(given))}
