"""Whatever is counted: one counter row for each start, day or window, moved under a guard only.

Here are the seats of services with plain capacity; `claims` has what an order takes beside them.
"""

from functools import cache

from sqlalchemy import Connection, Table, Update, bindparam, update
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
    return counting_up(dialect, slots, ("service_id", "starts_at"))


def counting_up(dialect: str, table: Table, key: tuple[str, ...]) -> ReturningInsert[int]:
    """The counter with this key, made if need be, moves up under its guard; nothing where it is full."""
    new = insert_into(table, dialect)
    capacity, more = new.excluded.capacity, new.excluded.held
    counter = table.c
    return new.on_conflict_do_update(
        index_elements=key,
        set_={"held": counter.held + more, "capacity": capacity},
        where=counter.held + counter.booked + more <= capacity,
    ).returning(counter.id)


def shift(connection: Connection, slot_id: int, *, held: int = 0, booked: int = 0) -> None:
    """Move the counters; the table's CHECK refuses what cannot be."""
    given = {"counter": slot_id, "more_held": held, "more_booked": booked}
    connection.execute(shifting(), given)


@cache
def shifting(table: Table = slots) -> Update:
    return (
        update(table)
        .where(table.c.id == bindparam("counter"))
        .values(
            held=table.c.held + bindparam("more_held"),
            booked=table.c.booked + bindparam("more_booked"),
        )
    )
