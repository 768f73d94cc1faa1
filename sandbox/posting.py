"""Putting messages into chats, changing them and taking them out, for bot and people alike."""

from typing import Any

from sandbox.errors import TelegramError, bad_request, forbidden
from sandbox.keyboards import Markup
from sandbox.params import Params
from sandbox.people import Chat, Entry
from sandbox.world import Sandbox

Json = dict[str, Any]
TWO_DAYS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CONTENT = frozenset(
    {
        "text", "entities", "caption", "caption_entities", "photo", "document", "location",
        "reply_markup",
    }
)  # fmt: skip


def known_chat(world: Sandbox, params: Params) -> Chat:
    """The chat that chat_id names, if that person ever wrote to the bot."""
    given = params.text("chat_id")
    if not given:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(int(given)) if given.lstrip("-").isdecimal() else None
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    return chat


def open_chat(world: Sandbox, params: Params) -> Chat:
    """The chat, if the bot may write to it."""
    chat = known_chat(world, params)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def post(world: Sandbox, params: Params, content: Json, markup: Markup) -> Entry:
    """A new message from the bot."""
    chat = open_chat(world, params)
    replied = replied_message(chat, params)
    world.limits.check(chat.person.id)
    message = {**_head(world, chat, world.bot_user()), **replied, **content}
    if params.boolean("protect_content"):
        message["has_protected_content"] = True
    if markup.inline:
        message["reply_markup"] = markup.inline
    entry = chat.add(message, out=True)
    _set_keyboard(chat, markup, entry)
    chat.typing_until = 0.0
    world.show(chat, entry)
    return entry


def receive(world: Sandbox, chat: Chat, content: Json) -> Entry:
    """A new message from the person, and the update that tells the bot."""
    entry = chat.add({**_head(world, chat, chat.person.user()), **content}, out=False)
    chat.started = True
    world.emit("message", entry.message, f"chat:{chat.person.id}")
    world.show(chat, entry)
    return entry


def _head(world: Sandbox, chat: Chat, sender: Json) -> Json:
    return {
        "message_id": world.next_message_id(),
        "from": sender,
        "chat": chat.person.chat(),
        "date": world.clock.seconds(),
    }


def _set_keyboard(chat: Chat, markup: Markup, entry: Entry) -> None:
    if markup.kind in {"reply", "force"}:
        chat.keyboard, chat.keyboard_from = markup.fields, entry.id
    elif markup.kind == "remove":
        chat.keyboard = None


def replied_message(chat: Chat, params: Params) -> Json:
    wish = params.structure("reply_parameters", "reply parameters") or {}
    wish = Params(wish if isinstance(wish, dict) else {})
    number = wish.integer("message_id") or params.integer("reply_to_message_id")
    if not number:
        return {}
    entry = chat.find(number)
    if entry:
        bare = {key: value for key, value in entry.message.items() if key != "reply_to_message"}
        return {"reply_to_message": bare}
    if any(source.boolean("allow_sending_without_reply") for source in (wish, params)):
        return {}
    raise bad_request("message to be replied not found")


def to_edit(world: Sandbox, params: Params) -> tuple[Chat, Entry]:
    """The bot's own message that an edit names."""
    chat, number = _addressed(world, params)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    entry = chat.find(number)
    if entry is None:
        raise bad_request("message to edit not found")
    if not entry.out and not entry.inline_message_id:
        raise bad_request("message can't be edited")
    return chat, entry


def _addressed(world: Sandbox, params: Params) -> tuple[Chat, int]:
    inline_id = params.text("inline_message_id")
    if inline_id:
        place = world.inline_messages.get(inline_id)
        if place is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return world.chats[place[0]], place[1]
    chat = known_chat(world, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    return chat, params.integer("message_id")


def change(world: Sandbox, chat: Chat, entry: Entry, content: Json) -> Json:
    """Replace what the message shows; an edit that changes nothing is refused."""
    shown = {key: value for key, value in entry.message.items() if key in CONTENT}
    if shown == content:
        raise bad_request(NOT_MODIFIED)
    rest = {key: value for key, value in entry.message.items() if key not in CONTENT}
    entry.message = {**rest, **content, "edit_date": world.clock.seconds()}
    entry.seq = chat.next_seq()
    world.show(chat, entry)
    return entry.message


def remove(world: Sandbox, chat: Chat, entry: Entry) -> None:
    entry.deleted = True
    if chat.keyboard_from == entry.id:
        chat.keyboard, chat.keyboard_from = None, 0
    entry.seq = chat.next_seq()
    world.show(chat, entry)


def to_delete(world: Sandbox, params: Params) -> tuple[Chat, Entry]:
    chat = known_chat(world, params)
    entry = chat.find(params.integer("message_id"))
    if entry is None:
        raise bad_request("message to delete not found")
    if world.clock.timestamp() - entry.message["date"] > TWO_DAYS:
        raise bad_request("message can't be deleted")
    return chat, entry


def edited(entry: Entry, params: Params) -> Json | bool:
    """What an edit answers: the message, or True for one sent in inline mode."""
    return True if params.has("inline_message_id") else entry.message


def wrong_kind(what: str) -> TelegramError:
    return bad_request(f"there is no {what} in the message to edit")
