"""What the channels remember of a chat goes with the identity that led to it.

It goes in the transaction that forgets the person, and nothing is written about a chat that leads
to nobody; what stood there all the same, such as from before an upgrade, is swept away.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Table,
    bindparam,
    cast,
    delete,
    exists,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.models import chats, shown_messages
from database.dead_updates import dead_updates
from database.inserting import insert_into, or_change
from people.models import identities, people

OWED_NOTHING = dead_updates.c.payment.is_(None)
"""Money is to be given back to whoever paid it."""


def forget_strangers(connection: Connection, since: datetime) -> int:
    """Erases what is remembered of chats that lead to nobody, if anybody left since; how much."""
    if not somebody_left(connection, since):
        return 0
    dead = _erase(connection, dead_updates, OWED_NOTHING)
    return dead + sum(_erase(connection, table) for table in (chats, shown_messages))


def somebody_left(connection: Connection, since: datetime) -> bool:
    """Whether anybody was forgotten since then."""
    left = exists().where(people.c.forgotten_at >= since)
    return connection.execute(select(left)).scalar_one()


def forget_chat(connection: Connection, channel: str, chat: str) -> None:
    """Whoever wrote there is forgotten: its question, its messages, what was given up of theirs."""
    for table in (chats, shown_messages, dead_updates):
        theirs = delete(table).where(table.c.channel == channel, table.c.chat == chat)
        connection.execute(theirs.where(OWED_NOTHING) if table is dead_updates else theirs)


def leads_to_somebody() -> Exists:
    """Whether the chat does, so that anything may be remembered of it."""
    return exists().where(
        identities.c.channel == bindparam("channel"), identities.c.chat == bindparam("chat")
    )


def _erase(connection: Connection, table: Table, *only: ColumnElement[bool]) -> int:
    somebodys = exists().where(
        identities.c.channel == table.c.channel, identities.c.chat == table.c.chat
    )
    return connection.execute(delete(table).where(~somebodys, *only)).rowcount


def upsert_of_somebody(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """A row of a channel's chat, if that leads to somebody: of whoever was forgotten nothing is."""
    statement = upserting_of_somebody(connection.dialect.name, table, tuple(key), tuple(values))
    connection.execute(statement, key | values)


@cache
def upserting_of_somebody(
    dialect: str, table: Table, key: tuple[str, ...], values: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    names = (*key, *values)
    here = (identities.c.channel == bindparam("channel"), identities.c.chat == bindparam("chat"))
    given = (cast(bindparam(name, type_=table.c[name].type), table.c[name].type) for name in names)
    filled = insert_into(table, dialect).from_select(
        names, select(*given).where(exists().where(*here))
    )
    return or_change(filled, key, values)
