"""Where an order is brought or done: frozen with it, shown to who needs it until it is done, then gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select

from database.inserting import upsert
from database.point import Point
from orders.address_models import order_addresses
from orders.living import is_live
from orders.models import orders
from orders.rules import CLOSED, names
from people.addressing import KeptAddress
from people.models import staff
from people.rights import GRANTS, Right, Role


@dataclass(frozen=True, slots=True)
class OrderAddress:
    """The address that was agreed with an order; `left_at` since whoever comes is on their way."""

    order_id: int
    point: Point
    text: str
    note: str
    left_at: datetime | None = None
    collects: bool = False


def freeze(  # noqa: PLR0917 - what, where, and how far that is
    connection: Connection,
    order_id: int,
    address: KeptAddress,
    now: datetime,
    way_minutes: int | None = None,
    travel_kmh: int | None = None,
    *,
    collects: bool = False,
) -> None:
    """The order goes there, as the address is now; the transaction has taken the order.

    Of a visit also how long the way from its place is, at which speed; of a delivery, whether it
    is first collected there.
    """
    assert address.point is not None, address.id
    said = {
        "latitude": address.point.latitude,
        "longitude": address.point.longitude,
        "text": address.text,
        "note": address.note,
        "given_at": now,
        "way_minutes": way_minutes,
        "travel_kmh": travel_kmh,
        "collects": collects,
    }
    upsert(connection, order_addresses, {"order_id": order_id}, said)


def copy(connection: Connection, order_id: int, to: int) -> None:
    """Another order goes where this one goes."""
    row = connection.execute(_reading(), {"order": order_id}).mappings().one_or_none()
    if row is not None:
        connection.execute(insert(order_addresses).values(**{**row, "order_id": to}))


def agreed_address(connection: Connection, order_id: int) -> OrderAddress | None:
    """For use cases; whoever shows it to somebody asks `address_for`."""
    row = connection.execute(_reading(), {"order": order_id}).one_or_none()
    return None if row is None else _view(row)


def address_for(connection: Connection, person_id: int, order_id: int) -> OrderAddress | None:
    """Where an order goes, for who needs to know: its guest, and from payment until it is done the
    staff who look after bookings and the one who gives it. None for everybody else, and once it is gone.
    """
    return addresses_for(connection, person_id, [order_id]).get(order_id)


def addresses_for(
    connection: Connection, person_id: int, order_ids: Sequence[int]
) -> dict[int, OrderAddress]:
    """Likewise of several orders, by order."""
    given = {"orders": list(order_ids), "person": person_id}
    rows = connection.execute(_for_person(), given)
    return {
        row.order_id: _view(row)
        for row in rows
        if row.guest_id == person_id or (row.live and _needs(row))
    }


def _needs(row: Any) -> bool:
    if row.role is None:
        return False
    rights = GRANTS[Role(row.role)]
    gives_it = row.own is not None and row.own == row.resource_id
    return Right.BOOKINGS in rights or (gives_it and Right.OWN_CALENDAR in rights)


@cache
def _reading() -> Select[*tuple[Any, ...]]:
    return select(order_addresses).where(order_addresses.c.order_id == bindparam("order"))


@cache
def _for_person() -> Select[*tuple[Any, ...]]:
    works = (staff.c.merchant_id == orders.c.merchant_id) & (
        staff.c.person_id == bindparam("person")
    )
    asked = order_addresses.c.order_id.in_(bindparam("orders", expanding=True))
    query = select(order_addresses).where(asked)
    query = query.join(orders, orders.c.id == order_addresses.c.order_id)
    return query.outerjoin(staff, works).add_columns(
        orders.c.guest_id,
        orders.c.resource_id,
        is_live().label("live"),
        staff.c.role,
        staff.c.resource_id.label("own"),
    )


def _view(row: Any) -> OrderAddress:
    point = Point(row.latitude, row.longitude)
    return OrderAddress(row.order_id, point, row.text, row.note, row.left_at, row.collects)


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Orders that are over, and were to be had at the latest before a moment, whose address is kept."""
    over = orders.c.state.in_(names(CLOSED))
    last = func.coalesce(orders.c.valid_until, orders.c.held_until, orders.c.created_at)
    query = (
        select(order_addresses.c.order_id)
        .join(orders, orders.c.id == order_addresses.c.order_id)
        .where(order_addresses.c.given_at < moment, over, last < moment)
        .order_by(order_addresses.c.given_at)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    """Deletes those that nobody gave anew meanwhile; says how many."""
    old = (order_addresses.c.order_id.in_(ids), order_addresses.c.given_at < moment)
    return connection.execute(delete(order_addresses).where(*old)).rowcount
