"""Reads of the tables of a place."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from catalog.tables.table_models import dining_tables

DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class DiningTable:
    """A table that stands; `token` is what its code says."""

    id: int
    merchant_id: int
    location_id: int
    name: str
    seats: int
    token: str


def tables_at(connection: Connection, location_id: int) -> list[DiningTable]:
    """By name, numbers in their own order."""
    query = _standing().where(dining_tables.c.location_id == location_id)
    return sorted(map(_of, connection.execute(query)), key=lambda each: natural(each.name))


def places_with_tables(connection: Connection, merchant_id: int) -> frozenset[int]:
    """The locations of a merchant that have any."""
    return frozenset(connection.execute(_with_tables(), {"merchant": merchant_id}).scalars())


@cache
def _with_tables() -> Select[int]:
    here = dining_tables.c.merchant_id == bindparam("merchant")
    return select(dining_tables.c.location_id).where(here, dining_tables.c.archived_at.is_(None))


def table(connection: Connection, table_id: int) -> DiningTable | None:
    row = connection.execute(_by_id(), {"table": table_id}).one_or_none()
    return None if row is None else _of(row)


def table_of_link(connection: Connection, token: str, *, lock: bool = False) -> DiningTable | None:
    """The table whose code says so; with `lock` it stays as it is until the transaction ends."""
    query = _by_token()
    found = connection.execute(query.with_for_update() if lock else query, {"token": token})
    row = found.one_or_none()
    return None if row is None else _of(row)


def natural(name: str) -> tuple[Any, ...]:
    """By which 10 stands behind 9, and 1 before Terrace."""
    parts = DIGITS.split(name.casefold())
    return tuple((0, int(each), "") if each.isdigit() else (1, 0, each) for each in parts if each)


def _standing() -> Select[*tuple[Any, ...]]:
    table = dining_tables.c
    query = select(
        table.id, table.merchant_id, table.location_id, table.name, table.seats, table.token
    )
    return query.where(table.archived_at.is_(None))


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    return _standing().where(dining_tables.c.id == bindparam("table"))


@cache
def _by_token() -> Select[*tuple[Any, ...]]:
    return _standing().where(dining_tables.c.token == bindparam("token"))


def _of(row: Row[*tuple[Any, ...]]) -> DiningTable:
    return DiningTable(*row)
