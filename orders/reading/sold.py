"""What a merchant sold in a time: by service, by whoever gave it, and order by order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from catalog.models import resources
from database import rows
from orders.line_models import order_lines
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
    which = _placed(merchant_id, begin, until)
    total = func.sum(order_lines.c.amount)
    query = (
        select(order_lines.c.title, orders.c.currency, func.count(orders.c.id.distinct()), total)
        .join(order_lines, order_lines.c.order_id == orders.c.id)
        .group_by(order_lines.c.title, orders.c.currency)
        .order_by(total.desc(), func.count().desc(), order_lines.c.title)
    )
    return _best(connection, query.where(which).limit(limit))


def by_giver(
    connection: Connection, merchant_id: int, begin: datetime, until: datetime, limit: int
) -> list[Sold]:
    """Likewise by chair, room or person; orders that need none are left out."""
    which = _placed(merchant_id, begin, until)
    total = func.sum(orders.c.total)
    query = (
        select(resources.c.name, orders.c.currency, func.count(), total)
        .join(resources, resources.c.id == orders.c.resource_id)
        .group_by(resources.c.name, orders.c.currency)
        .order_by(total.desc(), func.count().desc(), resources.c.name)
    )
    return _best(connection, query.where(which).limit(limit))


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


def _best(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Sold]:
    return [Sold(row[0], row[1], int(row[2]), int(row[3])) for row in connection.execute(query)]
