"""Whoever goes to a guest says that they are on their way, and the guest hears it once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from database.outbox import put_all
from database.outbox_table import Urgency
from orders.address_models import order_addresses
from orders.errors import NotAVisit, OrderMoved, TooEarlyToLeave
from orders.loading import OrderRow, locked_for_staff
from orders.models import Fulfilment, OrderState
from orders.notices import notice
from people.errors import NoRight
from people.queries import resource_of
from people.rights import GRANTS, Right, role_at

SOONEST = timedelta(hours=4)
"""Before it begins."""


def set_out(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """By the one who gives it, or who looks after bookings; said again it changes nothing."""
    order = _going(connection, order_id, staff_id)
    if order.state != OrderState.CONFIRMED:
        raise OrderMoved(order_id, order.state)
    if order.starts_at is not None and now < order.starts_at - SOONEST:
        raise TooEarlyToLeave(order_id, order.starts_at - SOONEST)
    first = update(order_addresses).where(
        order_addresses.c.order_id == order_id, order_addresses.c.left_at.is_(None)
    )
    if connection.execute(first.values(left_at=now)).rowcount:
        told = notice("on_the_way", order.guest_id, order_id, urgency=Urgency.FIRST, order=order_id)
        put_all(connection, [told], now)


def can_set_out(
    state: OrderState, starts_at: datetime | None, left_at: datetime | None, now: datetime
) -> bool:
    """Whether it is time to offer it: what is asked before the deed, which asks again."""
    waits = state is OrderState.CONFIRMED and left_at is None
    return waits and starts_at is not None and now >= starts_at - SOONEST


def _going(connection: Connection, order_id: int, staff_id: int) -> OrderRow:
    order = locked_for_staff(connection, order_id, staff_id, Right.OWN_CALENDAR)
    role = role_at(connection, staff_id, order.merchant_id)
    everybodys = role is not None and Right.BOOKINGS in GRANTS[role]
    mine = resource_of(connection, order.merchant_id, staff_id)
    if not everybodys and (mine is None or mine != order.resource_id):
        raise NoRight
    if order.fulfilment != Fulfilment.HOME:
        raise NotAVisit(order_id)
    return order
