"""A small market for tests of the door: slots with a capacity, and the seats taken in them."""

import asyncio
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Insert,
    MetaData,
    Named,
    Table,
    TypedColumns,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from database.door import Database
from database.metadata import Identity, primary_key

Work = Callable[[Connection], Any]

market = MetaData()


class slot_columns(TypedColumns):  # noqa: N801 - stands beside its table
    id = primary_key()
    capacity: Named[int]
    held: Named[int] = Column(server_default=text("0"))


class seat_columns(TypedColumns):  # noqa: N801 - likewise
    id = primary_key()
    slot: Named[int] = Column(
        Identity, ForeignKey("test_slots.id", deferrable=True, initially="DEFERRED")
    )
    guest: Named[str] = Column(unique=True)


slots = Table("test_slots", market, slot_columns, CheckConstraint("held <= capacity", name="room"))
seats = Table("test_seats", market, seat_columns)


@cache
def take_seat() -> ReturningUpdate[int]:
    free = update(slots).where(slots.c.id == bindparam("slot"), slots.c.held < slots.c.capacity)
    return free.values(held=slots.c.held + 1).returning(slots.c.held)


@cache
def seat_guest() -> Insert:
    return insert(seats)


async def open_market(database: Database, *, capacity: int = 1000, ids: int = 1) -> None:
    def build(connection: Connection) -> None:
        market.create_all(connection)
        connection.execute(insert(slots), [{"capacity": capacity} for _ in range(ids)])

    await database.write(build)


def seat(connection: Connection, guest: str, slot: int = 1) -> None:
    connection.execute(seat_guest(), {"slot": slot, "guest": guest})


def guests(connection: Connection) -> list[str]:
    return list(connection.scalars(select(seats.c.guest).order_by(seats.c.id)))


def seated(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(seats)).scalar_one()


def seating(guest: str) -> Work:
    return lambda connection: seat(connection, guest)


def fail(connection: Connection) -> None:
    seat(connection, "nobody")
    raise KeyError("no")


async def together(database: Database, *works: Work) -> list[Any]:
    return await asyncio.gather(*map(database.write, works), return_exceptions=True)


async def raises(error: type[Exception], waiting: Any) -> None:
    with pytest.raises(error):
        await waiting
