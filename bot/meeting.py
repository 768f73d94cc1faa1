"""Who did it, what they were asked last, and whether it has had its effect: in one statement."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam

from bot.models import chats, seen
from chat.event import Event
from people.models import people
from people.queries import Known, known_by_channel, known_of
from promotions import attributing


@dataclass(frozen=True, slots=True)
class Met:
    """`asked` and `next_page` are packed actions; of strangers all is None.

    `source` is what an order of theirs, made now, belongs to.
    """

    known: Known | None
    asked: str | None = None
    next_page: str | None = None
    source: int | None = None


def meet(connection: Connection, bot: int, event: Event, now: datetime) -> Met:
    """As it stands at this moment."""
    sender = event.sender
    given = {
        "channel": sender.channel,
        "user": sender.user,
        "here": sender.chat,
        "bot": bot,
        "event": event.key,
        **attributing.lately(now),
    }
    rows = connection.execute(meeting(), given).all()
    if not rows:
        return Met(None)
    return Met(known_of(rows), rows[0].asks, rows[0].action, rows[0].source)


@cache
def meeting() -> Select[*tuple[Any, ...]]:
    question = and_(chats.c.channel == bindparam("channel"), chats.c.chat == bindparam("here"))
    done = and_(seen.c.bot_id == bindparam("bot"), seen.c.event_id == bindparam("event"))
    source = attributing.bringing(people.c.id).scalar_subquery().label("source")
    both = known_by_channel().add_columns(chats.c.asks, seen.c.action, source)
    return both.outerjoin(chats, question).outerjoin(seen, done)
