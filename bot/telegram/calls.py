"""The Bot API calls that show one message of ours, each for its kind of message."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import telegram
from telegram import Bot, InputMediaPhoto, LabeledPrice, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.logs import Log
from bot.telegram.composing import Message
from bot.telegram.refusing import Refused, told
from bot.telegram.shown import Form
from bot.telegram.wording import plain, shortened
from chat.screen import Document, Invoice, Venue

T = TypeVar("T")
Picture = str | bytes
"""Telegram's name for a picture, or the picture itself."""

TITLE_LENGTH = 32
DESCRIPTION_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Calls:
    """`provider_token` is what invoices are paid with; `start_parameter` makes each payable once.

    Errors are those of `bot.telegram.refusing`.
    """

    bot: Bot
    provider_token: str
    start_parameter: str
    log: Log

    async def new(self, chat: str, message: Message, picture: Picture | None) -> telegram.Message:
        """A new message."""
        if message.invoice:
            return await self._invoice(chat, message, message.invoice)
        if message.document:
            return await self._document(chat, message, message.document)
        if message.venue:
            return await self._venue(chat, message, message.venue)
        if message.form is Form.PHOTO and picture:
            return await self._photo(chat, message, picture)
        return await self._text(chat, message)

    async def change(
        self, chat: str, number: int, message: Message, picture: Picture | None
    ) -> telegram.Message | None:
        """Has a message show something else; the message, where it was not so already."""
        try:
            done = await self._edit(chat, number, message, picture)
        except Refused as error:
            if error.unchanged:
                return None
            raise
        return done if isinstance(done, telegram.Message) else None

    async def remove(self, chat: str, number: int) -> None:
        """Takes a message away."""
        await told(self.bot.delete_message(chat_id=chat, message_id=number))

    async def keyboard(
        self, chat: str, text: str, keyboard: telegram.ReplyKeyboardMarkup
    ) -> telegram.Message:
        """A message that brings a keyboard of its own."""
        return await told(self.bot.send_message(chat_id=chat, text=text, reply_markup=keyboard))

    async def answer(self, query: str, text: str | None, *, alert: bool) -> None:
        """Lets go of the button that was tapped."""
        await told(self.bot.answer_callback_query(query, text, show_alert=alert))

    async def _text(self, chat: str, message: Message) -> telegram.Message:
        return await self._as_markup_or_plain(
            message.text,
            lambda text, mode: self.bot.send_message(
                chat_id=chat,
                text=text,
                parse_mode=mode,
                reply_markup=message.keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
        )

    async def _photo(self, chat: str, message: Message, picture: Picture) -> telegram.Message:
        return await self._as_markup_or_plain(
            message.text,
            lambda text, mode: self.bot.send_photo(
                chat_id=chat,
                photo=picture,
                caption=text,
                parse_mode=mode,
                reply_markup=message.keyboard,
            ),
        )

    async def _document(self, chat: str, message: Message, document: Document) -> telegram.Message:
        return await self._as_markup_or_plain(
            message.text,
            lambda text, mode: self.bot.send_document(
                chat_id=chat,
                document=document.content,
                filename=document.name,
                caption=text,
                parse_mode=mode,
                reply_markup=message.keyboard,
            ),
        )

    async def _venue(self, chat: str, message: Message, venue: Venue) -> telegram.Message:
        return await told(
            self.bot.send_venue(
                chat_id=chat,
                latitude=venue.latitude,
                longitude=venue.longitude,
                title=venue.title,
                address=venue.address or venue.title,
                reply_markup=message.keyboard,
            )
        )

    async def _invoice(self, chat: str, message: Message, invoice: Invoice) -> telegram.Message:
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

    async def _send_invoice(
        self, chat: str, message: Message, invoice: Invoice
    ) -> telegram.Message:
        return await told(
            self.bot.send_invoice(
                chat_id=chat,
                **invoice_fields(invoice, self.provider_token),
                start_parameter=self.start_parameter,
                reply_markup=message.keyboard,
            )
        )

    async def _edit(
        self, chat: str, number: int, message: Message, picture: Picture | None
    ) -> telegram.Message | bool:
        if message.form is Form.TEXT:
            return await self._edit_text(chat, number, message)
        if picture is None:
            return await self._edit_caption(chat, number, message)
        return await self._as_markup_or_plain(
            message.text,
            lambda text, mode: self.bot.edit_message_media(
                InputMediaPhoto(picture, caption=text, parse_mode=mode),
                chat_id=chat,
                message_id=number,
                reply_markup=message.keyboard,
            ),
        )

    async def _edit_text(self, chat: str, number: int, message: Message) -> telegram.Message | bool:
        return await self._as_markup_or_plain(
            message.text,
            lambda text, mode: self.bot.edit_message_text(
                text,
                chat_id=chat,
                message_id=number,
                parse_mode=mode,
                reply_markup=message.keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
        )

    async def _edit_caption(
        self, chat: str, number: int, message: Message
    ) -> telegram.Message | bool:
        return await self._as_markup_or_plain(
            message.text,
            lambda text, mode: self.bot.edit_message_caption(
                chat_id=chat,
                message_id=number,
                caption=text,
                parse_mode=mode,
                reply_markup=message.keyboard,
            ),
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
        "prices": [LabeledPrice(invoice.label, invoice.amount)],
    }
