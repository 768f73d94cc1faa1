"""What the channel remembers of a chat between one message and the next."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.telegram import shown, uploads
from bot.telegram.by_heart import PLACE, ByHeart
from bot.telegram.composing import PAGES, Message
from bot.telegram.incoming import CHANNEL
from bot.telegram.shown import Shown
from chat.screen import Photo
from database.door import Database
from people import reaching

Also = Callable[[Connection], object]

RENEWED = timedelta(days=1)
"""A page that is still pressed is noted so often, lest it be forgotten by its age."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What we know of a chat: the tapped message or what took its place, those on the new one's
    subject, the picture. Of a page that is known `by_heart` no others on the subject were looked for.
    """

    on: Shown | None
    about: tuple[Shown, ...]
    places: tuple[Shown, ...]
    file: str | None
    by_heart: bool = False


@dataclass(frozen=True, slots=True)
class ChatMemory:
    """One read before a message, and a small write after it where something is to be kept.

    A program that is `alone` in showing pages knows by heart what they show: of those only the kind
    is written, once. Where another may have shown something else meanwhile, each change is.
    """

    database: Database
    clock: Clock
    alone: bool = False
    _heart: ByHeart = field(default_factory=ByHeart)

    def fingerprint(self, chat: str, message: Shown) -> str:
        """Of what a message shows now, as far as we know."""
        return self._heart.fingerprint(chat, message)

    async def recall(self, chat: str, on: int | None, message: Message) -> Recalled:
        """All that matters for showing the message, where `on` was tapped.

        What the program knows by heart is not asked of the database: a page that becomes another of
        its kind takes nothing away, so that what else there is on the subject does not matter.
        """
        if self.alone and on is not None:
            page = self._heart.page(chat, on)
            same = page is not None and page.form is message.form and message.form in PAGES
            alike = message.photo is None or (page is not None and message.same_picture(page))
            if page is not None and alike and (same or message.subject is None):
                return Recalled(page, (), (), None, by_heart=message.subject is not None)
        return await self.recall_all(chat, on, message)

    async def recall_all(self, chat: str, on: int | None, message: Message) -> Recalled:
        """The same from the database alone."""
        return await self.database.read(
            lambda connection: self.look(connection, chat, on, message.subject, message.photo)
        )

    def look(
        self,
        connection: Connection,
        chat: str,
        on: int | None,
        subject: str | None,
        photo: Photo | None,
    ) -> Recalled:
        """The same on a connection, for a message about this, with this picture."""
        subjects = tuple(each for each in (subject, PLACE) if each)
        found = shown.look(connection, chat, on, subjects)
        tapped = next((each for each in found if each.message == on), None)
        if not any(each.subject == PLACE for each in found):
            self._heart.has_no_place(chat)
        return Recalled(
            on=tapped and shown.latest(connection, chat, tapped),
            about=tuple(each for each in found if each.subject and each.subject == subject),
            places=tuple(each for each in found if each.subject == PLACE),
            file=uploads.file_of(connection, photo.key) if photo else None,
        )

    async def about(self, chat: str, subject: str) -> list[Shown]:
        """The messages on a subject, newest first."""
        return await self.database.read(
            lambda connection: shown.look(connection, chat, None, (subject,))
        )

    async def note(
        self,
        chat: str,
        message: Shown,
        uploaded: tuple[Photo, str] | None = None,
        *,
        before: Shown | None = None,
        also: Also | None = None,
    ) -> None:
        """A message shows this now; a picture that was uploaded for it need not be again.

        Nothing is written where that is what was noted `before`. `also` is done in the same
        transaction.
        """
        now = self.clock.now()
        by_heart = self.alone and message.passes
        noted = message.without_text() if by_heart else message
        if uploaded or also or before != noted or _grows_old(before, now):
            await self.database.write(lambda c: self._write(c, chat, noted, uploaded, also, now))
            noted = replace(noted, at=now)
        elif before is not None:
            noted = before
        self._heart.note(chat, noted, message.fingerprint, keep=by_heart)

    def _write(  # noqa: PLR0917 - what is written
        self,
        connection: Connection,
        chat: str,
        noted: Shown,
        uploaded: tuple[Photo, str] | None,
        also: Also | None,
        now: datetime,
    ) -> None:
        if also is not None:
            also(connection)
        shown.note(connection, chat, noted, now)
        if uploaded is not None:
            photo, file = uploaded
            uploads.remember(connection, photo.key, file)

    async def leave(self, chat: str, message: int, instead: int | None) -> None:
        """A message was taken away, for another one to stand `instead` where there is one."""
        now = self.clock.now()
        self._heart.forget(chat, message)
        await self.database.write(
            lambda connection: shown.leave(connection, chat, message, instead, now)
        )

    async def drop(self, chat: str, message: int) -> None:
        """A message is not ours to change any more."""
        self._heart.forget(chat, message)
        await self.database.write(lambda connection: shown.drop(connection, chat, message))

    async def forget_upload(self, photo: Photo) -> None:
        """Telegram does not know the picture after all."""
        await self.database.write(lambda connection: uploads.forget(connection, photo.key))

    async def close(self, chat: str) -> None:
        """The person blocked us: nobody writes there until they come back."""
        now = self.clock.now()
        await self.database.write(
            lambda connection: reaching.mark_unreachable(connection, CHANNEL, chat, now)
        )


def _grows_old(page: Shown | None, now: datetime) -> bool:
    return page is not None and page.at is not None and page.at < now - RENEWED
