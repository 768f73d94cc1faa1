"""A screen as one would read it aloud: its words, its attachments, its buttons."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from chat.screen import (
    AnyButton,
    CopyButton,
    DeepLinkButton,
    LinkButton,
    PayButton,
    Screen,
    ShareButton,
)

_SIGN = "[0-9A-HJKMNP-TV-Z]"
_CODE = re.compile(rf"\b{_SIGN}{{4}}-{_SIGN}{{4}}-{_SIGN}{{3}}\b")
_INVISIBLE = str.maketrans({"\u2068": None, "\u2069": None, "\u202f": " ", "\xa0": " "})
CODE = "{code}"


def read_aloud(screen: Screen) -> Iterator[str]:
    """The lines that a person sees, a voucher's code replaced by `{code}`."""
    if screen.toast:
        yield f"({_words(screen.toast)})"
    yield from (_words(line) for line in plain(screen.text).split("\n") if line)
    yield from _attachments(screen)
    yield from (readable(" ".join(_button(each) for each in row)) for row in screen.rows)
    if screen.asks_place:
        yield f"[{screen.asks_place}]"


def _words(text: str) -> str:
    return _CODE.sub(CODE, readable(text)).rstrip()


def readable(text: str) -> str:
    """A text as it is typed: without invisible isolates, its odd spaces plain."""
    return text.translate(_INVISIBLE)


def plain(text: Markup) -> str:
    """A text without its markup."""
    marked = Markup(str(text).replace("\n", "\x00"))
    return marked.striptags().replace("\x00", "\n")


def codes(screens: Iterable[Screen]) -> list[str]:
    """The voucher codes that screens show."""
    return [found for screen in screens for found in _CODE.findall(plain(screen.text))]


def _attachments(screen: Screen) -> Iterator[str]:
    if screen.photo:
        yield "(picture)"
    if screen.document:
        yield f"(file {screen.document.name})"
    if screen.venue:
        yield f"(map: {screen.venue.title}, {screen.venue.address})"
    if screen.invoice:
        invoice = screen.invoice
        yield f"(invoice: {invoice.title}; {invoice.description}; {invoice.amount} {invoice.currency})"


def _button(button: AnyButton) -> str:
    match button:
        case CopyButton():
            return f"[{button.label} ⧉]"
        case LinkButton() | DeepLinkButton():
            return f"[{button.label} ↗]"
        case ShareButton():
            return f"[{button.label} ⤴]"
        case PayButton():
            return f"[{button.label} 💳]"
        case _:
            return f"[{button.label}]"
