"""Screens in chats: pages are edited in place, what is worth keeping stays, and nothing twice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Connection

from bot.errors import ChatClosed
from bot.lanes import Lane
from bot.telegram import shown
from bot.telegram.by_heart import PLACE
from bot.telegram.calls import Picture
from bot.telegram.composing import PAGES, Composer, Message, has_body
from bot.telegram.delivering import Delivery
from bot.telegram.invoice_links import InvoiceLinks
from bot.telegram.memory import Also, ChatMemory, Recalled
from bot.telegram.refusing import Refused
from bot.telegram.sent import Sent
from bot.telegram.shown import Form, Shown
from chat.screen import Photo, Screen

__all__ = ["Recalled", "Showing"]

T = TypeVar("T")
_UPLOADED = "telegram:"


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows screens; `pictures` reads the ones that are shipped or kept, by key."""

    delivery: Delivery
    composer: Composer
    memory: ChatMemory
    links: InvoiceLinks
    pictures: Callable[[str], Awaitable[bytes | None]]

    @staticmethod
    def shows(connection: Connection, chat: str, subject: str) -> bool:
        """Whether a message on the subject stands in the chat."""
        return bool(shown.look(connection, chat, None, (subject,)))

    async def answer(
        self, chat: str, screen: Screen, on: int | None, *, gone: bool = False
    ) -> None:
        """Shows a screen to whoever tapped the message `on`, or typed (None).

        A message that is `gone` is left alone, unless we know what took its place.
        """
        if not has_body(screen):
            return
        message = self.composer.compose(await self.links.put_in(screen))
        known = await self.memory.recall(chat, on, message)
        if gone and (known.on is None or known.on.message == on):
            on, known = None, replace(known, on=None)
        try:
            if not await self._edited(chat, on, message, known):
                if known.by_heart:
                    known = await self.memory.recall_all(chat, on, message)
                await self._replaced(chat, message, known)
            await self._ask_place(chat, screen.asks_place, known)
        except ChatClosed:
            await self.memory.close(chat)

    async def tell(
        self,
        chat: str,
        screen: Screen,
        lane: Lane = Lane.NEWS,
        *,
        quiet: bool = False,
        repeated: bool = False,
        source: str | None = None,
        known: Recalled | None = None,
        also: Also | None = None,
    ) -> bool:
        """Brings news. Quiet news only changes the message on its subject, if there is one.

        `repeated` news may have arrived before: it is left at that when it shows already. `known`
        is what was recalled for it; `also` is done with the note of what shows it: whether it was.
        The errors are those of `bot.telegram.refusing` and `TooMany`.
        """
        message = self.composer.compose(await self.links.put_in(screen), source)
        known = known or await self.memory.recall(chat, None, message)
        latest = known.about[0] if known.about else None
        if quiet:
            return latest is not None and await self._revise(chat, latest, message, known, also)
        if not (repeated and latest and latest.fingerprint == message.fingerprint):
            await self._send(lane, chat, message, known, also)
            return also is not None
        return False

    async def retract(self, chat: str, subject: str) -> None:
        """Takes away what stands about a subject."""
        for old in await self.memory.about(chat, subject):
            await self._remove(chat, old.message)

    async def _edited(self, chat: str, on: int | None, message: Message, known: Recalled) -> bool:
        """Whether the tapped message could be made to show this."""
        if on is None or message.form not in PAGES:
            return False
        old = known.on or Shown(on, message.form, "", kept=False, subject=None)
        same_subject = old.subject is not None and old.subject == message.subject
        if old.form is not message.form or (old.kept and not same_subject):
            return False
        try:
            await self._change(chat, old, message, known)
        except Refused:
            return False
        return True

    async def _replaced(self, chat: str, message: Message, known: Recalled) -> None:
        """A new message; the page that was tapped goes when the new one is a page too."""
        sent = await self._send(Lane.REPLY, chat, message, known)
        tapped = known.on
        if tapped is None or tapped.kept or tapped.form is Form.GONE or tapped in known.about:
            return
        if message.form in PAGES:
            await self._remove(chat, tapped.message, instead=sent)

    async def _revise(
        self, chat: str, old: Shown, message: Message, known: Recalled, also: Also | None
    ) -> bool:
        if old.form is Form.INVOICE:
            return False
        try:
            await self._change(chat, old, message.within(old.form), known, also)
        except Refused:
            if old.form is Form.LIVE:  # a map that moves no more shows where nobody is
                await self._remove(chat, old.message)
            else:
                await self.memory.drop(chat, old.message)
            return False
        return also is not None

    async def _change(
        self, chat: str, old: Shown, message: Message, known: Recalled, also: Also | None = None
    ) -> None:
        changed = None
        if self.memory.fingerprint(chat, old) != message.fingerprint:
            same = message.same_picture(old)
            changed = await self._pictured(
                None if same else message.photo,
                known,
                lambda picture: self.delivery.change(chat, old.message, message, picture),
            )
        now = message.shown_as(old.message)
        uploaded = _uploaded(message, known, changed)
        await self.memory.note(chat, now, uploaded, before=old, also=also)

    async def _send(
        self, lane: Lane, chat: str, message: Message, known: Recalled, also: Also | None = None
    ) -> int:
        sent = await self._pictured(
            message.photo,
            known,
            lambda picture: self.delivery.send(lane, chat, message, picture),
        )
        standing = (
            message if sent.picture or message.form is not Form.PHOTO else message.within(Form.TEXT)
        )
        uploaded = _uploaded(message, known, sent)
        await self.memory.note(chat, standing.shown_as(sent.number), uploaded, also=also)
        for old in known.about:
            await self._remove(chat, old.message, instead=sent.number)
        return sent.number

    async def _ask_place(self, chat: str, label: str | None, known: Recalled) -> None:
        """The button that shares a place lives in a message of its own: pages have other buttons."""
        for old in known.places:
            await self._remove(chat, old.message)
        if label:
            keyboard = self.composer.keyboards.place(label)
            sent = await self.delivery.send_keyboard(chat, label, keyboard)
            helper = Shown(sent.number, Form.TEXT, "", kept=True, subject=PLACE)
            await self.memory.note(chat, helper)

    async def _remove(self, chat: str, message: int, instead: int | None = None) -> None:
        await self.delivery.remove(chat, message)
        await self.memory.leave(chat, message, instead)

    async def _pictured(
        self, photo: Photo | None, known: Recalled, call: Callable[[Picture | None], Awaitable[T]]
    ) -> T:
        """Uploads the picture once more where Telegram forgot it, as after a change of bots."""
        try:
            return await call(await self._picture(photo, known))
        except Refused as error:
            if photo is None or not error.file_unknown:
                raise
        await self.memory.forget_upload(photo)
        return await call(photo.content or await self.pictures(photo.key))

    async def _picture(self, photo: Photo | None, known: Recalled) -> Picture | None:
        if photo is None:
            return None
        if photo.key.startswith(_UPLOADED):
            return photo.key.removeprefix(_UPLOADED)
        return known.file or photo.content or await self.pictures(photo.key)


def _uploaded(message: Message, known: Recalled, sent: Sent | None) -> tuple[Photo, str] | None:
    """The picture and Telegram's name for it, where it had to be uploaded."""
    photo = message.photo
    if (
        photo is None
        or known.file
        or photo.key.startswith(_UPLOADED)
        or not (sent and sent.picture)
    ):
        return None
    return photo, sent.picture
