"""Which events have had their effect, so that a second delivery of one changes nothing."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Insert, Select, bindparam, delete, insert, select, tuple_

from bot.models import seen


def next_page(connection: Connection, bot: int, event: int) -> str | None:
    """The packed action of the page that followed the event's move; None when it is new."""
    given = {"bot": bot, "event": event}
    return connection.execute(following(), given).scalar_one_or_none()


@cache
def following() -> Select[str]:
    this = (seen.c.bot_id == bindparam("bot"), seen.c.event_id == bindparam("event"))
    return select(seen.c.action).where(*this)


def remember(connection: Connection, bot: int, event: int, action: str, now: datetime) -> None:
    """In the move's own transaction; `IntegrityError` when somebody else did it meanwhile."""
    done = {"bot_id": bot, "event_id": event, "action": action, "at": now}
    connection.execute(remembering(), done)


@cache
def remembering() -> Insert:
    return insert(seen)


def is_due(connection: Connection, moment: datetime) -> bool:
    """Whether there is anything that no channel would deliver again."""
    query = select(seen.c.at).where(seen.c.at < moment).limit(1)
    return connection.execute(query).first() is not None


def forget_before(connection: Connection, moment: datetime, limit: int) -> int:
    """Drops some of it, the oldest first; says how many."""
    key = (seen.c.bot_id, seen.c.event_id)
    old = select(*key).where(seen.c.at < moment).order_by(seen.c.at).limit(limit)
    return connection.execute(delete(seen).where(tuple_(*key).in_(old))).rowcount
