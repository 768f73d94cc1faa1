"""Either side ends a conversation for both; only who ended it goes on with it."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, update

from orders.messaging import speaking
from orders.messaging.message_models import Side, conversations
from orders.messaging.speaking import Speaker
from orders.messaging.telling import bring_up_to_date


def end_by_guest(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """The guest wants no more messages; again it changes nothing."""
    _end(connection, speaking.guest(connection, order_id, guest_id), now)


def end_by_merchant(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """Likewise the place."""
    _end(connection, speaking.merchant(connection, order_id, staff_id), now)


def resume_by_guest(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """The guest takes their own end back."""
    _resume(connection, speaking.guest(connection, order_id, guest_id), now)


def resume_by_merchant(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """Likewise the place."""
    _resume(connection, speaking.merchant(connection, order_id, staff_id), now)


def _end(connection: Connection, speaker: Speaker, now: datetime) -> None:
    """Who ended it first has ended it."""
    goes_on = conversations.c.ended_at.is_(None)
    _set(connection, speaker, goes_on, now, ended_at=now, ended_by=speaker.side)


def _resume(connection: Connection, speaker: Speaker, now: datetime) -> None:
    own = conversations.c.ended_by == speaker.side
    _set(connection, speaker, own, now, ended_at=None, ended_by=None)


def _set(
    connection: Connection,
    speaker: Speaker,
    where: ColumnElement[bool],
    now: datetime,
    **values: datetime | str | None,
) -> None:
    this = conversations.c.order_id == speaker.order.id
    change = update(conversations).where(this, where).values(**values)
    if connection.execute(change).rowcount:
        what = "ended" if values["ended_at"] else "resumed"
        why = f"{what} by {speaker.side}"
        bring_up_to_date(connection, speaker.order, Side, why, now)
