"""Reads the lines of orders: by themselves, or beside what else is read of an order."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select

from orders.line_models import order_adjustments, order_lines
from orders.pricing import Adjustment, AdjustmentKind, Funder, Line, LineKind

COLUMNS = ("kind", "service_id", "title", "quantity", "unit_price")
"""A line, without its place and what it comes to."""

MARK = "line_"


def lines_of(connection: Connection, order_id: int) -> tuple[Line, ...]:
    """In their order."""
    return lines_in(connection.execute(reading(), {"order": order_id}).all())


@cache
def reading() -> Select[*tuple[Any, ...]]:
    mine = order_lines.c.order_id == bindparam("order")
    return select(*labelled()).where(mine).order_by(order_lines.c.position)


def adjustments_of(connection: Connection, order_id: int) -> tuple[Adjustment, ...]:
    """In their order."""
    found = connection.execute(adjusting(), {"order": order_id})
    return tuple(
        Adjustment(AdjustmentKind(kind), amount, Funder(funder)) for kind, amount, funder in found
    )


@cache
def adjusting() -> Select[str, int, str]:
    table = order_adjustments.c
    query = select(table.kind, table.amount, table.funder)
    return query.where(table.order_id == bindparam("order")).order_by(table.position)


def labelled() -> list[ColumnElement[Any]]:
    """The columns of a line, for a statement that has others too."""
    return [order_lines.c[name].label(MARK + name) for name in COLUMNS]


def lines_in(rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[Line, ...]:
    """One for each row, but for an order without lines."""
    return tuple(line_in(row) for row in rows if row.line_kind is not None)


def line_in(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(
        LineKind(row.line_kind),
        row.line_service_id,
        row.line_title,
        row.line_quantity,
        row.line_unit_price,
    )


def without_line(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """What else such a row has."""
    found = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return {name: value for name, value in found.items() if not name.startswith(MARK)}
