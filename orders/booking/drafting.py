"""A new cart, empty, where its guest has none at a place."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.dml import ReturningInsert

from database.inserting import insert_into
from orders.models import OrderState, orders
from orders.rules import CART


def add_draft(connection: Connection, values: Mapping[str, Any], now: datetime) -> int | None:
    """The new cart's id; None where its guest has one there already."""
    kept = {"state": OrderState.DRAFT, "held_until": now + CART, "created_at": now}
    made = connection.execute(adding(connection.dialect.name), {**values, **kept})
    return made.scalar_one_or_none()


@cache
def adding(dialect: str) -> ReturningInsert[int]:
    return insert_into(orders, dialect).on_conflict_do_nothing().returning(orders.c.id)
