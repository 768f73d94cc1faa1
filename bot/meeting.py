"""Who did it, what they were asked last, and whether it has had its effect: in one statement."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam

from bot.models import chats, seen
from chat.event import Event
from people.queries import Known, known_by_channel, known_of


@dataclass(frozen=True, slots=True)
class Met:
    """`asked` and `next_page` are packed actions; of strangers both are None."""

    known: Known | None
    asked: str | None = None
    next_page: str | None = None


def meet(connection: Connection, bot: int, event: Event) -> Met:
    """As it stands at this moment."""
    sender = event.sender
    given = {
        "channel": sender.channel,
        "user": sender.user,
        "here": sender.chat,
        "bot": bot,
        "event": event.key,
    }
    rows = connection.execute(meeting(), given).all()
    return Met(known_of(rows), rows[0].asks, rows[0].action) if rows else Met(None)


@cache
def meeting() -> Select[*tuple[Any, ...]]:
    question = and_(chats.c.channel == bindparam("channel"), chats.c.chat == bindparam("here"))
    done = and_(seen.c.bot_id == bindparam("bot"), seen.c.event_id == bindparam("event"))
    both = known_by_channel().add_columns(chats.c.asks, seen.c.action)
    return both.outerjoin(chats, question).outerjoin(seen, done)
