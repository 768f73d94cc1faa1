"""A line that can't be had after it was paid: its money goes back, and the rest of the order stays.

Borne as what is given while an order stays (docs/decisions/0038); where no line is left, it is called off.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from database.outbox import put_all
from orders.course.cancelling import cancel
from orders.errors import LineNotLeft, NotATicket, OrderMoved
from orders.line_models import line_refunds
from orders.lines import line_of, reading
from orders.loading import OrderRow, locked, locked_for_staff
from orders.money import goodwill, refunding
from orders.notices import microseconds, to_guest
from orders.pricing import Line, LineKind
from orders.rules import LIVE
from orders.transitions import Reason, RefundReason


def give_back_line(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    actor_id: int,
    position: int,
    quantity: int,
    given: int,
    now: datetime,
) -> int | None:
    """So many of a line are not there; the refund's id, None where nothing was paid for them.

    `given` is what had gone back of the payment when it was decided: pressed again, or decided by
    two, it is refused.
    """
    order = locked_for_staff(connection, order_id, actor_id)
    line = checked(connection, order, position, quantity)
    amount = line.unit_price * quantity
    refund = pay_back(connection, order, amount, given, now) if amount else None
    row = {"order_id": order_id, "position": position, "quantity": quantity, "amount": amount}
    about = {"refund_id": refund, "made_by": actor_id, "at": now}
    connection.execute(insert(line_refunds).values(**row, **about))
    mark = f"{position}:{microseconds(now)}"
    more: dict[str, Any] = {"position": position, "quantity": quantity, "refund": refund}
    put_all(connection, [to_guest(order, "line_lacking", mark=mark, **more)], now)
    if not any(left_of(connection, order_id).values()):
        cancel(connection, locked(connection, order_id), Reason.MERCHANT, actor_id, now)
    return refund


def checked(connection: Connection, order: OrderRow, position: int, quantity: int) -> Line:
    """The line, of which so many have not gone back yet."""
    if order.state not in LIVE:
        raise OrderMoved(order.id, order.state)
    lines = bought(connection, order.id)
    if position not in lines or lines[position].kind != LineKind.ITEM:
        raise NotATicket(order.id)
    left = left_of(connection, order.id)[position]
    if not 0 < quantity <= left:
        raise LineNotLeft(order.id, left)
    return lines[position]


def pay_back(
    connection: Connection, order: OrderRow, amount: int, given: int, now: datetime
) -> int:
    payment = goodwill.checked(connection, order, amount, given)
    shares = goodwill.borne(connection, order, amount)
    return refunding.request(
        connection, payment, order, now, shares=shares, reason=RefundReason.GOODWILL
    )


def bought(connection: Connection, order_id: int) -> dict[int, Line]:
    """Lines by their places."""
    return {row[0]: line_of(row) for row in connection.execute(reading(), {"order": order_id})}


def left_of(connection: Connection, order_id: int) -> dict[int, int]:
    """How many of each line are still to be had, by its place."""
    back = select(line_refunds.c.position, func.sum(line_refunds.c.quantity))
    back = back.where(line_refunds.c.order_id == order_id).group_by(line_refunds.c.position)
    gone = {position: int(number) for position, number in connection.execute(back)}
    lines = bought(connection, order_id)
    return {position: line.quantity - gone.get(position, 0) for position, line in lines.items()}
