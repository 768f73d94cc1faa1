"""Whether a chat still takes our messages: people block bots, and come back."""

from datetime import datetime

from sqlalchemy import Connection, update

from people.models import identities


def mark_unreachable(connection: Connection, channel: str, chat: str, now: datetime) -> bool:
    """The channel says that this chat is closed to us; says whether that is news."""
    change = (
        update(identities)
        .where(
            identities.c.channel == channel,
            identities.c.chat == chat,
            identities.c.unreachable_since.is_(None),
        )
        .values(unreachable_since=now)
    )
    return connection.execute(change).rowcount > 0


def mark_reachable(connection: Connection, channel: str, chat: str, now: datetime) -> bool:
    """The chat is open again; says whether that is news."""
    del now
    change = (
        update(identities)
        .where(
            identities.c.channel == channel,
            identities.c.chat == chat,
            identities.c.unreachable_since.is_not(None),
        )
        .values(unreachable_since=None)
    )
    return connection.execute(change).rowcount > 0
