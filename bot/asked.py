"""What each chat was asked last, so that an answer typed after a restart still finds its question."""

from sqlalchemy import Connection

from bot import privacy
from bot.models import chats


def ask(connection: Connection, channel: str, chat: str, packed: str | None) -> None:
    """From now on typed text completes this, or nothing."""
    privacy.upsert_of_somebody(
        connection, chats, {"channel": channel, "chat": chat}, {"asks": packed}
    )
