"""Reads of what an order is made: by itself, or beside what else is read of it."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from orders.line_models import order_adjustments, order_lines
from orders.pricing import Adjustment, AdjustmentKind, Funder, Line, LineKind, LineOption


def lines_of(connection: Connection, order_id: int) -> tuple[Line, ...]:
    """In their order."""
    return tuple(map(line_of, connection.execute(reading(), {"order": order_id})))


@cache
def reading() -> Select[*tuple[Any, ...]]:
    mine = order_lines.c.order_id == bindparam("order")
    return select(*parts_of_line()).where(mine).order_by(order_lines.c.position)


def parts_of_line() -> tuple[ColumnElement[Any], ...]:
    """The columns from which `line_of` makes a line; the first says which it is of its order."""
    line = order_lines.c
    return (
        line.position,
        line.kind,
        line.service_id,
        line.title,
        line.quantity,
        line.unit_price,
        line.item_id,
        line.options,
        line.note,
        line.tax_basis_points,
    )


def line_of(values: Sequence[Any]) -> Line:
    _, kind, service_id, title, quantity, unit_price, item_id, options, note, tax = values
    return Line(
        LineKind(kind),
        service_id,
        title,
        quantity,
        unit_price,
        item_id,
        options_of(options),
        note,
        tax,
    )


def options_of(stored: str | list[Any] | None) -> tuple[LineOption, ...]:
    """As either engine gives them, by themselves or within a list."""
    found = json.loads(stored) if isinstance(stored, str) else stored
    return tuple(LineOption(**each) for each in found or ())


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
