"""Pictures that Telegram already has, by the name it gave them, so that each is uploaded once."""

from sqlalchemy import Connection, delete, select

from bot.models import uploads
from bot.telegram.incoming import CHANNEL
from database.inserting import upsert


def file_of(connection: Connection, key: str) -> str | None:
    """Telegram's name for a picture of ours."""
    query = select(uploads.c.file).where(uploads.c.channel == CHANNEL, uploads.c.photo_key == key)
    return connection.execute(query).scalar_one_or_none()


def remember(connection: Connection, key: str, file: str) -> None:
    """Telegram has the picture under this name."""
    upsert(connection, uploads, {"channel": CHANNEL, "photo_key": key}, {"file": file})


def forget(connection: Connection, key: str) -> None:
    """Telegram no longer knows the name, as after a change of bots."""
    connection.execute(
        delete(uploads).where(uploads.c.channel == CHANNEL, uploads.c.photo_key == key)
    )
