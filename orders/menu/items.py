"""An item of a menu as a line of a cart: priced with what was chosen of it, or why it can't be had."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    bindparam,
    func,
    select,
    union_all,
)

from catalog.menu import choosing, reading
from catalog.menu.errors import ChoiceRefused
from catalog.menu.reading import Item
from orders.claim_models import order_claims, stock_days
from orders.errors import ItemGone
from orders.menu.windows import Span
from orders.models import OrderState, orders
from orders.pricing import Changed, Line, LineKind, LineOption


def item_of(connection: Connection, item_id: int, now: datetime) -> Item:
    """ItemGone for what is on no menu any more."""
    item = reading.item(connection, item_id, now)
    if item is None:
        raise ItemGone(item_id)
    return item


def line_of(item: Item, option_ids: Sequence[int], quantity: int, note: str) -> Line:
    """As it would be ordered now; the refusals of `choosing.check` for what can't be chosen."""
    choice = choosing.check(item, option_ids)
    return Line(
        kind=LineKind.ITEM,
        service_id=None,
        title=item.name,
        quantity=quantity,
        unit_price=choice.unit_price,
        item_id=item.id,
        options=tuple(LineOption(**asdict(each)) for each in choice.options),
        note=note,
        tax_basis_points=item.tax_basis_points,
    )


@dataclass(frozen=True, slots=True)
class Renewed:
    """A line as it would be now, and what of it is not as it was; without a line it can't be had."""

    line: Line | None
    what: Changed | None = None


def renewed(line: Line, item: Item | None) -> Renewed:
    """What a line of a cart has come to, with its item as it is when it is to be picked up."""
    if item is None:
        return Renewed(None, Changed.GONE)
    if item.sold_out:
        return Renewed(None, Changed.SOLD_OUT)
    chosen = [option.id for option in line.options]
    try:
        now = line_of(item, chosen, line.quantity, line.note)
    except ChoiceRefused:
        return Renewed(None, Changed.CHOICE)
    if now.unit_price != line.unit_price:
        return Renewed(now, Changed.PRICE)
    return Renewed(replace(now, title=line.title, options=line.options))


def hours_of(items: Collection[Item]) -> tuple[Span, ...]:
    """Those of their sections, where they have any."""
    return tuple(
        (each.serving.from_minute, each.serving.until_minute)
        for each in items
        if each.serving.from_minute is not None and each.serving.until_minute is not None
    )


def stock_left(
    connection: Connection, items: Collection[Item], day: date, now: datetime
) -> dict[int, int]:
    """Of what is counted, how many are left for a day; holds that are dead by now take none."""
    counted = {each.id: each.daily_stock for each in items if each.daily_stock is not None}
    if not counted:
        return {}
    given = {"items": list(counted), "day": day, "now": now}
    for item_id, number in connection.execute(stock_taken(), given):
        counted[item_id] -= int(number)
    return {item_id: max(left, 0) for item_id, left in counted.items()}


@cache
def stock_taken() -> CompoundSelect[*tuple[Any, ...]]:
    """What the counters say, less what holds that are dead take of them."""
    stock = stock_days.c
    wanted: BindParameter[int] = bindparam("items", expanding=True)
    these = (stock.item_id.in_(wanted), stock.day == bindparam("day"))
    dead = (
        select(stock.item_id, -func.sum(order_claims.c.quantity))
        .join_from(order_claims, stock_days, stock.id == order_claims.c.stock_id)
        .join(orders, orders.c.id == order_claims.c.order_id)
        .where(*these, orders.c.state == OrderState.HELD, orders.c.held_until <= bindparam("now"))
        .group_by(stock.item_id)
    )
    return union_all(select(stock.item_id, stock.held + stock.booked).where(*these), dead)
