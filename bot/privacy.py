"""What the channels remember of a chat goes with the identity that led to it.

It goes in the transaction that forgets the person, and nothing is written about a chat that leads
to nobody; what stood there all the same, such as from before an upgrade, is swept away.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, delete, exists, select

from bot.models import chats, shown_messages
from database.dead_updates import dead_updates
from people.models import identities, people

OWED_NOTHING = dead_updates.c.payment.is_(None)
"""Money is to be given back to whoever paid it."""


def forget_strangers(connection: Connection, since: datetime) -> int:
    """Erases what is remembered of chats that lead to nobody, if anybody left since; how much."""
    left = exists().where(people.c.forgotten_at >= since)
    if not connection.execute(select(left)).scalar_one():
        return 0
    dead = _erase(connection, dead_updates, OWED_NOTHING)
    return dead + sum(_erase(connection, table) for table in (chats, shown_messages))


def forget_chat(connection: Connection, channel: str, chat: str) -> None:
    """Whoever wrote there is forgotten: its question, its messages, what was given up of theirs."""
    for table in (chats, shown_messages, dead_updates):
        theirs = delete(table).where(table.c.channel == channel, table.c.chat == chat)
        connection.execute(theirs.where(OWED_NOTHING) if table is dead_updates else theirs)


def is_somebodys(connection: Connection, channel: str, chat: str) -> bool:
    """Whether the chat leads to somebody, so that anything may be remembered of it."""
    return connection.execute(leading(), {"channel": channel, "chat": chat}).scalar_one()


@cache
def leading() -> Select[bool]:
    leads = exists().where(
        identities.c.channel == bindparam("channel"), identities.c.chat == bindparam("chat")
    )
    return select(leads)


def _erase(connection: Connection, table: Table, *only: ColumnElement[bool]) -> int:
    somebodys = exists().where(
        identities.c.channel == table.c.channel, identities.c.chat == table.c.chat
    )
    return connection.execute(delete(table).where(~somebodys, *only)).rowcount
