"""Buttons under a person's thumb: inline and reply keyboards, forged data, inline mode, paying."""

import secrets
from collections.abc import Iterator
from typing import Any

from sandbox.acting import allowed, coordinates, open_link, send, send_contact, share_location
from sandbox.errors import ControlError
from sandbox.inline import ask_inline
from sandbox.invoices import Invoice
from sandbox.params import Params
from sandbox.paying import AN_HOUR, Checkout, pay
from sandbox.people import Chat, Entry
from sandbox.posting import receive
from sandbox.texts import plain_text
from sandbox.world import Sandbox

Json = dict[str, Any]


async def press(world: Sandbox, chat: Chat, params: Params) -> Json:
    """By label, by place (message_id, row, column), or with forged `data` on a message."""
    allowed(chat)
    if params.has("data"):
        return await _callback(world, chat, params.integer("message_id"), params)
    if not params.has("label"):
        entry, button = _at(chat, params)
        return await _inline(world, chat, entry, button, params)
    found = find_button(chat, params.text("label"), params.integer("message_id"))
    if isinstance(found, dict):
        return reply_button(world, chat, found, params)
    return await _inline(world, chat, *found, params)


def find_button(chat: Chat, label: str, message_id: int = 0) -> tuple[Entry, Json] | Json:
    """The newest button so labelled, or else the newest whose label contains the words."""
    inline = list(_inline_buttons(chat, message_id))
    rows = chat.keyboard.get("keyboard", []) if chat.keyboard and not message_id else []
    reply = [button for row in rows for button in row]
    for fits in (str.__eq__, str.__contains__):
        for entry, button in inline:
            if fits(button["text"], label):
                return entry, button
        for button in reply:
            if fits(button["text"], label):
                return dict(button)
    labels = [button["text"] for _, button in inline] + [button["text"] for button in reply]
    raise ControlError(404, f"no button «{label}»; there are: {', '.join(labels) or 'none'}")


def _inline_buttons(chat: Chat, message_id: int) -> Iterator[tuple[Entry, Json]]:
    for entry in reversed(chat.standing()):
        if message_id in {0, entry.id}:
            rows = entry.message.get("reply_markup", {}).get("inline_keyboard", [])
            yield from ((entry, button) for row in rows for button in row)


def _at(chat: Chat, params: Params) -> tuple[Entry, Json]:
    entry = chat.find(params.integer("message_id"))
    if entry is None:
        raise ControlError(404, "there is no such message in this chat")
    rows = entry.message.get("reply_markup", {}).get("inline_keyboard", [])
    row, column = params.integer("row"), params.integer("column")
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ControlError(404, "there is no button at that place")
    return entry, rows[row][column]


async def _inline(world: Sandbox, chat: Chat, entry: Entry, button: Json, params: Params) -> Json:
    if "callback_data" in button:
        wish = Params({**params.values, "data": button["callback_data"]})
        return await _callback(world, chat, entry.id, wish)
    if "url" in button:
        return open_link(world, chat, Params({"link": button["url"]}))
    if "copy_text" in button:
        return {"copied": button["copy_text"]["text"]}
    if "switch_inline_query_current_chat" in button:
        words = button["switch_inline_query_current_chat"]
        return await ask_inline(world, chat, Params({**params.values, "query": words}))
    return {"button": button, "message_id": entry.id}


async def _callback(world: Sandbox, chat: Chat, message_id: int, params: Params) -> Json:
    entry = chat.entries.get(message_id)
    if entry is None:
        raise ControlError(404, "there is no such message in this chat")
    query = world.callbacks.open(chat.person.id, message_id=message_id)
    content = {
        "id": query.id,
        "from": chat.person.user(),
        **_origin(entry),
        "chat_instance": str(chat.person.id * 7919),
        "data": params.text("data"),
    }
    world.emit("callback_query", content, f"callback:{chat.person.id}")
    patience = params.number("wait") if params.has("wait") else 0.0
    answer = await world.callbacks.settled(query, patience)
    return {"query_id": query.id, "answered": answer is not None, "answer": answer}


