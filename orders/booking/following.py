"""What a visit takes of a menu's stock follows it to another day."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orders.booking import claims
from orders.booking.claims import Stock
from orders.booking.lapsing import clear_way
from orders.loading import OrderRow
from orders.menu.replanning import check_there


def follow(connection: Connection, order: OrderRow, starts_at: datetime, now: datetime) -> None:
    """ItemSoldOut where so many are not left that day, or its place says that there is none; the order's row
    is as it was before.
    """
    if not order.with_items or order.starts_at is None:
        return
    zone = ZoneInfo(order.terms["zone"])
    before, after = (each.astimezone(zone).date() for each in (order.starts_at, starts_at))
    if before == after:
        return
    check_there(connection, order, starts_at)
    clear_way(connection, order.location_id, now)
    own = [each for each in claims.claimed_anew(connection, order.id) if isinstance(each, Stock)]
    taken = claims.take(connection, [replace(each, day=after) for each in own])
    claims.shift(connection, taken, held=-1, booked=1)
    claims.give_back_booked(connection, order)
    claims.write(connection, order.id, taken)
