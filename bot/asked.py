"""What each chat was asked last, so that an answer typed after a restart still finds its question."""

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot import privacy
from bot.models import chats


def ask(connection: Connection, channel: str, chat: str, packed: str | None) -> None:
    """From now on typed text completes this, or nothing."""
    given = {"channel": channel, "chat": chat, "asks": packed}
    connection.execute(asking(connection.dialect.name), given)


def asking(dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Asked with a `channel`'s `chat` and what it `asks`."""
    return privacy.upserting_of_somebody(dialect, chats, ("channel", "chat"), ("asks",))
