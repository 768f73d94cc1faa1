"""Reads Telegram's updates into words that every channel shares."""

from telegram import CallbackQuery, ChatMember, Message, PreCheckoutQuery, Update, User
from telegram.constants import ChatType

from bot.telegram.incoming import CHANNEL, Checkout, Incoming, Paid, Reached
from chat.event import (
    Commanded,
    Doing,
    Event,
    Pressed,
    Sender,
    SentOther,
    SentPhoto,
    SharedPlace,
    Typed,
)
from database.point import Point
from payments.evidence import evidence

WANTED = ("message", "edited_message", "callback_query", "pre_checkout_query", "my_chat_member")
"""The kinds of updates that we ask Telegram for."""


def read(update: Update, username: str) -> Incoming | None:
    """What happened; None for what is none of our business, such as talk in groups."""
    key = update.update_id
    if update.callback_query:
        return _pressed(key, update.callback_query)
    if update.pre_checkout_query:
        return _checkout(key, update.pre_checkout_query)
    message = update.message or update.edited_message
    if message and message.from_user and message.chat.type == ChatType.PRIVATE:
        edited = update.edited_message is not None
        return _message(key, message, message.from_user, username, edited=edited)
    return _reached(update)


def _pressed(key: int, query: CallbackQuery) -> Event:
    """A press on a message that stands elsewhere is answered in the person's own chat."""
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return Event(
            key,
            _sender(query.from_user, query.from_user.id),
            Pressed(query.data or "", None, query.id),
        )
    return Event(
        key,
        _sender(query.from_user, message.chat.id),
        Pressed(
            query.data or "",
            str(message.message_id),
            query.id,
            gone=not message.is_accessible,
        ),
    )


def _checkout(key: int, query: PreCheckoutQuery) -> Checkout:
    return Checkout(
        key=key,
        sender=_sender(query.from_user, query.from_user.id),
        query=query.id,
        payload=query.invoice_payload,
        amount=query.total_amount,
        currency=query.currency,
    )


def _reached(update: Update) -> Reached | None:
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        return None
    reachable = change.new_chat_member.status != ChatMember.BANNED
    return Reached(update.update_id, _sender(change.from_user, change.chat.id), reachable)


def _message(
    key: int, message: Message, user: User, username: str, *, edited: bool
) -> Incoming | None:
    sender = _sender(user, message.chat.id)
    if message.successful_payment:
        return _paid(key, sender, message)
    if edited:
        # a live location sends one of these each few seconds
        return None if message.location else Event(key, sender, SentOther("edited"))
    doing = _doing(message, username)
    return None if doing is None else Event(key, sender, doing)


def _paid(key: int, sender: Sender, message: Message) -> Paid:
    payment = message.successful_payment
    assert payment is not None
    return Paid(
        key=key,
        sender=sender,
        payload=payment.invoice_payload,
        charge=payment.telegram_payment_charge_id,
        provider_charge=payment.provider_payment_charge_id,
        amount=payment.total_amount,
        currency=payment.currency,
        raw=evidence(payment.to_dict()),
    )


def _doing(message: Message, username: str) -> Doing | None:
    if message.refunded_payment or message.pinned_message:
        return None  # Telegram tells us what we did ourselves
    if message.text is not None:
        return _words(message.text, username)
    if message.location:
        place = message.location
        return SharedPlace(Point(latitude=place.latitude, longitude=place.longitude))
    if message.photo:
        return SentPhoto(f"telegram:{message.photo[-1].file_id}", message.caption or "")
    return SentOther(_kind(message))


def _words(text: str, username: str) -> Doing:
    if not text.startswith("/") or len(text) == 1:
        return Typed(text)
    command, _, argument = text[1:].partition(" ")
    name, _, addressed = command.partition("@")
    if addressed and addressed.lower() != username.lower():
        return Commanded(command.lower(), argument.strip())  # another bot's, and none of ours
    return Commanded(name.lower(), argument.strip())


def _kind(message: Message) -> str:
    kinds = ("sticker", "voice", "video_note", "video", "audio", "document", "contact", "animation")
    return next((kind for kind in kinds if getattr(message, kind)), "other")


def _sender(user: User, chat: int) -> Sender:
    return Sender(
        channel=CHANNEL,
        user=str(user.id),
        chat=str(chat),
        name=" ".join(filter(None, (user.first_name, user.last_name))),
        username=user.username,
        language=user.language_code,
    )
