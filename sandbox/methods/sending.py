"""Messages that the bot sends."""

from typing import Any

from sandbox.errors import bad_request
from sandbox.files import StoredFile, photo_sizes
from sandbox.keyboards import read_markup
from sandbox.params import Params, place
from sandbox.posting import known_chat, open_chat, post
from sandbox.texts import FormattedText, optional_caption, required_text
from sandbox.world import Sandbox

Json = dict[str, Any]
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip
TYPING_SECONDS = 5
SHORTEST_LIVE, LONGEST_LIVE = 60, 86_400
LIVE_FOR_EVER = 0x7FFFFFFF


def send_message(world: Sandbox, params: Params) -> Json:
    open_chat(world, params)
    text = required_text(params)
    content = text.fields("text", "entities") | _preview(params)
    return post(world, params, content, read_markup(params)).message


def _preview(params: Params) -> Json:
    options = params.structure("link_preview_options", "link preview options")
    return {"link_preview_options": options} if isinstance(options, dict) and options else {}


def send_photo(world: Sandbox, params: Params) -> Json:
    open_chat(world, params)
    caption, markup = optional_caption(params), read_markup(params)
    stored = world.files.received(params, "photo", "photos")
    return post(world, params, photo_content(stored, caption), markup).message


def photo_content(stored: StoredFile, caption: FormattedText) -> Json:
    if stored.size is None:
        raise bad_request("can't use file of type Document as Photo")
    return {"photo": photo_sizes(stored), **caption.fields("caption", "caption_entities")}


def send_document(world: Sandbox, params: Params) -> Json:
    open_chat(world, params)
    caption, markup = optional_caption(params), read_markup(params)
    stored = world.files.received(params, "document", "documents")
    return post(world, params, document_content(stored, caption), markup).message


def document_content(stored: StoredFile, caption: FormattedText) -> Json:
    document = {
        "file_name": stored.name,
        "mime_type": stored.content_type,
        **stored.fields(),
    }
    return {"document": document, **caption.fields("caption", "caption_entities")}


def send_location(world: Sandbox, params: Params) -> Json:
    open_chat(world, params)
    where: Json = {**place(params), **live_period(params)}
    return post(world, params, {"location": where}, read_markup(params)).message


def live_period(params: Params) -> Json:
    """How many seconds a place moves; nothing for one that stays."""
    if not params.has("live_period"):
        return {}
    seconds = params.integer("live_period")
    if not SHORTEST_LIVE <= seconds <= LONGEST_LIVE and seconds != LIVE_FOR_EVER:
        raise bad_request("wrong live location period specified")
    return {"live_period": seconds}


def send_venue(world: Sandbox, params: Params) -> Json:
    open_chat(world, params)
    where = place(params)
    venue = {
        "location": where,
        "title": params.required("title"),
        "address": params.required("address"),
    }
    content = {"venue": venue, "location": where}
    return post(world, params, content, read_markup(params)).message


def send_chat_action(world: Sandbox, params: Params) -> bool:
    chat = open_chat(world, params)
    action = params.required("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.clock.timestamp() + TYPING_SECONDS
    world.hub.tell("typing", person=chat.person.id, action=action, seconds=TYPING_SECONDS)
    return True


def copy_message(world: Sandbox, params: Params) -> Json:
    """Text, photo and document are copied; what cannot be is refused."""
    source = known_chat(world, params.within({"chat_id": params.text("from_chat_id")}))
    entry = source.find(params.integer("message_id"))
    if entry is None:
        raise bad_request("message to copy not found")
    names = ("text", "entities", "caption", "caption_entities", "photo", "document", "location")
    content = {name: entry.message[name] for name in (*names, "venue") if name in entry.message}
    if not content or "invoice" in entry.message:
        raise bad_request("message can't be copied")
    if params.has("caption") and "text" not in content:
        content |= optional_caption(params).fields("caption", "caption_entities")
    return {"message_id": post(world, params, content, read_markup(params)).id}
