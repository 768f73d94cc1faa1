"""A new cart: empty, or with what was held and not paid, if its guest has filled no other there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, bindparam, func, insert, select

from database.inserting import insert_for
from orders.line_models import order_lines
from orders.models import OrderState, orders
from orders.rules import CART
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
)


def fill_again(connection: Connection, order_ids: Sequence[int], now: datetime) -> None:
    """A new cart with the same lines: the order itself may still be paid, and is what it was."""
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
        cart_id = add_draft(connection, {name: row[name] for name in KEPT}, now)
        if cart_id is not None:
            connection.execute(copying(), {"cart": cart_id, "former": row["id"]})


def add_draft(connection: Connection, values: Mapping[str, Any], now: datetime) -> int | None:
    """The new cart's id; None where its guest has one there already."""
    kept = {"state": OrderState.DRAFT, "held_until": now + CART, "created_at": now}
    new = insert_for(connection, orders).values(**values, **kept)
    made = connection.execute(new.on_conflict_do_nothing().returning(orders.c.id))
    return made.scalar_one_or_none()


@cache
def copying() -> Insert:
    names = [each.name for each in order_lines.c if each.name != "order_id"]
    lines = select(bindparam("cart", type_=orders.c.id.type), *(order_lines.c[n] for n in names))
    former = order_lines.c.order_id == bindparam("former")
    return insert(order_lines).from_select(["order_id", *names], lines.where(former))
