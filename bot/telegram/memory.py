"""What the channel remembers of a chat between one message and the next."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.clock import Clock
from bot.telegram import shown, uploads
from bot.telegram.composing import Message
from bot.telegram.incoming import CHANNEL
from bot.telegram.shown import Shown
from chat.screen import Photo
from database.door import Database
from people import reaching

PLACE = "asks-place"
"""The subject of a message that only brings the button for sharing a place."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What we know of a chat: the tapped message or what took its place, those on the new one's
    subject, the picture.
    """

    on: Shown | None
    about: tuple[Shown, ...]
    places: tuple[Shown, ...]
    file: str | None


@dataclass(frozen=True, slots=True)
class ChatMemory:
    """One read before a message, one small write after it."""

    database: Database
    clock: Clock

    async def recall(self, chat: str, on: int | None, message: Message) -> Recalled:
        """All that matters for showing the message, where `on` was tapped."""
        subjects = tuple(subject for subject in (message.subject, PLACE) if subject)
        key = message.photo.key if message.photo else None

        def read(connection: Connection) -> tuple[list[Shown], Shown | None, str | None]:
            found = shown.look(connection, chat, on, subjects)
            tapped = next((each for each in found if each.message == on), None)
            return (
                found,
                tapped and shown.latest(connection, chat, tapped),
                uploads.file_of(connection, key) if key else None,
            )

        found, tapped, file = await self.database.read(read)
        return Recalled(
            on=tapped,
            about=tuple(each for each in found if each.subject and each.subject == message.subject),
            places=tuple(each for each in found if each.subject == PLACE),
            file=file,
        )

    async def about(self, chat: str, subject: str) -> list[Shown]:
        """The messages on a subject, newest first."""
        return await self.database.read(
            lambda connection: shown.look(connection, chat, None, (subject,))
        )

    async def note(
        self, chat: str, message: Shown, uploaded: tuple[Photo, str] | None = None
    ) -> None:
        """A message shows this now; a picture that was uploaded for it need not be again."""
        now = self.clock.now()

        def write(connection: Connection) -> None:
            shown.note(connection, chat, message, now)
            if uploaded is not None:
                photo, file = uploaded
                uploads.remember(connection, photo.key, file)

        await self.database.write(write)

    async def leave(self, chat: str, message: int, instead: int | None) -> None:
        """A message was taken away, for another one to stand `instead` where there is one."""
        now = self.clock.now()
        await self.database.write(
            lambda connection: shown.leave(connection, chat, message, instead, now)
        )

    async def drop(self, chat: str, message: int) -> None:
        """A message is not ours to change any more."""
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
