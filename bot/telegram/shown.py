"""What each message of ours shows: kept ones are never overwritten, equal edits are not made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, or_, select, tuple_

from bot.models import shown_messages as shown
from bot.privacy import upsert_of_somebody
from bot.telegram.incoming import CHANNEL


class Form(StrEnum):
    """What kind of message it is: Telegram edits each within its kind only."""

    TEXT = "text"
    PHOTO = "photo"
    INVOICE = "invoice"
    DOCUMENT = "document"
    VENUE = "venue"
    LIVE = "live"  # a place on a map that moves
    GONE = "gone"  # its fingerprint is the number of the message that took its place, if any


KEY = (shown.c.channel, shown.c.chat, shown.c.message)
PASSING = shown.c.kept.is_(False)
PICTURE = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours as we remember it. The first 12 digits of a fingerprint are the picture's."""

    message: int
    form: Form
    fingerprint: str
    kept: bool
    subject: str | None
    at: datetime | None = field(default=None, compare=False)

    @property
    def passes(self) -> bool:
        """A page like any other: pressed, it shows the next."""
        return not self.kept and self.subject is None and self.form is not Form.GONE

    @property
    def picture(self) -> str:
        """The fingerprint of its picture."""
        return self.fingerprint[:PICTURE]

    def without_text(self) -> "Shown":
        """Its kind and its picture: what an edit into another page has to know."""
        return Shown(self.message, self.form, self.picture, self.kept, self.subject, self.at)


def look(
    connection: Connection, chat: str, message: int | None, subjects: tuple[str, ...]
) -> list[Shown]:
    """The message itself and those about these subjects, newest first."""
    number = "" if message is None else str(message)
    given = {"chat": chat, "message": number, "subjects": list(subjects)}
    rows = connection.execute(looking(), given)
    found = [
        Shown(int(row.message), Form(row.form), row.fingerprint, row.kept, row.subject, row.at)
        for row in rows
    ]
    return sorted(found, key=lambda each: each.message, reverse=True)


@cache
def looking() -> Select[*tuple[Any, ...]]:
    wanted = or_(
        shown.c.message == bindparam("message"),
        shown.c.subject.in_(bindparam("subjects", expanding=True)),
    )
    return select(
        shown.c.message,
        shown.c.form,
        shown.c.fingerprint,
        shown.c.kept,
        shown.c.subject,
        shown.c.at,
    ).where(shown.c.channel == CHANNEL, shown.c.chat == bindparam("chat"), wanted)


def latest(connection: Connection, chat: str, found: Shown) -> Shown:
    """The message itself or, where others took its place, the last of them that we remember."""
    while found.form is Form.GONE and found.fingerprint:
        following = look(connection, chat, int(found.fingerprint), ())
        if not following:
            break
        found = following[0]
    return found


def note(connection: Connection, chat: str, message: Shown, now: datetime) -> None:
    """The message shows this now; of whoever was forgotten not even that is kept."""
    key = {"channel": CHANNEL, "chat": chat, "message": str(message.message)}
    values = {
        "form": message.form.value,
        "fingerprint": message.fingerprint,
        "kept": message.kept,
        "subject": message.subject,
        "at": now,
    }
    upsert_of_somebody(connection, shown, key, values)


def leave(
    connection: Connection, chat: str, message: int, instead: int | None, now: datetime
) -> None:
    """The message is gone; a press that was under way to it means the one that took its place."""
    successor = "" if instead is None else str(instead)
    note(connection, chat, Shown(message, Form.GONE, successor, kept=False, subject=None), now)


def drop(connection: Connection, chat: str, message: int) -> None:
    """The message is not ours to change any more."""
    connection.execute(
        delete(shown).where(
            shown.c.channel == CHANNEL, shown.c.chat == chat, shown.c.message == str(message)
        )
    )


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[Any]:
    """Some pages so old that nobody will press them. Kept messages stay: they are pressed for years."""
    query = select(*KEY).where(PASSING, shown.c.at < moment).order_by(shown.c.at).limit(limit)
    return [tuple(row) for row in connection.execute(query)]


def forget(connection: Connection, keys: Sequence[Any], moment: datetime) -> int:
    """Drops those that show nothing newer meanwhile; says how many."""
    old = and_(tuple_(*KEY).in_(keys), PASSING, shown.c.at < moment)
    return connection.execute(delete(shown).where(old)).rowcount
