"""What the channels remember of a chat goes once the chat is nobody's any more.

Whoever is forgotten loses the identity that led to their chat; what we know of its messages and
its last question hangs on that identity and is swept away after it.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, select

from bot.models import chats, shown_messages
from database.dead_updates import dead_updates
from people.models import identities, people


def forget_strangers(connection: Connection, since: datetime) -> int:
    """Erases what is remembered of chats that lead to nobody, if anybody left since; how much."""
    left = exists().where(people.c.forgotten_at >= since)
    if not connection.execute(select(left)).scalar_one():
        return 0
    money = dead_updates.c.payment.is_not(None)  # to be given back to whoever paid it
    dead = _erase(connection, dead_updates, ~money)
    return dead + sum(_erase(connection, table) for table in (chats, shown_messages))


def _erase(connection: Connection, table: Table, *only: ColumnElement[bool]) -> int:
    somebodys = exists().where(
        identities.c.channel == table.c.channel, identities.c.chat == table.c.chat
    )
    return connection.execute(delete(table).where(~somebodys, *only)).rowcount
