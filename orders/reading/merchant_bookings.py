"""A merchant's bookings of a time, as its desk and its calendars show them: in a list, and counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select, true

from orders.models import OF_SERVICES, OrderState, orders, vouchers
from orders.reading.lists import OrderLine, line_of, lines
from orders.rules import BOOKED, LIVE, names


@dataclass(frozen=True, slots=True)
class Within:
    """A merchant's bookings that start within [begin, until), or those of one resource of its."""

    merchant_id: int
    begin: datetime
    until: datetime
    states: Collection[OrderState] = BOOKED
    resource_id: int | None = None

    @property
    def kind(self) -> "Kind":
        return tuple(names(self.states)), self.resource_id is not None

    @property
    def given(self) -> dict[str, Any]:
        return {
            "merchant": self.merchant_id,
            "begin": self.begin,
            "until": self.until,
            "resource": self.resource_id,
        }


Kind = tuple[tuple[str, ...], bool]
"""The states, and whether the bookings are of one resource: what of such a list is said by its statement."""


def _wanted(kind: Kind) -> ColumnElement[bool]:
    states, of_one = kind
    return and_(
        orders.c.merchant_id == bindparam("merchant"),
        orders.c.starts_at >= bindparam("begin"),
        orders.c.starts_at < bindparam("until"),
        orders.c.state.in_(states),
        orders.c.resource_id == bindparam("resource") if of_one else true(),
    )


def bookings_of_merchant(
    connection: Connection, within: Within, limit: int = 20, offset: int = 0
) -> list[OrderLine]:
    """Booked slots of a time, earliest first."""
    given = {**within.given, "limit": limit, "offset": offset}
    rows = connection.execute(_bookings(within.kind), given)
    return [line_of(row) for row in rows.mappings()]


@cache
def _bookings(kind: Kind) -> Select[*tuple[Any, ...]]:
    earliest = lines().where(_wanted(kind)).order_by(orders.c.starts_at, orders.c.id)
    return earliest.limit(bindparam("limit")).offset(bindparam("offset"))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many bookings a time has, for how many guests; `unused` are over without their code used."""

    bookings: int
    guests: int
    coming: int
    unused: int


def count_bookings_of_merchant(connection: Connection, within: Within, now: datetime) -> Counted:
    """The bookings of a time, counted."""
    found = connection.execute(_counted(within.kind), {**within.given, "now": now}).one()
    return Counted(*(int(each) for each in found))


@cache
def _counted(kind: Kind) -> Select[int, int, int, int]:
    waits = orders.c.state.in_(names(LIVE)) & (func.coalesce(vouchers.c.used, 0) == 0)
    over = waits & (orders.c.ends_at <= bindparam("now"))
    visit = orders.c.fulfilment.in_(OF_SERVICES)
    return (
        select(
            func.count(),
            func.coalesce(func.sum(orders.c.seats).filter(visit), 0),
            func.count().filter(waits & ~over),
            func.count().filter(over),
        )
        .select_from(orders)
        .outerjoin(vouchers, vouchers.c.order_id == orders.c.id)
        .where(_wanted(kind))
    )
