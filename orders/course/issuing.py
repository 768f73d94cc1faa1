"""What happens when an order is placed: the code is out, the seats are booked, everybody hears."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from database.outbox import put_all
from orders import codes
from orders.booking import allocating
from orders.course.daytime import in_the_evening
from orders.loading import OrderRow, terms_of
from orders.models import OrderState, vouchers
from orders.notices import VOUCHER, News, answer_due, retract_checkout, to_guest, to_staff
from orders.rules import Terms, confirm_by, valid_until
from orders.transitions import Reason, Step, move


def place(
    connection: Connection,
    order: OrderRow,
    reason: Reason,
    now: datetime,
    allocation: allocating.Allocation | None = None,
) -> None:
    """Place a held order, or a lapsed one that got its seats again (then with its new seat)."""
    steps: list[Step] = [(OrderState.PLACED, reason)]
    terms = terms_of(order)
    by = answer_by(terms, order.starts_at, now)
    if terms.auto_confirm:
        steps.append((OrderState.CONFIRMED, Reason.AUTOMATIC))
    again: dict[str, Any] = allocation.columns() if allocation else {}
    move(
        connection,
        order,
        *steps,
        actor_id=None,
        now=now,
        held_until=None,
        placed_at=now,
        confirm_by=by,
        valid_until=valid_until(terms, order.ends_at, now),
        ask_at=ask_at(terms, order.ends_at),
        **again,
    )
    allocating.book_held(
        connection, allocation.slot_id if allocation else order.slot_id, order.seats
    )
    issue(connection, order, now)
    news = [*to_staff(connection, order, News.NEW), *answer_due(connection, order, by, now)]
    if reason is not Reason.FREE:
        news.append(retract_checkout(order))
    put_all(connection, [to_guest(order, VOUCHER), *news], now)


def answer_by(terms: Terms, starts_at: datetime | None, now: datetime) -> datetime | None:
    """When the merchant must have answered; None for one that confirms by itself."""
    return None if terms.auto_confirm else confirm_by(now, terms.confirm_minutes, starts_at)


def ask_at(terms: Terms, ends_at: datetime | None) -> datetime | None:
    """When the staff is asked of a code that nobody used."""
    return None if ends_at is None else in_the_evening(ends_at, terms.zone)


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
