"""Names of people whom staff wrote in: they can't ask to be forgotten, so the names go by their age."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from orders.models import orders
from orders.rules import LIVE, names
from people.forgetting import forget as leave
from people.models import people
from people.privacy import Register


def named(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Those who have their names still, written in before a moment."""
    return (
        people.c.written_in_at.is_not(None),
        people.c.written_in_at < moment,
        people.c.forgotten_at.is_(None),
    )


def over(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Those of whose bookings none is live, or ended since."""
    ends = func.coalesce(orders.c.ends_at, orders.c.valid_until, orders.c.created_at)
    lately = or_(orders.c.state.in_(names(LIVE)), ends > moment)
    return (~exists().where(orders.c.guest_id == people.c.id, lately),)


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some whose last booking was over before a moment."""
    query = select(people.c.id).where(*named(moment), *over(moment))
    return connection.execute(query.order_by(people.c.written_in_at).limit(limit)).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime, register: Register) -> int:
    """Forgets those who have not been written in anew meanwhile; says how many."""
    still = select(people.c.id).where(people.c.id.in_(ids), *named(moment), *over(moment))
    found = connection.execute(still.order_by(people.c.id)).scalars().all()
    return sum(leave(connection, each, register, moment) for each in found)
