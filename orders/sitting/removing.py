"""Whoever sat down from afar, by a photo of a table's code, is sent away by the staff, and let back in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from catalog.models import locations
from database import rows
from database.inserting import upsert
from database.outbox import put_all
from orders.errors import NotAtTable
from orders.notices import microseconds, notice
from orders.sitting.sitting_down import REMOVED_FOR, leave
from orders.sitting.sitting_models import sitting_guests, sitting_removals, sittings
from people.models import people
from people.rights import Right, require


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody who was sent away, and may be let back in."""

    guest_id: int
    name: str
    removed_at: datetime


def remove(connection: Connection, sitting_id: int, guest_id: int, by: int, now: datetime) -> None:
    """They aren't there, say its staff: they sit there no more. What they paid stays ordered.

    What they only chose is picked up instead. NotAtTable for who doesn't sit there (any more).
    """
    location_id = _at_our_place(connection, sitting_id, by)
    sits = (sitting_guests.c.sitting_id == sitting_id, sitting_guests.c.guest_id == guest_id)
    if connection.execute(select(sitting_guests.c.guest_id).where(*sits)).first() is None:
        raise NotAtTable(sitting_id)
    leave(connection, guest_id, sitting_id)
    key = {"guest_id": guest_id, "location_id": location_id}
    upsert(connection, sitting_removals, key, {"removed_by": by, "removed_at": now})
    mark = f"{sitting_id}:{microseconds(now)}"
    told = notice("table_removed", guest_id, mark, sitting=sitting_id, location=location_id)
    put_all(connection, [told], now)


def let_back(connection: Connection, location_id: int, guest_id: int, by: int) -> None:
    """They are there after all, and scan the code once more; again it changes nothing."""
    require(connection, by, Right.BOOKINGS, _merchant_of(connection, location_id))
    this = (sitting_removals.c.guest_id == guest_id, sitting_removals.c.location_id == location_id)
    connection.execute(delete(sitting_removals).where(*this))


def removed_at(connection: Connection, location_id: int, now: datetime) -> list[Removed]:
    """Who was sent away from the tables of a place and could not sit down there yet, the last first."""
    query = (
        select(sitting_removals.c.guest_id, people.c.name, sitting_removals.c.removed_at)
        .join(people, people.c.id == sitting_removals.c.guest_id)
        .where(
            sitting_removals.c.location_id == location_id,
            sitting_removals.c.removed_at > now - REMOVED_FOR,
        )
        .order_by(sitting_removals.c.removed_at.desc(), sitting_removals.c.guest_id)
    )
    return rows.every(Removed, connection.execute(query))


def _at_our_place(connection: Connection, sitting_id: int, by: int) -> int:
    open_now = (sittings.c.id == sitting_id, sittings.c.ended_at.is_(None))
    query = select(sittings.c.location_id).where(*open_now)
    location_id = connection.execute(query).scalar_one_or_none()
    if location_id is None:
        raise NotAtTable(sitting_id)
    require(connection, by, Right.BOOKINGS, _merchant_of(connection, location_id))
    return location_id


def _merchant_of(connection: Connection, location_id: int) -> int:
    query = select(locations.c.merchant_id).where(locations.c.id == location_id)
    return connection.execute(query).scalar_one()
