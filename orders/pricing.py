"""What an order comes to: its lines, and what is added to them or taken off. All of it is pure.

Money in minor units of the order's currency, of which an order has one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is of."""

    SERVICE = "service"
    ITEM = "item"  # of a menu


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one thing, called and priced as when it was ordered."""

    kind: LineKind
    service_id: int | None
    title: str
    quantity: int
    unit_price: int

    @property
    def amount(self) -> int:
        return self.unit_price * self.quantity


class AdjustmentKind(StrEnum):
    """Why an order costs more than its lines, or less."""

    DISCOUNT = "discount"
    FEE = "fee"
    DELIVERY = "delivery"
    TIP = "tip"


class Funder(StrEnum):
    """Who bears what is taken off; what is added is the merchant's or the market's."""

    MERCHANT = "merchant"
    MARKET = "market"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is added to an order's lines; a discount is below zero, all others above."""

    kind: AdjustmentKind
    amount: int
    funder: Funder


@dataclass(frozen=True, slots=True)
class Priced:
    """Lines, adjustments, and what they come to."""

    lines: tuple[Line, ...]
    adjustments: tuple[Adjustment, ...]

    @property
    def total(self) -> int:
        added = sum(each.amount for each in self.adjustments)
        return added + sum(line.amount for line in self.lines)


def with_seats(lines: Sequence[Line], seats: int) -> list[Line]:
    """The same for another number of guests: what is of a menu stays as it was chosen."""
    return [
        replace(line, quantity=seats) if line.kind == LineKind.SERVICE else line for line in lines
    ]


def seat_price(lines: Sequence[Line]) -> int:
    """What one guest more would come to."""
    return sum(line.unit_price for line in lines if line.kind == LineKind.SERVICE)


def priced(lines: Sequence[Line], adjustments: Sequence[Adjustment] = ()) -> Priced:
    return Priced(tuple(lines), tuple(adjustments))
