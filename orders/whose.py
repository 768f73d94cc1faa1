"""Whose orders rows belong to."""

from typing import Any

from sqlalchemy import ColumnElement, select

from orders.models import orders
from people.privacy import PersonId


def of_their_orders(column: ColumnElement[Any], person_id: PersonId) -> ColumnElement[bool]:
    """Whether the column names an order of this guest."""
    return column.in_(select(orders.c.id).where(orders.c.guest_id == person_id))
