"""The Bot API calls that show one message of ours, each for its kind of message."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import InputFile, InputMediaPhoto
from telegram.constants import ParseMode

from bot.logs import Log
from bot.telegram.composing import Message
from bot.telegram.keyboards import Keyboard, packed
from bot.telegram.refusing import Refused, told
from bot.telegram.sent import Sent
from bot.telegram.setup import UpdatesBot
from bot.telegram.shown import Form
from bot.telegram.wording import plain, shortened
from chat.screen import Document, Invoice, LivePlace, Venue

T = TypeVar("T")
Picture = str | bytes
"""Telegram's name for a picture, or the picture itself."""

_NO_PREVIEW = json.dumps({"is_disabled": True})
TITLE_LENGTH = 32
DESCRIPTION_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Calls:
    """`provider_token` is what invoices are paid with; `start_parameter` makes each payable once.

    Errors are those of `bot.telegram.refusing`.
    """

    bot: UpdatesBot
    provider_token: str
    start_parameter: str
    log: Log

    async def new(self, chat: str, message: Message, picture: Picture | None) -> Sent:
        """A new message."""
        if message.invoice:
            return await self._invoice(chat, message, message.invoice)
        if message.document:
            return await self._document(chat, message, message.document)
        if message.venue:
            return await self._venue(chat, message, message.venue)
        if message.live:
            quietly = {"disable_notification": True}
            return await self._live("sendLocation", chat, message, message.live, **quietly)
        if message.form is Form.PHOTO and picture:
            return await self._sent(
                "sendPhoto", chat, message, "caption", photo=_file(picture, None)
            )
        return await self._sent(
            "sendMessage", chat, message, "text", link_preview_options=_NO_PREVIEW
        )

    async def change(
        self, chat: str, number: int, message: Message, picture: Picture | None
    ) -> Sent | None:
        """Has a message show something else; the message, where it was not so already."""
        try:
            return await self._edit(chat, number, message, picture)
        except Refused as error:
            if error.unchanged:
                return None
            raise

    async def remove(self, chat: str, number: int) -> None:
        """Takes a message away."""
        await told(self.bot.call("deleteMessage", chat_id=chat, message_id=number))

    async def keyboard(self, chat: str, text: str, keyboard: Keyboard) -> Sent:
        """A message that brings a keyboard of its own."""
        given = {"chat_id": chat, "text": text, "reply_markup": packed(keyboard)}
        return Sent.of(await told(self.bot.call("sendMessage", **given)))

    async def answer(self, query: str, text: str | None, *, alert: bool) -> None:
        """Lets go of the button that was tapped."""
        given = {"callback_query_id": query, "text": text, "show_alert": alert or None}
        await told(self.bot.call("answerCallbackQuery", **given))

    async def _document(self, chat: str, message: Message, document: Document) -> Sent:
        file = _file(document.content, document.name)
        return await self._sent("sendDocument", chat, message, "caption", document=file)

    async def _venue(self, chat: str, message: Message, venue: Venue) -> Sent:
        return Sent.of(
            await told(
                self.bot.call(
                    "sendVenue",
                    chat_id=chat,
                    latitude=venue.latitude,
                    longitude=venue.longitude,
                    title=venue.title,
                    address=venue.address or venue.title,
                    reply_markup=message.keyboard,
                )
            )
        )

    async def _live(
        self, method: str, chat: str, message: Message, live: LivePlace, **given: Any
    ) -> Sent:
        """Once it stands, longer than it was is told with each of its moves."""
        return Sent.of(
            await told(
                self.bot.call(
                    method,
                    chat_id=chat,
                    latitude=live.latitude,
                    longitude=live.longitude,
                    live_period=live.seconds,
                    reply_markup=message.keyboard,
                    **given,
                )
            )
        )

    async def _invoice(self, chat: str, message: Message, invoice: Invoice) -> Sent:
        try:
            return await self._send_invoice(chat, message, invoice)
        except Refused as error:
            self.log.exception(
                "Telegram refuses an invoice: is HEREABOUTS_TELEGRAM_PROVIDER_TOKEN right?",
                why=error.words,
                amount=invoice.amount,
                currency=invoice.currency,
            )
            raise

    async def _send_invoice(self, chat: str, message: Message, invoice: Invoice) -> Sent:
        return Sent.of(
            await told(
                self.bot.call(
                    "sendInvoice",
                    chat_id=chat,
                    **invoice_fields(invoice, self.provider_token),
                    start_parameter=self.start_parameter,
                    reply_markup=message.keyboard,
                )
            )
        )

    async def _edit(
        self, chat: str, number: int, message: Message, picture: Picture | None
    ) -> Sent:
        if message.live:
            moved = "editMessageLiveLocation"
            return await self._live(moved, chat, message, message.live, message_id=number)
        if message.form is Form.TEXT:
            return await self._sent(
                "editMessageText",
                chat,
                message,
                "text",
                message_id=number,
                link_preview_options=_NO_PREVIEW,
            )
        if picture is None:
            return await self._sent(
                "editMessageCaption", chat, message, "caption", message_id=number
            )
        return await self._edit_media(chat, number, message, picture)

    async def _edit_media(self, chat: str, number: int, message: Message, picture: Picture) -> Sent:
        async def exchange(text: str, mode: str | None) -> Any:
            return await self.bot.edit_message_media(
                InputMediaPhoto(picture, caption=text, parse_mode=mode),
                chat_id=chat,
                message_id=number,
                api_kwargs={"reply_markup": message.keyboard} if message.keyboard else None,
            )

        changed = await self._as_markup_or_plain(message.text, exchange)
        return Sent.of(changed if isinstance(changed, bool) else changed.to_dict())

    async def _sent(
        self, method: str, chat: str, message: Message, words: str, **given: Any
    ) -> Sent:
        return Sent.of(
            await self._as_markup_or_plain(
                message.text,
                lambda text, mode: self.bot.call(
                    method,
                    chat_id=chat,
                    parse_mode=mode,
                    reply_markup=message.keyboard,
                    **{words: text},
                    **given,
                ),
            )
        )

    async def _as_markup_or_plain(
        self, text: str, call: Callable[[str, str | None], Awaitable[T]]
    ) -> T:
        try:
            return await told(call(text, ParseMode.HTML))
        except Refused as error:
            if not error.unparsable:
                raise
            self.log.warning("Telegram cannot read our markup", why=error.words)
            return await told(call(plain(text), None))


def invoice_fields(invoice: Invoice, provider_token: str) -> dict[str, Any]:
    """What an invoice says, be it a message or behind a link; Stars take no provider's token."""
    return {
        "title": shortened(invoice.title, TITLE_LENGTH),
        "description": shortened(invoice.description, DESCRIPTION_LENGTH),
        "payload": invoice.payload,
        "provider_token": "" if invoice.currency == "XTR" else provider_token,
        "currency": invoice.currency,
        "prices": json.dumps([{"label": invoice.label, "amount": invoice.amount}]),
    }


def _file(content: Picture, name: str | None) -> Picture | InputFile:
    """To be uploaded, or by the name under which Telegram has it."""
    return content if isinstance(content, str) else InputFile(content, filename=name)
