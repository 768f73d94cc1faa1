"""What a guest has at hand at the front door: the next booking, what is held, a cart, what they had last."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    RowMapping,
    Select,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    union_all,
)

from catalog.models import merchants
from catalog.views import MerchantState
from database.metadata import Instant
from orders.menu.usual import taken_off
from orders.models import WITHOUT_CLAIMS, OrderState, orders
from orders.reading.lists import OrderLine, line_of, lines
from orders.rules import COMING, LIVE, names

REMEMBERED = timedelta(days=90)
"""What was ordered longer ago nobody means by the same again."""


class Which(StrEnum):
    """Why an order is at hand."""

    NEXT = "next"
    HELD = "held"
    CART = "cart"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class LeftCart:
    """Something chosen and not ordered, where it was chosen."""

    location_id: int
    line: OrderLine


@dataclass(frozen=True, slots=True)
class AtHand:
    """At most one of each.

    `coming` begins next or is under way; one that is over is not, even if its code is good. `held` is what
    they have begun last and not paid yet. `last` is of a menu.
    """

    coming: OrderLine | None = None
    held: OrderLine | None = None
    cart: LeftCart | None = None
    last: OrderLine | None = None


def at_hand(connection: Connection, guest_id: int, now: datetime) -> AtHand:
    """In one statement: the front door is opened often."""
    given = {"guest": guest_id, "now": now, "since": now - REMEMBERED}
    found = {row["which"]: row for row in connection.execute(_query(), given).mappings()}
    coming, held, cart, last = (found.get(each) for each in Which)
    return AtHand(
        None if coming is None else line_of(coming),
        None if held is None else line_of(held),
        None if cart is None else LeftCart(cart["location_id"], line_of(cart)),
        None if last is None else as_ordered(last),
    )


def as_ordered(row: RowMapping) -> OrderLine:
    """With what it came to before anything of it was missing."""
    found = line_of(row)
    return replace(found, total=found.total + row["off"])


@cache
def _query() -> Select[*tuple[Any, ...]]:
    now = bindparam("now", type_=Instant)
    coming = _first(Which.NEXT, orders.c.state.in_(names(LIVE)), orders.c.ends_at > now)
    coming = coming.order_by(orders.c.starts_at, orders.c.id)
    held = _first(
        Which.HELD,
        orders.c.state == OrderState.HELD,
        orders.c.proposed_for.is_(None),
        orders.c.held_until > now,
    )
    cart = _first(Which.CART, orders.c.state == OrderState.DRAFT, orders.c.title != "")
    last = _first(
        Which.LAST,
        orders.c.state.in_(names(COMING)),
        orders.c.fulfilment.not_in(WITHOUT_CLAIMS),
        orders.c.placed_at > bindparam("since", type_=Instant),
    )
    newest = [each.order_by(orders.c.id.desc()) for each in (held, cart, last)]
    picked = union_all(*(select(each.subquery()) for each in (coming, *newest))).subquery()
    off = case((picked.c.which == Which.LAST, taken_off()), else_=0)
    open_for = merchants.c.state == MerchantState.ACTIVE
    return (
        lines()
        .add_columns(orders.c.location_id, picked.c.which, off.label("off"))
        .join(picked, picked.c.id == orders.c.id)
        .where(or_(picked.c.which == Which.NEXT, open_for))
    )


def _first(which: Which, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    named: Label[str] = literal_column(f"'{which}'").label("which")
    mine = orders.c.guest_id == bindparam("guest")
    return select(orders.c.id, named).where(mine, *conditions).limit(1)
