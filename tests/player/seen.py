"""A screen as one would read it aloud: its words, its attachments, its buttons."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from chat.screen import (
    AnyButton,
    CopyButton,
    DeepLinkButton,
    InvoiceButton,
    LinkButton,
    PayButton,
    Screen,
    ShareButton,
)

Block = tuple[str, ...]
"""One message as it is read aloud, a line each."""

_SIGN = "[0-9A-HJKMNP-TV-Z]"
_SIGNS = re.compile("[🟥🟧🟨🟩🟦🟪] [0-9A-Z]{4} ·")
_CODE = re.compile(rf"\b{_SIGN}{{4}}-{_SIGN}{{4}}-{_SIGN}{{3}}\b")
_INVISIBLE = str.maketrans(
    {"\u2068": None, "\u2069": None, "\u200f": None, "\u202f": " ", "\xa0": " "}
)
_TOKEN = re.compile(r"join_[A-Za-z0-9]{20}")
CODE = "{code}"
_NUMBER = re.compile(r"(?:(?<=number at the counter: )|(?<=number for the courier: ))\d{4}")
NUMBER = "{number}"
"""What a courier shows at the counter, or a guest reads out to one."""


def read_aloud(screen: Screen) -> Block:
    """What a person sees of a screen; invoices and maps come without words of their own."""
    return tuple(readable(line).rstrip() for line in _lines(screen) if line.strip())


def _lines(screen: Screen) -> Iterator[str]:
    if screen.toast:
        yield f"({screen.toast})"
    if not screen.invoice and not screen.venue and not screen.live:
        yield from plain(screen.text).split("\n")
    yield from _attachments(screen)
    yield from (" ".join(_button(each) for each in row) for row in screen.rows)
    if screen.asks_place:
        yield f"[{screen.asks_place}]"


def readable(text: str) -> str:
    """A text as it is typed: without invisible isolates, its odd spaces plain."""
    return text.translate(_INVISIBLE)


def plain(text: Markup) -> str:
    """A text without its markup."""
    marked = Markup(str(text).replace("\n", "\x00"))
    return marked.striptags().replace("\x00", "\n")


def codes(block: Block) -> list[str]:
    """The voucher codes that a message shows."""
    return [found for line in block for found in _CODE.findall(line)]


def numbers(block: Block) -> list[str]:
    """The numbers that couriers show at the counter."""
    return [found for line in block for found in _NUMBER.findall(line)]


def without_codes(block: Block) -> Block:
    """The message without codes, numbers, invitations and signs of bills, which are others every time."""
    plainer = (_NUMBER.sub(NUMBER, _CODE.sub(CODE, line)) for line in block)
    return tuple(_SIGNS.sub("{signs} ·", _TOKEN.sub("join_{token}", line)) for line in plainer)


def _attachments(screen: Screen) -> Iterator[str]:
    if screen.photo:
        yield "(picture)"
    if screen.document:
        yield f"(file {screen.document.name})"
    if screen.venue:
        yield f"(map: {screen.venue.title}, {screen.venue.address})"
    if screen.live:
        yield f"(live map: {screen.live.latitude:.4f}, {screen.live.longitude:.4f})"
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
        case PayButton() | InvoiceButton():
            return f"[{button.label} 💳]"
        case _:
            return f"[{button.label}]"


def offered(shown: Iterable[tuple[str, str]], above: str) -> Block:
    """A list that is offered in another chat: the way in above it, then each place in two lines."""
    listed = (line for card in shown for line in card)
    return tuple(readable(line) for line in (f"[{above}]", *listed))
