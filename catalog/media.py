"""Pictures that people sent, kept as our own: found by what was sent, shown on any channel."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, delete, exists, select

from catalog.errors import PictureUnreadable
from catalog.media_models import media
from catalog.picturing import CONTENT_TYPE, Picture
from database.inserting import upsert
from database.metadata import metadata

OURS = "media:"
SHIPPED = "seed:"
DIGITS = 32
PHOTO = "photo"
"""What each column that holds such a key is called."""


def key_of(sent: bytes) -> str:
    """The same picture has the same key, whoever sends it and however often."""
    return f"{OURS}{sha256(sent).hexdigest()[:DIGITS]}"


def keep(connection: Connection, key: str, picture: Picture, now: datetime) -> None:
    """Ours from now on, as long as something shows it."""
    values = {
        "content_type": CONTENT_TYPE,
        "width": picture.width,
        "height": picture.height,
        "content": picture.content,
        "thumbnail": picture.thumbnail,
        "kept_at": now,
    }
    upsert(connection, media, {"key": key}, values)


def content(connection: Connection, key: str) -> bytes | None:
    """The picture in its larger size."""
    query = select(media.c.content).where(media.c.key == key)
    return connection.execute(query).scalar_one_or_none()


def thumbnail(connection: Connection, key: str) -> bytes | None:
    """The picture in its smaller size."""
    query = select(media.c.thumbnail).where(media.c.key == key)
    return connection.execute(query).scalar_one_or_none()


def check(connection: Connection, key: str | None) -> None:
    """Raise PictureUnreadable for a picture that is neither kept here nor shipped."""
    if key is None or key.startswith(SHIPPED):
        return
    query = select(exists().where(media.c.key == key))
    if not connection.execute(query).scalar_one():
        raise PictureUnreadable


def shown_by() -> list[Column[Any]]:
    """Every column of the market that says which picture to show."""
    return [table.c[PHOTO] for table in metadata.tables.values() if PHOTO in table.c]


def unused(connection: Connection, moment: datetime, limit: int) -> Sequence[str]:
    """Keys of pictures from before a moment that nothing shows: sent, and not taken after all."""
    shown = [exists().where(column == media.c.key) for column in shown_by()]
    query = select(media.c.key).where(media.c.kept_at < moment, *(~each for each in shown))
    return list(connection.execute(query.limit(limit)).scalars())


def drop(connection: Connection, keys: Sequence[str]) -> None:
    """Pictures that were taken away go at once, but for those that something else shows."""
    shown = [exists().where(column == media.c.key) for column in shown_by()]
    connection.execute(delete(media).where(media.c.key.in_(keys), *(~each for each in shown)))


def drop_unused(connection: Connection, moment: datetime, limit: int) -> int:
    """Such pictures go; says how many. What is sent again in the meantime stays."""
    keys = unused(connection, moment, limit)
    gone = delete(media).where(media.c.key.in_(keys), media.c.kept_at < moment)
    return connection.execute(gone).rowcount
