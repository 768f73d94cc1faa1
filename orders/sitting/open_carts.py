"""The carts of one table, each as its menu is now, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, select

from catalog.menu import reading
from catalog.menu.reading import Item
from database import rows
from orders.line_models import order_lines
from orders.lines import line_of, parts_of_line
from orders.loading import OrderRow, unlocked, whole
from orders.menu.items import stock_left
from orders.menu.showing import CartLine, shown
from orders.models import OrderState, orders
from orders.pricing import Changed, Line


@dataclass(frozen=True, slots=True)
class OpenCart:
    """A cart of somebody at the table, and its lines as they would be ordered now."""

    order: OrderRow
    lines: tuple[CartLine, ...]
    as_chosen: tuple[Line, ...]
    items: dict[int, Item]

    def to_order(self) -> list[Line]:
        """What can be had of it, at the prices of now."""
        from_now = zip(self.lines, self.as_chosen, strict=True)
        return [
            Line(
                kind=line.kind,
                service_id=None,
                title=each.title,
                quantity=(each.left or 0) if each.what is Changed.FEWER else each.quantity,
                unit_price=each.unit_price,
                item_id=each.item_id,
                options=each.options,
                note=each.note,
                tax_basis_points=self.items[each.item_id].tax_basis_points,
            )
            for each, line in from_now
            if each.can_be_had
        ]


def open_carts(
    connection: Connection, sitting_id: int, now: datetime, *, take: bool = False
) -> list[OpenCart]:
    """With `take` nobody else fills, orders or takes them over until the transaction ends."""
    query = taking() if take else drafted()
    found = rows.every(OrderRow, connection.execute(query, {"sitting": sitting_id}))
    if not found:
        return []
    lines = lines_of(connection, [each.id for each in found])
    wanted = {line.item_id or 0 for each in lines.values() for line in each.values()}
    items = reading.items(connection, sorted(wanted), now)
    day = now.astimezone(ZoneInfo(found[0].terms["zone"])).date()
    left = stock_left(connection, items.values(), day, now)
    return [_cart(each, lines.get(each.id, {}), items, left) for each in found]


@cache
def drafted() -> Select[*tuple[Any, ...]]:
    return _of_sitting(unlocked())


@cache
def taking() -> Select[*tuple[Any, ...]]:
    return _of_sitting(whole())


def _of_sitting(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    mine = (orders.c.sitting_id == bindparam("sitting"), orders.c.state == OrderState.DRAFT)
    return query.where(*mine).order_by(orders.c.id)


def lines_of(connection: Connection, order_ids: Sequence[int]) -> dict[int, dict[int, Line]]:
    query = select(order_lines.c.order_id, *parts_of_line())
    query = query.where(order_lines.c.order_id.in_(order_ids))
    found: dict[int, dict[int, Line]] = {}
    for order_id, *parts in connection.execute(query.order_by(*order_lines.primary_key.columns)):
        found.setdefault(order_id, {})[parts[0]] = line_of(parts)
    return found


def _cart(
    order: OrderRow, lines: dict[int, Line], items: dict[int, Item], left: dict[int, int]
) -> OpenCart:
    numbered = tuple(
        shown(position, line, items.get(line.item_id or 0), left)
        for position, line in lines.items()
    )
    return OpenCart(order, numbered, tuple(lines.values()), items)