def _origin(entry: Entry) -> Json:
    """A message that is gone comes as an inaccessible one."""
    if entry.inline_message_id:
        return {"inline_message_id": entry.inline_message_id}
    if entry.deleted:
        return {"message": {"chat": entry.message["chat"], "message_id": entry.id, "date": 0}}
    return {"message": entry.message}


def reply_button(world: Sandbox, chat: Chat, button: Json, params: Params) -> Json:
    """A button of the reply keyboard says its label, or shares what it asks for."""
    if button.get("request_location"):
        coordinates(params)
        result = share_location(world, chat, params)
    elif button.get("request_contact"):
        result = send_contact(world, chat, Params({}))
    else:
        result = send(world, chat, plain_text(button["text"]).fields("text", "entities"))
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None
    return result


def choose(world: Sandbox, chat: Chat, params: Params) -> Json:
    """A result of an inline query becomes a message, sent by the person via the bot."""
    allowed(chat)
    query = world.inline.find(params.text("query_id"))
    results = query.answer["results"] if query and query.answer else []
    result = next((one for one in results if one["id"] == params.text("result_id")), None)
    if query is None or result is None:
        raise ControlError(404, "there is no such result")
    content = {**result["content"], "via_bot": world.bot_user()}
    if result["reply_markup"]:
        content["reply_markup"] = result["reply_markup"]
    entry = receive(world, chat, content)
    _remember(world, chat, entry, has_keyboard=bool(result["reply_markup"]))
    if world.settings.inline_feedback:
        _report(world, chat, entry, result["id"], query.content["words"])
    return entry.view()


def _remember(world: Sandbox, chat: Chat, entry: Entry, *, has_keyboard: bool) -> None:
    """Only a message with a keyboard can be edited later."""
    if has_keyboard:
        entry.inline_message_id = secrets.token_urlsafe(18)
        world.inline_messages[entry.inline_message_id] = (chat.person.id, entry.id)


def _report(world: Sandbox, chat: Chat, entry: Entry, result_id: str, words: str) -> None:
    chosen = {"result_id": result_id, "from": chat.person.user(), "query": words}
    if entry.inline_message_id:
        chosen["inline_message_id"] = entry.inline_message_id
    world.emit("chosen_inline_result", chosen, f"chosen:{chat.person.id}")


async def pay_invoice(world: Sandbox, chat: Chat, params: Params) -> Json:
    """The newest invoice of the chat, a named one, a forwarded one, or one behind a link.

    One behind a button's link is in the chat as much as one in a message of its own.
    """
    outcome = params.text("outcome") or "pays"
    after = params.number("after") if params.has("after") else AN_HOUR
    if params.has("link"):
        linked = world.invoices.linked(params.text("link"))
        if linked is None:
            raise ControlError(404, "no invoice is behind that link")
        return await pay(world, Checkout(chat, linked, outcome, after))
    shown_in = world.chats.get(params.integer("chat", chat.person.id), chat)
    entry, behind = _invoice_entry(world, shown_in, params.integer("message_id"))
    if behind is not None:
        return await pay(world, Checkout(chat, behind, outcome, after))
    invoice = world.invoices.by_message[shown_in.person.id, entry.id]
    if shown_in is not chat and invoice.start_parameter:
        raise ControlError(409, "forwarded, this invoice shows a link to the bot and no Pay button")
    return await pay(world, Checkout(chat, invoice, outcome, after, shown_in, entry))


def _invoice_entry(world: Sandbox, chat: Chat, message_id: int) -> tuple[Entry, Invoice | None]:
    """The message, and the invoice where it is behind one of its buttons."""
    for entry in reversed(chat.standing()):
        if message_id not in {0, entry.id}:
            continue
        if "invoice" in entry.message:
            return entry, None
        rows = entry.message.get("reply_markup", {}).get("inline_keyboard", [])
        links = (button["url"] for row in rows for button in row if "url" in button)
        for linked in filter(None, map(world.invoices.linked, links)):
            return entry, linked
    raise ControlError(404, "there is no such invoice in this chat")
