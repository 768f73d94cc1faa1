"""What each chat was asked last, so that an answer typed after a restart still finds its question."""

from sqlalchemy import Connection, select

from bot import privacy
from bot.models import chats
from database.inserting import upsert


def question(connection: Connection, channel: str, chat: str) -> str | None:
    """The packed action that typed text completes."""
    query = select(chats.c.asks).where(chats.c.channel == channel, chats.c.chat == chat)
    return connection.execute(query).scalar_one_or_none()


def ask(connection: Connection, channel: str, chat: str, packed: str | None) -> None:
    """From now on typed text completes this, or nothing."""
    if privacy.is_somebodys(connection, channel, chat):
        upsert(connection, chats, {"channel": channel, "chat": chat}, {"asks": packed})
