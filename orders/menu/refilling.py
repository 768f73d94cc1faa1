"""What was held and not paid is a cart again, if its guest has filled no other there.

The order itself may still be paid, and is what it was.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, bindparam, func, insert, select

from orders.booking.drafting import add_draft
from orders.line_models import order_lines
from orders.models import orders
from orders.sitting import returning
from people.models import people

KEPT = (
    "guest_id",
    "merchant_id",
    "location_id",
    "seats",
    "total",
    "currency",
    "title",
    "uses",
    "terms",
    "note",
    "source_id",
    "fulfilment",
    "pickup_at",
    "collect_at",
    "sitting_id",
)


def fill_again(connection: Connection, order_ids: Sequence[int], now: datetime) -> None:
    """New carts with the same lines; at a table each has their own back."""
    kept: list[ColumnElement[Any]] = [orders.c[name] for name in KEPT if name != "total"]
    of_lines = select(func.sum(order_lines.c.amount)).where(order_lines.c.order_id == orders.c.id)
    kept.append(of_lines.scalar_subquery().label("total"))
    query = (
        select(orders.c.id, *kept)
        .join(people, people.c.id == orders.c.guest_id)
        .where(orders.c.id.in_(order_ids), people.c.forgotten_at.is_(None))
        .order_by(orders.c.id.desc())
    )
    for row in connection.execute(query).mappings().all():
        if row["sitting_id"] is not None:
            returning.give_back(connection, dict(row), now)
            continue
        cart_id = add_draft(connection, {name: row[name] for name in KEPT}, now)
        if cart_id is not None:
            connection.execute(copying(), {"cart": cart_id, "former": row["id"]})


NOT_COPIED = ("order_id", "taken_from")


@cache
def copying() -> Insert:
    names = [each.name for each in order_lines.c if each.name not in NOT_COPIED]
    lines = select(bindparam("cart", type_=orders.c.id.type), *(order_lines.c[n] for n in names))
    former = order_lines.c.order_id == bindparam("former")
    return insert(order_lines).from_select(["order_id", *names], lines.where(former))
