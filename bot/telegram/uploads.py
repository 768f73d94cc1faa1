"""Pictures that Telegram already has, by the name it gave them, so that each is uploaded once."""

from functools import cache

from sqlalchemy import Connection, Select, bindparam, delete, select

from bot.models import uploads
from bot.telegram.incoming import CHANNEL
from database.inserting import upsert


def file_of(connection: Connection, key: str) -> str | None:
    """Telegram's name for a picture of ours."""
    return connection.execute(uploaded(), {"photo": key}).scalar_one_or_none()


@cache
def uploaded() -> Select[str]:
    this = (uploads.c.channel == CHANNEL, uploads.c.photo_key == bindparam("photo"))
    return select(uploads.c.file).where(*this)


def remember(connection: Connection, key: str, file: str) -> None:
    """Telegram has the picture under this name."""
    upsert(connection, uploads, {"channel": CHANNEL, "photo_key": key}, {"file": file})


def forget(connection: Connection, key: str) -> None:
    """Telegram no longer knows the name, as after a change of bots."""
    connection.execute(
        delete(uploads).where(uploads.c.channel == CHANNEL, uploads.c.photo_key == key)
    )
