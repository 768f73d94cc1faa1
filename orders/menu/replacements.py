"""What guests were asked instead of lines that can't be had, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, literal_column, select

from orders.line_models import ReplacementState, line_replacements
from orders.lines import options_of
from orders.pricing import LineOption

OPEN = line_replacements.c.state == literal_column(f"'{ReplacementState.OPEN}'")
"""Written out: neither engine fits its small index to a bound value."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """`title` with its options instead of so many of a line; amounts of one in minor units."""

    id: int
    order_id: int
    position: int
    quantity: int
    item_id: int
    title: str
    options: tuple[LineOption, ...]
    unit_price: int
    tax_basis_points: int | None
    state: ReplacementState
    asked_by: int
    until: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether an answer to it counts."""
        return self.state is ReplacementState.OPEN and now < self.until


def one(connection: Connection, replacement_id: int) -> Replacement | None:
    """A question by its id, whatever became of it."""
    row = connection.execute(reading(), {"replacement": replacement_id}).one_or_none()
    return None if row is None else view(*row)


def open_of(connection: Connection, order_id: int) -> list[Replacement]:
    """What the guest of an order is asked, until it is answered."""
    return [view(*row) for row in connection.execute(_open(), {"order": order_id})]


def accepted_of(connection: Connection, order_id: int) -> list[Replacement]:
    """What the guest of an order took instead."""
    return [view(*row) for row in connection.execute(_accepted(), {"order": order_id})]


@cache
def _open() -> Select[*tuple[Any, ...]]:
    return _of_order(OPEN)


@cache
def _accepted() -> Select[*tuple[Any, ...]]:
    return _of_order(line_replacements.c.state == ReplacementState.ACCEPTED)


def _of_order(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    query = whole().where(line_replacements.c.order_id == bindparam("order"), which)
    return query.order_by(line_replacements.c.id)


@cache
def reading() -> Select[*tuple[Any, ...]]:
    return whole().where(line_replacements.c.id == bindparam("replacement"))


def whole() -> Select[*tuple[Any, ...]]:
    asked = line_replacements.c
    return select(
        asked.id,
        asked.order_id,
        asked.position,
        asked.quantity,
        asked.item_id,
        asked.title,
        asked.options,
        asked.unit_price,
        asked.tax_basis_points,
        asked.state,
        asked.asked_by,
        asked.until,
    )


def view(*values: Any) -> Replacement:
    *before, options, unit_price, tax, state, by, until = values
    told: Any = (*before, options_of(options), unit_price, tax, ReplacementState(state), by, until)
    return Replacement(*told)
