"""Reads where what takes a resource is had, beside the orders that do."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select

from database.point import Point
from orders.address_models import order_addresses
from orders.booking.trips import Visit
from orders.models import orders


def with_visits(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same with what `visit_from` takes behind it, of orders that go to their guests."""
    there = order_addresses.c
    joined = query.outerjoin(order_addresses, there.order_id == orders.c.id)
    return joined.add_columns(there.latitude, there.longitude, there.way_minutes)


def visit_from(
    latitude: float | None = None, longitude: float | None = None, way_minutes: int | None = None
) -> Visit | None:
    """None for what is had at its place."""
    if latitude is None or longitude is None or way_minutes is None:
        return None
    return Visit(Point(latitude, longitude), timedelta(minutes=way_minutes))
