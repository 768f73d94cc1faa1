"""What a person sees: text, buttons and attachments, described for every channel alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape

from markupsafe import Markup

from chat.action import Action, Move, Page
from chat.markup import joined


class Style(StrEnum):
    """How much a button stands out; a channel without colours ignores it."""

    PLAIN = "plain"
    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


def plain(label: str) -> str:
    """A label as plain text: buttons show no markup, so escaped values become themselves again."""
    return unescape(str(label)) if isinstance(label, Markup) else label


@dataclass(frozen=True, slots=True)
class _Labelled:
    label: str

    def __post_init__(self) -> None:
        if type(self.label) is not str:
            object.__setattr__(self, "label", plain(self.label))


@dataclass(frozen=True, slots=True)
class Button(_Labelled):
    """A press means an action."""

    action: Action
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class LinkButton(_Labelled):
    """Opens an address outside the chat (https, tel is not allowed by every channel)."""

    url: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class DeepLinkButton(_Labelled):
    """Opens a page of ours by its deep link, for messages that travel to other chats."""

    action: Page


@dataclass(frozen=True, slots=True)
class CopyButton(_Labelled):
    """Puts a text (1 to 256 characters) on the clipboard."""

    text: str


@dataclass(frozen=True, slots=True)
class ShareButton(_Labelled):
    """Lets the person pick a chat and share `action`'s page there with a few words."""

    action: Page
    words: str


@dataclass(frozen=True, slots=True)
class PayButton(_Labelled):
    """The button of an invoice; always the first."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture by its key: `seed:barber` (shipped), `media:SHA` (sent by somebody and kept here),
    `telegram:FILE_ID` (of before anything was kept), or drawn now.

    `draw` makes PNG or JPEG bytes where the picture is drawn for this screen (a QR code), by whoever
    sends it; then `key` is stable for the same picture, so that a channel may remember what it uploaded.
    """

    key: str
    draw: Callable[[], bytes] | None = field(default=None, compare=False)

    @property
    def content(self) -> bytes | None:
        """Drawn now; None where the picture is kept somewhere."""
        return None if self.draw is None else self.draw()


@dataclass(frozen=True, slots=True)
class Invoice:
    """What to pay: `amount` in minor units of `currency`; `payload` finds the payment again."""

    payload: str
    title: str
    description: str
    label: str
    amount: int
    currency: str
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class InvoiceButton(_Labelled):
    """Opens the payment sheet at once; a channel that cannot do that makes the move `instead`."""

    invoice: Invoice
    instead: Move
    style: Style = Style.PLAIN


AnyButton = (
    Button | LinkButton | DeepLinkButton | CopyButton | ShareButton | PayButton | InvoiceButton
)
Row = tuple[AnyButton, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep, such as a calendar entry or an export."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Venue:
    """A place to go to, opened by the person's map."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class LivePlace:
    """Where somebody is by now, on a map that follows them for so many seconds from when it is sent."""

    latitude: float
    longitude: float
    seconds: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom a page of those who run the market shows by name, and on which page of that number."""

    person_id: int
    place: str
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One page or message.

    `rows` are buttons; `back` is the page's fixed parent, shown as its own row with the way home.
    `asks` is the action that typed text (or a photo, a place) completes. `asks_place` labels a
    button that shares the person's location where the channel can. `keep` marks a message worth
    keeping (voucher, receipt, news): never edited into another page; a press on it answers below.
    `subject` names what a kept message is about, so that later news may edit or remove it.
    A `live` place takes the place of the text where the channel can show it.
    `toast` is said over the screen for a moment; `alert` makes it wait for a tap. Whom it `shows`
    to somebody who runs the market is recorded before it is shown.
    """

    text: Markup
    rows: tuple[Row, ...] = ()
    back: Page | None = None
    photo: Photo | None = None
    document: Document | None = None
    venue: Venue | None = None
    live: LivePlace | None = None
    invoice: Invoice | None = None
    asks: Action | None = None
    asks_place: str | None = None
    keep: bool = False
    subject: str | None = None
    toast: str | None = None
    alert: bool = False
    shows: tuple[Seen, ...] = ()
    is_service: bool = False


def paragraphs(*parts: str | None) -> Markup:
    """Parts as paragraphs, empty ones left out; text that is not markup is escaped."""
    return joined("\n\n", parts)


def lines(*parts: str | None) -> Markup:
    """Parts one a line, empty ones left out; text that is not markup is escaped."""
    return joined("\n", parts)
