"""A service moves to another address only when nobody is still to come for it to the old one."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from catalog import relocating
from orders.errors import BookedHere
from orders.models import orders
from orders.rules import OCCUPYING, names


def relocate(
    connection: Connection, service_id: int, location_id: int, by: int, now: datetime
) -> None:
    """BookedHere, and nothing moves, where guests are still to come."""
    relocating.relocate(connection, service_id, location_id, by, now)
    to_come = select(func.count()).where(
        orders.c.service_id == service_id,
        orders.c.location_id != location_id,
        orders.c.ends_at > now,
        orders.c.state.in_(names(OCCUPYING)),
    )
    number = connection.execute(to_come).scalar_one()
    if number:
        raise BookedHere(service_id, number)
