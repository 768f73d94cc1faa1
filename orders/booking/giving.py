"""Which of its chairs, rooms and people give a service, as far as what is booked allows."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from catalog import equipping
from orders.errors import BookedWithoutResource
from orders.models import orders
from orders.rules import OCCUPYING, names


def give(
    connection: Connection,
    resource_id: int,
    service_id: int,
    by: int,
    now: datetime,
    *,
    gives: bool,
) -> None:
    """The first to give a service waits for the bookings of before, which nobody was to give."""
    first = gives and equipping.is_first(connection, service_id)
    equipping.give(connection, resource_id, service_id, by, now, gives=gives)
    if not first:
        return
    to_come = select(func.count()).where(
        orders.c.service_id == service_id,
        orders.c.resource_id.is_(None),
        orders.c.ends_at > now,
        orders.c.state.in_(names(OCCUPYING)),
    )
    number = connection.execute(to_come).scalar_one()
    if number:
        raise BookedWithoutResource(resource_id, number)
