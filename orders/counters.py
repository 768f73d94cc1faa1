"""Seats of services with plain capacity: one counter row a start, moved under a guard only."""

from sqlalchemy import ColumnElement, Connection, update

from orders.models import slots
from orders.offers import Wish
from orders.upserting import insert_for


def take(connection: Connection, wish: Wish) -> int | None:
    """Hold seats of a start; the slot's id, or None where too few are left.

    One statement, also for the first hold of a start. It brings the row's capacity up to date
    with the service's.
    """
    capacity = wish.offer.capacity
    new = insert_for(connection, slots).values(
        service_id=wish.offer.service_id,
        starts_at=wish.when.starts_at,
        capacity=capacity,
        held=wish.seats,
        booked=0,
    )
    taken = new.on_conflict_do_update(
        index_elements=[slots.c.service_id, slots.c.starts_at],
        set_={"held": slots.c.held + wish.seats, "capacity": capacity},
        where=has_room(capacity, wish.seats),
    )
    return connection.execute(taken.returning(slots.c.id)).scalar_one_or_none()


def has_room(capacity: int, seats: int) -> ColumnElement[bool]:
    return slots.c.held + slots.c.booked + seats <= capacity


def shift(connection: Connection, slot_id: int, *, held: int = 0, booked: int = 0) -> None:
    """Move the counters; the table's CHECK refuses what cannot be."""
    change = update(slots).where(slots.c.id == slot_id)
    connection.execute(change.values(held=slots.c.held + held, booked=slots.c.booked + booked))
