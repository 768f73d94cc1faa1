"""What a merchant sold in a time: by service, by whoever gave it, and order by order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from catalog.models import resources
from database import rows
from orders.models import orders


@dataclass(frozen=True, slots=True)
class Sold:
    """How many orders were placed and what they came to, in minor units; `name` is None for nobody."""

    name: str | None
    currency: str
    placed: int
    total: int


@dataclass(frozen=True, slots=True)
class SoldOrder:
    """One order that was placed in the time; it names no guest. Times in UTC."""

    id: int
    placed_at: datetime
    starts_at: datetime | None
    title: str
    resource: str | None
    seats: int
    total: int
    currency: str
    state: str


def by_service(
    connection: Connection, merchant_id: int, begin: datetime, until: datetime, limit: int
) -> list[Sold]:
    """The best first; orders of a service that was renamed count under the name they were sold by."""
    return _grouped(connection, orders.c.title, _placed(merchant_id, begin, until), limit)


def by_giver(
    connection: Connection, merchant_id: int, begin: datetime, until: datetime, limit: int
) -> list[Sold]:
    """Likewise by chair, room or person; orders that need none are left out."""
    which = _placed(merchant_id, begin, until) & orders.c.resource_id.is_not(None)
    return _grouped(connection, resources.c.name, which, limit)


def sold_orders(
    connection: Connection, merchant_id: int, begin: datetime, until: datetime
) -> list[SoldOrder]:
    """Every order that was placed then, the first first."""
    query = (
        select(
            orders.c.id,
            orders.c.placed_at,
            orders.c.starts_at,
            orders.c.title,
            resources.c.name.label("resource"),
            orders.c.seats,
            orders.c.total,
            orders.c.currency,
            orders.c.state,
        )
        .outerjoin(resources, resources.c.id == orders.c.resource_id)
        .where(_placed(merchant_id, begin, until))
        .order_by(orders.c.placed_at, orders.c.id)
    )
    return rows.every(SoldOrder, connection.execute(query))


def _placed(merchant_id: int, begin: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(
        orders.c.merchant_id == merchant_id,
        orders.c.placed_at >= begin,
        orders.c.placed_at < until,
    )


def _grouped(
    connection: Connection, name: ColumnElement[Any], which: ColumnElement[bool], limit: int
) -> list[Sold]:
    total = func.sum(orders.c.total)
    query = (
        select(name, orders.c.currency, func.count(), total)
        .select_from(orders)
        .outerjoin(resources, resources.c.id == orders.c.resource_id)
        .where(which)
        .group_by(name, orders.c.currency)
        .order_by(total.desc(), func.count().desc(), name)
        .limit(limit)
    )
    return [Sold(row[0], row[1], int(row[2]), int(row[3])) for row in connection.execute(query)]
