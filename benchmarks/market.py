"""The job that is measured: a booking, in the same three statements for everybody."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Insert,
    MetaData,
    Named,
    Select,
    Table,
    TypedColumns,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from database.metadata import Identity, Instant, Json, primary_key, to_microseconds

SLOTS = 2000
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MOMENT = to_microseconds(NOW)

TAKE = "UPDATE slots SET held = held + 1 WHERE id = {} AND held < capacity RETURNING held"
ORDER = "INSERT INTO orders (guest, slot, state, placed_at) VALUES ({}, {}, {}, {}) RETURNING id"
TELL = "INSERT INTO letters (key, payload) VALUES ({}, {})"
LOOK = "SELECT capacity, held FROM slots WHERE id = {}"
STATEMENTS = (TAKE, ORDER, TELL)

market = MetaData()


class slot_columns(TypedColumns):  # noqa: N801 - stands beside its table
    id = primary_key()
    capacity: Named[int]
    held: Named[int] = Column(server_default=text("0"))


class order_columns(TypedColumns):  # noqa: N801 - likewise
    id = primary_key()
    guest: Named[int] = Column(Identity, index=True)
    slot: Named[int] = Column(Identity, index=True)
    state: Named[str]
    placed_at: Named[datetime] = Column(Instant)


class letter_columns(TypedColumns):  # noqa: N801 - likewise
    id = primary_key()
    key: Named[str] = Column(unique=True)
    payload: Named[dict[str, Any]] = Column(Json)


slots = Table("slots", market, slot_columns, CheckConstraint("held <= capacity", name="room"))
orders = Table("orders", market, order_columns)
letters = Table("letters", market, letter_columns)


def open_market(connection: Connection) -> None:
    market.create_all(connection)
    connection.execute(insert(slots), [{"capacity": 10**9} for _ in range(SLOTS)])


@cache
def take_seat() -> ReturningUpdate[int]:
    free = update(slots).where(slots.c.id == bindparam("slot"), slots.c.held < slots.c.capacity)
    return free.values(held=slots.c.held + 1).returning(slots.c.held)


@cache
def place_order() -> ReturningInsert[int]:
    return insert(orders).returning(orders.c.id)


@cache
def tell() -> Insert:
    return insert(letters)


@cache
def look_at() -> Select[int, int]:
    return select(slots.c.capacity, slots.c.held).where(slots.c.id == bindparam("slot"))


def book(connection: Connection, guest: int) -> None:
    """As our domain code does it: statements built once."""
    slot = guest % SLOTS + 1
    connection.execute(take_seat(), {"slot": slot}).one()
    values = {"guest": guest, "slot": slot, "state": "held", "placed_at": NOW}
    order = connection.execute(place_order(), values).scalar_one()
    connection.execute(tell(), {"key": f"order {order}", "payload": {"order": order}})


def book_anew(connection: Connection, guest: int) -> None:
    """As it is often written: every statement built anew."""
    slot = guest % SLOTS + 1
    free = update(slots).where(slots.c.id == slot, slots.c.held < slots.c.capacity)
    connection.execute(free.values(held=slots.c.held + 1).returning(slots.c.held)).one()
    placing = insert(orders).values(guest=guest, slot=slot, state="held", placed_at=NOW)
    order = connection.execute(placing.returning(orders.c.id)).scalar_one()
    connection.execute(insert(letters).values(key=f"order {order}", payload={"order": order}))


def look(connection: Connection, guest: int) -> object:
    return connection.execute(look_at(), {"slot": guest % SLOTS + 1}).one()


def look_around(connection: Connection, guest: int) -> object:
    """What a page needs: eight rows by their keys."""
    return [look(connection, guest + step) for step in range(8)]


def count(connection: Connection) -> tuple[int, int, int]:
    """Orders, seats held and letters: as many of each as bookings were answered."""
    return (
        connection.execute(select(func.count()).select_from(orders)).scalar_one(),
        connection.execute(select(func.sum(slots.c.held))).scalar_one(),
        connection.execute(select(func.count()).select_from(letters)).scalar_one(),
    )
