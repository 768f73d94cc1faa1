"""Seats of services with plain capacity: one counter row a start, moved under a guard only."""

from functools import cache

from sqlalchemy import ColumnElement, Connection, Update, bindparam, update
from sqlalchemy.sql.dml import ReturningInsert

from database.inserting import insert_into
from orders.booking.offers import Wish
from orders.models import slots


def take(connection: Connection, wish: Wish) -> int | None:
    """Hold seats of a start; the slot's id, or None where too few are left.

    One statement, also for the first hold of a start. It brings the row's capacity up to date
    with the service's. More seats than that are never there, though no row says so yet.
    """
    if wish.seats > wish.offer.capacity:
        return None
    given = {
        "service_id": wish.offer.service_id,
        "starts_at": wish.when.starts_at,
        "capacity": wish.offer.capacity,
        "held": wish.seats,
        "booked": 0,
    }
    return connection.execute(taking(connection.dialect.name), given).scalar_one_or_none()


@cache
def taking(dialect: str) -> ReturningInsert[int]:
    new = insert_into(slots, dialect)
    capacity, seats = new.excluded.capacity, new.excluded.held
    return new.on_conflict_do_update(
        index_elements=[slots.c.service_id, slots.c.starts_at],
        set_={"held": slots.c.held + seats, "capacity": capacity},
        where=has_room(capacity, seats),
    ).returning(slots.c.id)


def has_room(capacity: ColumnElement[int], seats: ColumnElement[int]) -> ColumnElement[bool]:
    return slots.c.held + slots.c.booked + seats <= capacity


def shift(connection: Connection, slot_id: int, *, held: int = 0, booked: int = 0) -> None:
    """Move the counters; the table's CHECK refuses what cannot be."""
    given = {"slot": slot_id, "more_held": held, "more_booked": booked}
    connection.execute(shifting(), given)


@cache
def shifting() -> Update:
    return (
        update(slots)
        .where(slots.c.id == bindparam("slot"))
        .values(
            held=slots.c.held + bindparam("more_held"),
            booked=slots.c.booked + bindparam("more_booked"),
        )
    )
