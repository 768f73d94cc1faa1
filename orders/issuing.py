"""What happens when an order is placed: the code is out, the seats are booked, everybody hears."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from database.outbox import put_all
from orders import codes, seating
from orders.loading import OrderRow
from orders.models import OrderState, vouchers
from orders.notices import News, to_guest, to_staff
from orders.rules import confirm_by, valid_until
from orders.transitions import Reason, Step, move


def place(
    connection: Connection,
    order: OrderRow,
    reason: Reason,
    now: datetime,
    seat: seating.Seat | None = None,
) -> None:
    """Place a held order, or a lapsed one that got its seats again (then with its new seat)."""
    steps: list[Step] = [(OrderState.PLACED, reason)]
    if order.auto_confirm:
        steps.append((OrderState.CONFIRMED, Reason.AUTOMATIC))
    again: dict[str, Any] = (
        {"slot_id": seat.slot_id, "resource_id": seat.resource_id} if seat else {}
    )
    move(
        connection,
        order,
        *steps,
        actor_id=None,
        now=now,
        held_until=None,
        placed_at=now,
        confirm_by=answer_by(order, order.starts_at, now),
        valid_until=valid_until(order.ends_at, order.valid_days, order.zone, now),
        **again,
    )
    seating.book_held(connection, seat.slot_id if seat else order.slot_id, order.seats)
    issue(connection, order, now)
    news = to_staff(connection, order, News.NEW)
    put_all(connection, [to_guest(order, "voucher"), *news], now)


def answer_by(order: OrderRow, starts_at: datetime | None, now: datetime) -> datetime | None:
    """When the merchant must have answered; None for one that confirms by itself."""
    return None if order.auto_confirm else confirm_by(now, order.confirm_minutes, starts_at)


def issue(connection: Connection, order: OrderRow, now: datetime) -> None:
    connection.execute(
        insert(vouchers).values(
            order_id=order.id,
            code=codes.make(),
            uses=order.uses,
            used=0,
            state="valid",
            issued_at=now,
        )
    )
