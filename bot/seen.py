"""Which events have had their effect, so that a second delivery of one changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, tuple_
from sqlalchemy.sql.dml import ReturningInsert

from bot import asked
from bot.models import seen
from bot.privacy import leads_to_somebody
from chat.event import Event
from database.metadata import Instant
from people import marks
from people.marks import Mark


def next_page(connection: Connection, bot: int, event: int) -> str | None:
    """The packed action of the page that followed the event's move; None when it is new."""
    given = {"bot": bot, "event": event}
    return connection.execute(following(), given).scalar_one_or_none()


@cache
def following() -> Select[str]:
    this = (seen.c.bot_id == bindparam("bot"), seen.c.event_id == bindparam("event"))
    return select(seen.c.action).where(*this)


@dataclass(frozen=True, slots=True)
class After:
    """Whether the chat leads to somebody after a move, and who that is (see `people.marks`)."""

    somebody: bool
    mark: Mark | None


def remember(
    connection: Connection,
    bot: int,
    event: Event,
    page: str,
    now: datetime,
    *,
    ask: bool = False,
    question: str | None = None,
) -> After:
    """In the move's own transaction; `IntegrityError` when somebody else did it meanwhile.

    With `ask` the chat is asked the `question` from now on: PostgreSQL writes both at once.
    """
    sender = event.sender
    given = {"bot": bot, "event": event.key, "page": page, "now": now}
    given |= {"channel": sender.channel, "chat": sender.chat, "user": sender.user}
    statement = remembering()
    if ask and connection.dialect.name == "postgresql":
        statement, given["asks"] = asking_too(), question
    elif ask:
        asked.ask(connection, sender.channel, sender.chat, question)
    somebody, *mark = connection.execute(statement, given).one()
    return After(somebody, marks.read(*mark))


@cache
def asking_too() -> ReturningInsert[*tuple[Any, ...]]:
    return remembering().add_cte(asked.asking("postgresql").cte("asked"))


@cache
def remembering() -> ReturningInsert[*tuple[Any, ...]]:
    done = insert(seen).values(
        bot_id=bindparam("bot"),
        event_id=bindparam("event"),
        action=bindparam("page"),
        at=bindparam("now", type_=Instant),
    )
    return done.returning(leads_to_somebody(), *marks.reading())


def is_due(connection: Connection, moment: datetime) -> bool:
    """Whether there is anything that no channel would deliver again."""
    query = select(seen.c.at).where(seen.c.at < moment).limit(1)
    return connection.execute(query).first() is not None


def forget_before(connection: Connection, moment: datetime, limit: int) -> int:
    """Drops some of it, the oldest first; says how many."""
    key = (seen.c.bot_id, seen.c.event_id)
    old = select(*key).where(seen.c.at < moment).order_by(seen.c.at).limit(limit)
    return connection.execute(delete(seen).where(tuple_(*key).in_(old))).rowcount
