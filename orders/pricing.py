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
    BILL = "bill"  # of what was had already, or a tip for it


@dataclass(frozen=True, slots=True)
class LineOption:
    """What was chosen of an item, and by how much it makes one of it dearer or cheaper."""

    id: int
    group: str
    name: str
    price_difference: int


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one thing, called and priced as when it was ordered.

    The price is with its options; `note` is what its guest wants of it.
    """

    kind: LineKind
    service_id: int | None
    title: str
    quantity: int
    unit_price: int
    item_id: int | None = None
    options: tuple[LineOption, ...] = ()
    note: str = ""
    tax_basis_points: int | None = None

    @property
    def amount(self) -> int:
        return self.unit_price * self.quantity


class Changed(StrEnum):
    """What became of a line of a cart since it was put in."""

    GONE = "gone"  # not on the menu any more
    SOLD_OUT = "sold_out"  # for that day
    CHOICE = "choice"  # what was chosen of it can't be chosen any more
    PRICE = "price"
    FEWER = "fewer"  # so many are not left


@dataclass(frozen=True, slots=True)
class LineChange:
    """How a line of a cart is not as it was: of a price in minor units, of too many how many."""

    position: int
    title: str
    what: Changed
    before: int = 0
    after: int = 0


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
        added = sum([each.amount for each in self.adjustments])
        return added + sum([line.amount for line in self.lines])


def with_seats(lines: Sequence[Line], seats: int) -> list[Line]:
    """The same for another number of guests: what is of a menu stays as it was chosen."""
    return [
        replace(line, quantity=seats) if line.kind == LineKind.SERVICE else line for line in lines
    ]


def priced(lines: Sequence[Line], adjustments: Sequence[Adjustment] = ()) -> Priced:
    return Priced(tuple(lines), tuple(adjustments))
