"""A screen as one message that Telegram takes: its kind, its text within limits, its buttons."""

from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.telegram.keyboards import Keyboards, packed
from bot.telegram.shown import PICTURE, Form, Shown
from bot.telegram.wording import CAPTION_LENGTH, TEXT_LENGTH, cut, fits
from chat.screen import Document, Invoice, LivePlace, PayButton, Photo, Row, Screen, Venue

PAGES = frozenset({Form.TEXT, Form.PHOTO})
"""Kinds that can be edited into another page of the same kind; the others are there to stay."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be shown, its keyboard as a call takes it; the fingerprint is as in `Shown`."""

    form: Form
    text: str
    keyboard: str | None
    fingerprint: str
    kept: bool
    subject: str | None
    photo: Photo | None = None
    document: Document | None = None
    invoice: Invoice | None = None
    venue: Venue | None = None
    live: LivePlace | None = None

    def shown_as(self, message: int) -> Shown:
        """How it is remembered once it stands in the chat."""
        return Shown(message, self.form, self.fingerprint, self.kept, self.subject)

    def same_picture(self, shown: Shown) -> bool:
        """Whether a message shows this very picture already."""
        return shown.picture == self.fingerprint[:PICTURE]

    def within(self, form: Form) -> "Message":
        """As much of it as a message of another kind can show by an edit."""
        if form is self.form:
            return self
        limit = TEXT_LENGTH if form is Form.TEXT else CAPTION_LENGTH
        return replace(self, form=form, text=cut(self.text, limit), photo=None)


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes messages, with keyboards for this bot."""

    keyboards: Keyboards

    def compose(self, screen: Screen, source: str | None = None) -> Message:
        """The message for a screen; the source, if any, travels with each of its buttons."""
        form = _form(screen)
        rows = _pay_first(screen) if form is Form.INVOICE else screen.rows
        keyboard = packed(self.keyboards.inline(rows, source))
        text = cut(screen.text, TEXT_LENGTH if form is Form.TEXT else CAPTION_LENGTH)
        return Message(
            form=form,
            text=text,
            keyboard=keyboard,
            fingerprint=_fingerprint(form, text, keyboard, screen),
            kept=screen.keep or form not in PAGES,
            subject=screen.subject,
            photo=screen.photo if form is Form.PHOTO else None,
            document=screen.document,
            invoice=screen.invoice,
            venue=screen.venue,
            live=screen.live,
        )


def has_body(screen: Screen) -> bool:
    """Whether there is more to show than a toast."""
    attached = screen.photo or screen.invoice or screen.document or screen.venue or screen.live
    return bool(screen.text or attached)


def _form(screen: Screen) -> Form:
    if screen.invoice:
        return Form.INVOICE
    if screen.document:
        return Form.DOCUMENT
    if screen.venue:
        return Form.VENUE
    if screen.live:
        return Form.LIVE
    if screen.photo and fits(screen.text, CAPTION_LENGTH):
        return Form.PHOTO
    return Form.TEXT


def _pay_first(screen: Screen) -> tuple[Row, ...]:
    paying = [row for row in screen.rows if any(isinstance(each, PayButton) for each in row)]
    others = [row for row in screen.rows if row not in paying]
    return (*paying, *others) if paying else ()


def _fingerprint(form: Form, text: str, keyboard: str | None, screen: Screen) -> str:
    picture = screen.photo.key if screen.photo and form is Form.PHOTO else ""
    where = f"{screen.live.latitude},{screen.live.longitude}" if screen.live else ""
    rest = "\0".join((form, keyboard or "", text, *((where,) if where else ())))
    return _digest(picture, PICTURE // 2) + _digest(rest, 10)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()
