"""What stands on a receipt, taken down when it is given: it reads the same whatever changes afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Self

from sqlalchemy import Connection, Select, bindparam, func, select

from catalog.legal_models import legal_entities
from catalog.models import locations, merchants
from database.nesting import nested
from orders.line_models import order_adjustments, order_lines
from orders.lines import line_of, parts_of_line
from orders.models import orders
from orders.pricing import Adjustment, AdjustmentKind, Funder, Line, LineKind
from orders.receipts.rests import rates_of_rest
from orders.taxing import Rate


@dataclass(frozen=True, slots=True)
class SoldLine:
    """So many of one thing, as the order had it."""

    title: str
    options: tuple[str, ...]
    quantity: int
    unit_price: int
    basis_points: Rate

    @property
    def amount(self) -> int:
        return self.unit_price * self.quantity

    @classmethod
    def of(cls, line: Line, quantity: int | None = None) -> Self:
        """The line, or so many of it."""
        return cls(
            line.title,
            tuple(each.name for each in line.options),
            line.quantity if quantity is None else quantity,
            line.unit_price,
            line.tax_basis_points,
        )


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to the lines or taken off; why, in the words that were read."""

    kind: AdjustmentKind
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """Who sold what, and where; empty where that was not said. It names no guest."""

    merchant: str
    place: str
    address: str
    zone: str
    legal_name: str
    legal_address: str
    tax_number: str
    lines: tuple[SoldLine, ...]
    adjustments: tuple[Added, ...] = ()

    @property
    def whole(self) -> int:
        """What its lines and what was added to them come to."""
        lines = sum(each.amount for each in self.lines)
        return lines + sum(each.amount for each in self.adjustments)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """As `as_json` gave it."""
        lines = (SoldLine(**each | {"options": tuple(each["options"])}) for each in stored["lines"])
        added = (
            Added(AdjustmentKind(each["kind"]), each["amount"], each["reason"])
            for each in stored["adjustments"]
        )
        return cls(**dict(stored) | {"lines": tuple(lines), "adjustments": tuple(added)})


@dataclass(frozen=True, slots=True)
class Sale:
    """An order as its receipt has it: what it says, and what its prices came to."""

    merchant_id: int
    content: Content
    lines: tuple[Line, ...]
    adjustments: tuple[Adjustment, ...]
    rest: Mapping[Rate, int]  # of a rest: what it is of, by rate


def sale(connection: Connection, order_id: int) -> Sale:
    """Read in one statement, of a bill in one more, and of the rest of a deposit in two."""
    row = connection.execute(selling(), {"order": order_id}).one()
    lines = tuple(line_of(each) for each in in_order(row.lines))
    added = [(AdjustmentKind(kind), *rest) for _, kind, *rest in in_order(row.adjustments)]
    content = Content(
        merchant=row.merchant,
        place=row.place,
        address=row.address,
        zone=row.terms["zone"],
        legal_name=row.legal_name or "",
        legal_address=row.legal_address or "",
        tax_number=row.tax_number or "",
        lines=tuple(map(SoldLine.of, lines)),
        adjustments=tuple(Added(kind, amount, reason) for kind, amount, _, reason in added),
    )
    counted = tuple(Adjustment(kind, amount, Funder(who)) for kind, amount, who, _ in added)
    is_bill = any(each.kind is LineKind.BILL for each in lines)
    rest = rates_of_rest(connection, order_id) if is_bill else {}
    return Sale(row.merchant_id, content, lines, counted, rest)


def in_order(rows: Iterable[list[Any]] | None) -> list[list[Any]]:
    """By their places."""
    return sorted(rows or (), key=lambda each: int(each[0]))


@cache
def selling() -> Select[*tuple[Any, ...]]:
    entity, line, added = legal_entities.c, order_lines.c, order_adjustments.c
    newest = (
        select(func.max(entity.id))
        .where(entity.merchant_id == orders.c.merchant_id)
        .correlate(orders)
        .scalar_subquery()
    )
    bought = select(nested(*parts_of_line())).where(line.order_id == orders.c.id)
    parts = (added.position, added.kind, added.amount, added.funder, added.reason)
    more = select(nested(*parts)).where(added.order_id == orders.c.id)
    return (
        select(
            orders.c.merchant_id,
            orders.c.terms,
            merchants.c.name.label("merchant"),
            locations.c.name.label("place"),
            locations.c.address,
            entity.name.label("legal_name"),
            entity.address.label("legal_address"),
            entity.tax_number,
            bought.scalar_subquery().label("lines"),
            more.scalar_subquery().label("adjustments"),
        )
        .join_from(orders, merchants, merchants.c.id == orders.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .outerjoin(legal_entities, entity.id == newest)
        .where(orders.c.id == bindparam("order"))
    )
