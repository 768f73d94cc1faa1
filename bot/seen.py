"""Which events have had their effect, so that a second delivery of one changes nothing."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, tuple_

from bot.models import seen


def next_page(connection: Connection, bot: int, event: int) -> str | None:
    """The packed action of the page that followed the event's move; None when it is new."""
    query = select(seen.c.action).where(seen.c.bot_id == bot, seen.c.event_id == event)
    return connection.execute(query).scalar_one_or_none()


def remember(connection: Connection, bot: int, event: int, action: str, now: datetime) -> None:
    """In the move's own transaction; `IntegrityError` when somebody else did it meanwhile."""
    connection.execute(insert(seen).values(bot_id=bot, event_id=event, action=action, at=now))


def is_due(connection: Connection, moment: datetime) -> bool:
    """Whether there is anything that no channel would deliver again."""
    query = select(seen.c.at).where(seen.c.at < moment).limit(1)
    return connection.execute(query).first() is not None


def forget_before(connection: Connection, moment: datetime, limit: int) -> int:
    """Drops some of it, the oldest first; says how many."""
    key = (seen.c.bot_id, seen.c.event_id)
    old = select(*key).where(seen.c.at < moment).order_by(seen.c.at).limit(limit)
    return connection.execute(delete(seen).where(tuple_(*key).in_(old))).rowcount
