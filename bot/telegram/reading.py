"""Reads Telegram's updates into words that every channel shares.

The library's own objects of an update cost a hundred times what is read of it, so it is read as it came.
"""

from collections.abc import Mapping
from typing import Any

from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.cleaning import cleaned
from bot.telegram.incoming import CHANNEL, Checkout, Incoming, Paid, Reached
from chat.event import (
    Commanded,
    Doing,
    Event,
    Inline,
    Pressed,
    Sender,
    SentOther,
    SentPhoto,
    SharedPlace,
    Typed,
    Whereabouts,
)
from database.point import Point
from payments.evidence import evidence

WANTED = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "pre_checkout_query",
    "my_chat_member",
)
"""The kinds of updates that we ask Telegram for."""

Raw = Mapping[str, Any]


def read(update: Raw, username: str) -> Incoming | None:
    """What happened; None for what is none of our business, such as talk in groups."""
    key = int(update["update_id"])
    if query := update.get("callback_query"):
        return _pressed(key, query)
    if query := update.get("pre_checkout_query"):
        return _checkout(key, cleaned(query))
    if query := update.get("inline_query"):
        return _inline(key, cleaned(query))
    edited = update.get("edited_message")
    message = update.get("message") or edited
    if message and message.get("from") and _is_private(message):
        return _message(key, cleaned(message), username, edited=edited is not None)
    change = update.get("my_chat_member")
    return _reached(key, cleaned(change)) if change else None


def _is_private(where: Raw) -> bool:
    return bool(where["chat"]["type"] == ChatType.PRIVATE)


def _pressed(key: int, query: Raw) -> Event:
    """A press on a message that stands elsewhere is answered in the person's own chat."""
    user, data = cleaned(query["from"]), cleaned(query.get("data") or "")
    message = query.get("message")
    if message is None or not _is_private(message):
        return Event(key, _sender(user, user["id"]), Pressed(data, None, query["id"]))
    number, gone = str(message["message_id"]), not message["date"]
    pressed = Pressed(data, number, query["id"], gone=gone)
    return Event(key, _sender(user, message["chat"]["id"]), pressed)


def _checkout(key: int, query: Raw) -> Checkout:
    return Checkout(
        key=key,
        sender=_sender(query["from"], query["from"]["id"]),
        query=query["id"],
        payload=query["invoice_payload"],
        amount=query["total_amount"],
        currency=query["currency"],
    )


def _inline(key: int, query: Raw) -> Inline:
    """The place comes only from those who let Telegram tell it."""
    user, place = query["from"], query.get("location")
    return Inline(
        key=key,
        sender=_sender(user, user["id"]),
        query=query["id"],
        words=query["query"],
        offset=query.get("offset") or "",
        point=_point(place) if place else None,
    )


def _point(place: Raw) -> Point:
    return Point(latitude=place["latitude"], longitude=place["longitude"])


def _reached(key: int, change: Raw) -> Reached | None:
    if not _is_private(change):
        return None
    reachable = change["new_chat_member"]["status"] != ChatMemberStatus.BANNED
    return Reached(key, _sender(change["from"], change["chat"]["id"]), reachable)


def _message(key: int, message: Raw, username: str, *, edited: bool) -> Incoming | None:
    sender = _sender(message["from"], message["chat"]["id"])
    if payment := message.get("successful_payment"):
        return _paid(key, sender, payment)
    if edited and (place := message.get("location")):
        return Whereabouts(key, sender, _point(place))  # a live one sends these every few seconds
    if edited:
        return Event(key, sender, _edited(message))
    doing = _doing(message, username)
    return None if doing is None else Event(key, sender, doing)


def _paid(key: int, sender: Sender, payment: Raw) -> Paid:
    return Paid(
        key=key,
        sender=sender,
        payload=payment["invoice_payload"],
        charge=payment["telegram_payment_charge_id"],
        provider_charge=payment["provider_payment_charge_id"],
        amount=payment["total_amount"],
        currency=payment["currency"],
        raw=evidence(payment),
    )


def _doing(message: Raw, username: str) -> Doing | None:
    if message.get("refunded_payment") or message.get("pinned_message"):
        return None  # Telegram tells us what we did ourselves
    if _is_ours(message, username):
        return None  # a card of ours, chosen here: its buttons lead on
    if (text := message.get("text")) is not None:
        return Typed(text) if _is_forwarded(message) else _words(text, username)
    if place := message.get("location"):
        return SharedPlace(_point(place))
    if photos := message.get("photo"):
        return SentPhoto(f"telegram:{photos[-1]['file_id']}", message.get("caption") or "")
    return SentOther(_kind(message), message.get("caption") or "")


def _edited(message: Raw) -> SentOther:
    return SentOther("edited", message.get("text") or message.get("caption") or "")


def _is_ours(message: Raw, username: str) -> bool:
    via = (message.get("via_bot") or {}).get("username") or ""
    return bool(via) and via.lower() == username.lower()


def _is_forwarded(message: Raw) -> bool:
    """Somebody's words, as they were said elsewhere: no command of whoever passes them on."""
    return bool(message.get("forward_origin") or message.get("forward_date"))


def _words(text: str, username: str) -> Doing:
    if not text.startswith("/") or len(text) == 1:
        return Typed(text)
    command, _, argument = text[1:].partition(" ")
    name, _, addressed = command.partition("@")
    if addressed and addressed.lower() != username.lower():
        return Commanded(command.lower(), argument.strip())  # another bot's, and none of ours
    return Commanded(name.lower(), argument.strip())


def _kind(message: Raw) -> str:
    kinds = ("sticker", "voice", "video_note", "video", "audio", "document", "contact", "animation")
    return next((kind for kind in kinds if message.get(kind)), "other")


def _sender(user: Raw, chat: int) -> Sender:
    return Sender(
        channel=CHANNEL,
        user=str(user["id"]),
        chat=str(chat),
        name=" ".join(filter(None, (user.get("first_name"), user.get("last_name")))),
        username=user.get("username"),
        language=user.get("language_code"),
    )
