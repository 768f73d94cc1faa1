"""Buttons as Telegram wants them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from chat.action import Action
from chat.links import Links
from chat.screen import (
    AnyButton,
    Button,
    CopyButton,
    DeepLinkButton,
    InvoiceButton,
    LinkButton,
    PayButton,
    Row,
    ShareButton,
    Style,
)

SHARE = "https://t.me/share/url"


@dataclass(frozen=True, slots=True)
class Keyboards:
    """Makes keyboards; `pack` and `links` turn actions into what a button carries."""

    pack: Callable[[Action, str | None], str]
    links: Links

    def inline(self, rows: tuple[Row, ...], source: str | None) -> InlineKeyboardMarkup | None:
        """The buttons under a message; the source, if any, travels with each press."""
        if not rows:
            return None
        return InlineKeyboardMarkup([[self._button(each, source) for each in row] for row in rows])

    def place(self, label: str) -> ReplyKeyboardMarkup:
        """The button that shares where the person is, in place of the keyboard for letters."""
        return ReplyKeyboardMarkup(
            [[KeyboardButton(label, request_location=True)]],
            one_time_keyboard=True,
            resize_keyboard=True,
        )

    def _button(self, button: AnyButton, source: str | None) -> InlineKeyboardButton:
        match button:
            case Button(label, action, style) | InvoiceButton(label, _, action, style):
                data = self.pack(action, source)
                return InlineKeyboardButton(label, callback_data=data, style=_look(style))
            case LinkButton(label, url, style):
                return InlineKeyboardButton(label, url=url, style=_look(style))
            case DeepLinkButton(label, action):
                return InlineKeyboardButton(label, url=self.links.to(action, source))
            case CopyButton(label, text):
                return InlineKeyboardButton(label, copy_text=CopyTextButton(text))
            case ShareButton(label, action, words):
                address = urlencode({"url": self.links.to(action, source), "text": words})
                return InlineKeyboardButton(label, url=f"{SHARE}?{address}")
            case PayButton(label):
                return InlineKeyboardButton(label, pay=True)


def _look(style: Style) -> str | None:
    return None if style is Style.PLAIN else style.value
