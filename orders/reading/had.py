"""What of an order's lines could not be had, and what is had instead: read with the order, told line by line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, case, select

from database.nesting import nested
from orders.line_models import ReplacementState, line_refunds, line_replacements
from orders.models import orders
from orders.pricing import Line


@dataclass(frozen=True, slots=True)
class Missing:
    """So many of the line at a place could not be had; the line at `instead` stands for them, if any does."""

    position: int
    quantity: int
    instead: int | None


@dataclass(frozen=True, slots=True)
class HadLine:
    """A line, how many of it are left, how many are not to be had, and whether it stands for another one."""

    line: Line
    left: int
    missing: int
    stands_in: bool


def reading() -> tuple[Label[Any], Label[Any]]:
    """Of an order's row; of a service's none is looked for."""
    gone, asked = line_refunds.c, line_replacements.c
    back = select(nested(gone.position, gone.quantity)).where(gone.order_id == orders.c.id)
    other = select(nested(asked.position, asked.quantity, asked.new_position)).where(
        asked.order_id == orders.c.id, asked.state == ReplacementState.ACCEPTED
    )
    return of_menu(back.scalar_subquery(), "gone"), of_menu(other.scalar_subquery(), "replaced")


def of_menu(found: ColumnElement[Any], name: str) -> Label[Any]:
    return case((orders.c.service_id.is_(None), found)).label(name)


def missing(gone: list[list[int]] | None, replaced: list[list[int]] | None) -> tuple[Missing, ...]:
    """As `reading` found them, by their places."""
    found = [Missing(position, number, None) for position, number in gone or ()]
    found += [Missing(*each) for each in replaced or ()]
    return tuple(sorted(found, key=lambda each: (each.position, each.instead or 0)))


def had(lines: Sequence[Line], found: Sequence[Missing]) -> Iterator[HadLine]:
    """In their order, each that stands in for another one right behind it."""
    lost: Counter[int] = Counter()
    behind: dict[int, list[int]] = {}
    for each in found:
        lost[each.position] += each.quantity
        if each.instead is not None:
            behind.setdefault(each.position, []).append(each.instead)
    stand_ins = {each.instead for each in found}

    def told(position: int) -> Iterator[HadLine]:
        line = lines[position - 1]
        gone = lost[position]
        yield HadLine(line, line.quantity - gone, gone, position in stand_ins)
        for other in behind.get(position, ()):
            yield from told(other)

    for position in range(1, len(lines) + 1):
        if position not in stand_ins:
            yield from told(position)
