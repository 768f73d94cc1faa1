"""Changing and deleting what the bot has sent."""

from typing import Any

from sandbox.errors import bad_request
from sandbox.keyboards import Markup, parse_markup
from sandbox.methods.sending import document_content, live_period, photo_content
from sandbox.params import Params
from sandbox.params import place as read_place
from sandbox.people import Chat, Entry
from sandbox.posting import change, edited, remove, to_delete, to_edit, wrong_kind
from sandbox.texts import optional_caption, required_text
from sandbox.world import Sandbox

Json = dict[str, Any]
MEDIA = frozenset({"photo", "document"})


def _edit_markup(params: Params, *, invoice: bool = False) -> Markup:
    markup = parse_markup(params)
    if markup.kind not in {"none", "inline"}:
        raise bad_request("inline keyboard expected")
    if markup.pays and not invoice:
        raise bad_request("BUTTON_TYPE_INVALID")
    return markup


def _apply(world: Sandbox, place: tuple[Chat, Entry], content: Json, markup: Markup) -> None:
    chat, entry = place
    shown = {**content, "reply_markup": markup.inline} if markup.inline else content
    change(world, chat, entry, shown)


def edit_text(world: Sandbox, params: Params) -> Json | bool:
    place = to_edit(world, params)
    text, markup = required_text(params), _edit_markup(params)
    if "text" not in place[1].message:
        raise wrong_kind("text")
    _apply(world, place, text.fields("text", "entities"), markup)
    return edited(place[1], params)


def edit_caption(world: Sandbox, params: Params) -> Json | bool:
    place = to_edit(world, params)
    caption, markup = optional_caption(params), _edit_markup(params)
    media = {name: value for name, value in place[1].message.items() if name in MEDIA}
    if not media:
        raise wrong_kind("caption")
    _apply(world, place, media | caption.fields("caption", "caption_entities"), markup)
    return edited(place[1], params)


def edit_media(world: Sandbox, params: Params) -> Json | bool:
    place = to_edit(world, params)
    given = params.structure("media", "input media")
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    if not MEDIA & place[1].message.keys() and "text" not in place[1].message:
        raise bad_request("message can't be edited")
    content = _media(world, params.within(given))
    _apply(world, place, content, _edit_markup(params))
    return edited(place[1], params)


def edit_live_location(world: Sandbox, params: Params) -> Json | bool:
    """Where it is by now; a `live_period` counts from when the message was sent, and only grows."""
    place = to_edit(world, params)
    message = place[1].message
    before = message.get("location", {}).get("live_period")
    if before is None:
        raise wrong_kind("live location")
    if message["date"] + before <= world.clock.timestamp():
        raise bad_request("message can't be edited")
    longer = live_period(params).get("live_period", before)
    where = {**read_place(params), "live_period": max(before, longer)}
    _apply(world, place, {"location": where}, _edit_markup(params))
    return edited(place[1], params)


def _media(world: Sandbox, media: Params) -> Json:
    caption = optional_caption(media)
    kind = media.text("type")
    if not media.has("media"):
        raise bad_request("can't parse InputMedia: media not found")
    if kind == "photo":
        return photo_content(world.files.received(media, "media", "photos"), caption)
    if kind == "document":
        return document_content(world.files.received(media, "media", "documents"), caption)
    raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')


def edit_reply_markup(world: Sandbox, params: Params) -> Json | bool:
    place = to_edit(world, params)
    message = place[1].message
    markup = _edit_markup(params, invoice="invoice" in message)
    kept = ("text", "entities", "caption", "caption_entities", "location", *MEDIA)
    content = {name: message[name] for name in kept if name in message}
    _apply(world, place, content, markup)
    return edited(place[1], params)


def delete_message(world: Sandbox, params: Params) -> bool:
    remove(world, *to_delete(world, params))
    return True


def delete_messages(world: Sandbox, params: Params) -> bool:
    """Those that cannot be found are skipped, as Telegram skips them."""
    numbers = params.structure("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        one = params.within({"chat_id": params.text("chat_id"), "message_id": number})
        if _exists(world, one):
            delete_message(world, one)
    return True


def _exists(world: Sandbox, params: Params) -> bool:
    chat = world.chats.get(params.integer("chat_id"))
    return bool(chat and chat.find(params.integer("message_id")))
