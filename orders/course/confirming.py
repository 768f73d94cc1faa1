"""The merchant's yes or no to an order, and what silence means."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from database.outbox import put_all
from orders.course.closing import Closing, close
from orders.delivery import keeping as on_the_way
from orders.errors import OrderMoved
from orders.loading import OrderRow, locked, locked_for_staff
from orders.models import OrderState, orders
from orders.notices import VOUCHER, News, microseconds, to_guest, to_staff
from orders.transitions import Reason, move


def confirm(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """The merchant expects the guest; confirming again changes nothing."""
    order = locked_for_staff(connection, order_id, staff_id)
    if order.state == OrderState.CONFIRMED:
        return
    if order.state != OrderState.PLACED:
        raise OrderMoved(order_id, order.state)
    step = (OrderState.CONFIRMED, Reason.STAFF)
    move(connection, order, step, actor_id=staff_id, now=now, confirm_by=None)
    on_the_way.taken_on(connection, order, now)
    mark = microseconds(now)  # after a move it is confirmed again
    staff = to_staff(connection, order, News.CONFIRMED, mark=mark, quiet=True)
    code = to_guest(order, VOUCHER, mark=mark, quiet=True)  # its picture says so, too
    put_all(connection, [to_guest(order, "confirmed", mark=mark), code, *staff], now)


def decline(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """The merchant can't: all money goes back; declining again changes nothing."""
    order = locked_for_staff(connection, order_id, staff_id)
    if order.state == OrderState.DECLINED:
        return
    if order.state != OrderState.PLACED:
        raise OrderMoved(order_id, order.state)
    refuse(connection, order, Closing(OrderState.DECLINED, Reason.STAFF, staff_id), now)


def decline_unanswered(connection: Connection, now: datetime, limit: int = 50) -> int:
    """Silence past the deadline is a no; how many there were. Call again while it is the limit."""
    given = {"now": now, "limit": limit}
    unanswered = list(connection.execute(_unanswered(), given).scalars())
    for order_id in unanswered:
        closing = Closing(OrderState.DECLINED, Reason.UNANSWERED)
        refuse(connection, locked(connection, order_id), closing, now)
    return len(unanswered)


@cache
def _unanswered() -> Select[int]:
    return (
        select(orders.c.id)
        .where(orders.c.state == OrderState.PLACED, orders.c.confirm_by <= bindparam("now"))
        .order_by(orders.c.confirm_by, orders.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


def refuse(connection: Connection, order: OrderRow, closing: Closing, now: datetime) -> None:
    by_themselves = closing.actor_id is not None
    news = to_staff(connection, order, News.DECLINED, quiet=by_themselves)
    close(connection, order, closing, now, [to_guest(order, "declined"), *news])
