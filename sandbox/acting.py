"""What a person can do with a phone: start, write, show a place, block, edit."""

import base64
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.errors import ControlError
from sandbox.files import photo_sizes
from sandbox.params import Params, Upload, place
from sandbox.people import Chat, Entry
from sandbox.posting import receive, remove
from sandbox.texts import TEXT_LIMIT, plain_text
from sandbox.world import Sandbox

Json = dict[str, Any]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

LIVE_SECONDS = 8 * 3600
"""So long a phone lets others follow it."""


def allowed(chat: Chat) -> None:
    if chat.blocked:
        raise ControlError(409, "this person has blocked the bot; unblock it first")


def send(world: Sandbox, chat: Chat, content: Json) -> Json:
    allowed(chat)
    return receive(world, chat, content).view()


def start(world: Sandbox, chat: Chat, params: Params) -> Json:
    """The Start button, a deep link, or Restart after a block."""
    payload = params.text("payload")
    if payload and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
        raise ControlError(400, "a start payload is 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
    if chat.blocked:
        unblock(world, chat, params)
    return send(world, chat, plain_text(f"/start {payload}".strip()).fields("text", "entities"))


def say(world: Sandbox, chat: Chat, params: Params) -> Json:
    text = plain_text(params.text("text"))
    if not 1 <= text.length <= TEXT_LIMIT:
        raise ControlError(400, f"a person can send 1 to {TEXT_LIMIT} characters")
    return send(world, chat, text.fields("text", "entities"))


def open_link(world: Sandbox, chat: Chat, params: Params) -> Json:
    """A link somebody taps or scans: the bot's own links open its chat."""
    link = params.text("link")
    payload = deep_link_payload(world, link)
    if payload is not None:
        return start(world, chat, Params({"payload": payload}))
    invoice = world.invoices.linked(link)
    if invoice:
        return {"link": link, "invoice": invoice.message_field()}
    return {"opened": link}


def deep_link_payload(world: Sandbox, link: str) -> str | None:
    """The start payload of a link to this bot, empty without one; None for other links."""
    parts = urlsplit(link if "://" in link else f"https://{link}")
    asked = parse_qs(parts.query)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        bot = asked.get("domain", [""])[0]
    elif parts.hostname in {"t.me", "telegram.me"}:
        bot = parts.path.strip("/")
    else:
        return None
    return asked.get("start", [""])[0] if bot.lower() == world.settings.username.lower() else None


def coordinates(params: Params) -> Json:
    if not (params.has("latitude") and params.has("longitude")):
        raise ControlError(400, "latitude and longitude are needed")
    return place(params)


def share_location(world: Sandbox, chat: Chat, params: Params) -> Json:
    return send(world, chat, {"location": coordinates(params)})


def share_live(world: Sandbox, chat: Chat, params: Params) -> Json:
    """A place that moves: shared for some hours, and moved by the next one while it lasts."""
    allowed(chat)
    where: Json = {**coordinates(params), "live_period": LIVE_SECONDS}
    now = world.clock.timestamp()
    shared = (
        each
        for each in reversed(chat.standing())
        if not each.out and "live_period" in each.message.get("location", {})
    )
    entry = next(shared, None)
    if entry is None or entry.message["date"] + LIVE_SECONDS <= now:
        return send(world, chat, {"location": where})
    entry.message = {**entry.message, "location": where, "edit_date": world.clock.seconds()}
    entry.seq = chat.next_seq()
    world.emit("edited_message", entry.message, f"chat:{chat.person.id}")
    world.show(chat, entry)
    return entry.view()


def share_venue(world: Sandbox, chat: Chat, params: Params) -> Json:
    where = coordinates(params)
    names = {"title": params.text("title"), "address": params.text("address")}
    return send(world, chat, {"venue": {"location": where, **names}, "location": where})


def send_photo(world: Sandbox, chat: Chat, params: Params) -> Json:
    data = base64.b64decode(params.text("data")) if params.has("data") else PIXEL
    stored = world.files.add_photo(Upload("photo.png", "image/png", data))
    caption = plain_text(params.text("caption")).fields("caption", "caption_entities")
    return send(world, chat, {"photo": photo_sizes(stored), **caption})


def send_document(world: Sandbox, chat: Chat, params: Params) -> Json:
    data = base64.b64decode(params.text("data"))
    upload = Upload(params.text("name") or "file.bin", "application/octet-stream", data)
    stored = world.files.add(upload, "documents")
    document = {"file_name": upload.name, "mime_type": upload.content_type, **stored.fields()}
    return send(world, chat, {"document": document})


def send_sticker(world: Sandbox, chat: Chat, params: Params) -> Json:
    stored = world.files.add(Upload("sticker.webp", "image/webp", PIXEL), "stickers")
    sticker = {
        **stored.fields(),
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": params.text("emoji") or "👍",
    }
    return send(world, chat, {"sticker": sticker})


def send_voice(world: Sandbox, chat: Chat, params: Params) -> Json:
    stored = world.files.add(Upload("voice.oga", "audio/ogg", b"OggS"), "voice")
    duration = params.integer("duration", 3)
    return send(
        world, chat, {"voice": {**stored.fields(), "duration": duration, "mime_type": "audio/ogg"}}
    )


def send_contact(world: Sandbox, chat: Chat, params: Params) -> Json:
    """One's own card, or with `user_id` (0 for unknown) and names somebody else's."""
    own = chat.person
    contact: Json = {
        "phone_number": params.text("phone_number") or "+358401234567",
        "first_name": params.text("first_name") or own.first_name,
    }
    user = params.integer("user_id", own.id)
    if user:
        contact["user_id"] = user
    return send(world, chat, {"contact": contact})


def own_entry(chat: Chat, params: Params) -> Entry:
    entry = chat.find(params.integer("message_id"))
    if entry is None:
        raise ControlError(404, "there is no such message in this chat")
    return entry


def edit(world: Sandbox, chat: Chat, params: Params) -> Json:
    allowed(chat)
    entry = own_entry(chat, params)
    if entry.out or "text" not in entry.message:
        raise ControlError(409, "only one's own text messages can be edited")
    kept = {key: value for key, value in entry.message.items() if key not in {"text", "entities"}}
    text = plain_text(params.text("text")).fields("text", "entities")
    entry.message = {**kept, **text, "edit_date": world.clock.seconds()}
    entry.seq = chat.next_seq()
    world.emit("edited_message", entry.message, f"chat:{chat.person.id}")
    world.show(chat, entry)
    return entry.view()


def delete(world: Sandbox, chat: Chat, params: Params) -> Json:
    """Deleting for both sides; bots hear nothing of it."""
    entry = own_entry(chat, params)
    remove(world, chat, entry)
    return entry.view()


def block(world: Sandbox, chat: Chat, params: Params) -> Json:
    del params
    return _membership(world, chat, blocked=True)


def unblock(world: Sandbox, chat: Chat, params: Params) -> Json:
    del params
    return _membership(world, chat, blocked=False)


def _membership(world: Sandbox, chat: Chat, *, blocked: bool) -> Json:
    if chat.blocked != blocked:
        chat.blocked = blocked
        content = {
            "chat": chat.person.chat(),
            "from": chat.person.user(),
            "date": world.clock.seconds(),
            "old_chat_member": _member(world, blocked=not blocked),
            "new_chat_member": _member(world, blocked=blocked),
        }
        world.emit("my_chat_member", content, f"chat:{chat.person.id}")
        chat.changed.fire()
        world.hub.tell("chat", person=chat.person.id, started=chat.started, blocked=blocked)
    return {"blocked": blocked}


def _member(world: Sandbox, *, blocked: bool) -> Json:
    status = {"status": "kicked", "until_date": 0} if blocked else {"status": "member"}
    return {"user": world.bot_user(), **status}
