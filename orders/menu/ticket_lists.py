"""What waits at a merchant's counters of what was ordered from its menus, with all that it is of."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    select,
)

from catalog.models import locations
from catalog.tables.table_models import dining_tables
from orders.line_models import order_lines
from orders.lines import line_of, parts_of_line
from orders.living import is_live
from orders.models import WITHOUT_CLAIMS, Fulfilment, OrderState, orders
from orders.pricing import Line
from orders.sitting.sitting_models import sittings
from people.models import people


@dataclass(frozen=True, slots=True)
class Ticket:
    """An order to make and hand over; ready since `ready_at`. Times in UTC, money in minor units.

    `table` is what the table is called to which it is brought.
    """

    order_id: int
    guest: str
    location: str
    zone: str
    fulfilment: Fulfilment
    state: OrderState
    starts_at: datetime
    pickup_at: datetime | None
    ready_at: datetime | None
    total: int
    currency: str
    note: str
    table: str | None
    lines: tuple[Line, ...]


def tickets(
    connection: Connection, merchant_id: int, limit: int = 20, offset: int = 0
) -> list[Ticket]:
    """Those that are not handed over yet, the first to be had first."""
    query = (
        select(
            orders.c.id.label("order_id"),
            people.c.name.label("guest"),
            locations.c.name.label("location"),
            orders.c.terms["zone"].as_string().label("zone"),
            orders.c.fulfilment,
            orders.c.state,
            orders.c.starts_at,
            orders.c.pickup_at,
            orders.c.ready_at,
            orders.c.total,
            orders.c.currency,
            orders.c.note,
            dining_tables.c.name.label("table"),
        )
        .join(people, people.c.id == orders.c.guest_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .outerjoin(sittings, sittings.c.id == orders.c.sitting_id)
        .outerjoin(dining_tables, dining_tables.c.id == sittings.c.table_id)
        .where(*of_merchant(merchant_id))
        .order_by(orders.c.starts_at, orders.c.id)
        .limit(limit)
        .offset(offset)
    )
    found = connection.execute(query).all()
    lines = lines_of_all(connection, [row[0] for row in found])
    return [ticket(row, lines.get(row[0], ())) for row in found]


def ticket(row: Row[*tuple[Any, ...]], lines: tuple[Line, ...]) -> Ticket:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    kinds = {"fulfilment": Fulfilment(row.fulfilment), "state": OrderState(row.state)}
    return Ticket(**fields | kinds, lines=lines)


def count_tickets(connection: Connection, merchant_id: int) -> int:
    """How many that are."""
    return connection.execute(_tickets(), {"merchant": merchant_id}).scalar_one()


@cache
def _tickets() -> Select[int]:
    return select(func.count()).select_from(orders).where(*of_merchant(bindparam("merchant")))


def of_merchant(merchant_id: int | BindParameter[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        orders.c.merchant_id == merchant_id,
        orders.c.service_id.is_(None),
        orders.c.fulfilment.not_in(WITHOUT_CLAIMS),
        is_live(),
    )


def lines_of_all(connection: Connection, order_ids: list[int]) -> dict[int, tuple[Line, ...]]:
    """In their order, by order."""
    query = (
        select(order_lines.c.order_id, *parts_of_line())
        .where(order_lines.c.order_id.in_(order_ids))
        .order_by(order_lines.c.order_id, order_lines.c.position)
    )
    found: dict[int, tuple[Line, ...]] = {}
    for order_id, *line in connection.execute(query):
        found[order_id] = (*found.get(order_id, ()), line_of(line))
    return found
