"""Buttons as Telegram wants them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

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
Keyboard = dict[str, Any]
"""As the Bot API takes it."""


@dataclass(frozen=True, slots=True)
class Keyboards:
    """Makes keyboards; `pack` and `links` turn actions into what a button carries."""

    pack: Callable[[Action, str | None], str]
    links: Links

    def inline(self, rows: tuple[Row, ...], source: str | None) -> Keyboard | None:
        """The buttons under a message; the source, if any, travels with each press."""
        if not rows:
            return None
        button = self._button
        return {"inline_keyboard": [[button(each, source) for each in row] for row in rows]}

    def place(self, label: str) -> Keyboard:
        """The button that shares where the person is, in place of the keyboard for letters."""
        button = {"text": label, "request_location": True}
        return {"keyboard": [[button]], "one_time_keyboard": True, "resize_keyboard": True}

    def _button(self, button: AnyButton, source: str | None) -> dict[str, Any]:
        if type(button) is not Button:
            return self._other(button, source)
        data = self.pack(button.action, source)
        if button.style is Style.PLAIN:
            return {"text": button.label, "callback_data": data}
        return {"text": button.label, "callback_data": data, **_look(button.style)}

    def _other(self, button: AnyButton, source: str | None) -> dict[str, Any]:
        """Few are: to find out what it is costs more than packing most of them."""
        match button:
            case Button(label, action, style) | InvoiceButton(label, _, action, style):
                data = self.pack(action, source)
                return {"text": label, "callback_data": data, **_look(style)}
            case LinkButton(label, url, style):
                return {"text": label, "url": url, **_look(style)}
            case DeepLinkButton(label, action):
                return {"text": label, "url": self.links.to(action, source)}
            case CopyButton(label, text):
                return {"text": label, "copy_text": {"text": text}}
            case ShareButton(label, action, words):
                address = urlencode({"url": self.links.to(action, source), "text": words})
                return {"text": label, "url": f"{SHARE}?{address}"}
            case PayButton(label):
                return {"text": label, "pay": True}


def packed(keyboard: Keyboard | None) -> str | None:
    """As a parameter of a call."""
    return None if keyboard is None else json.dumps(keyboard)


def _look(style: Style) -> dict[str, str]:
    return {} if style is Style.PLAIN else {"style": style.value}
