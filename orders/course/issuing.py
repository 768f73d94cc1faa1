"""What happens when an order is placed: the code is out, the seats are booked, everybody hears."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, insert

from database.outbox import put_all
from orders import codes
from orders.booking import allocating, claims
from orders.course.daytime import in_the_evening
from orders.delivery import keeping as on_the_way
from orders.loading import OrderRow, terms_of
from orders.models import OrderState, vouchers
from orders.notices import VOUCHER, News, answer_due, retract_checkout, to_guest, to_staff
from orders.rules import Terms, confirm_by, valid_until
from orders.transitions import Reason, Step, move

WITHOUT_CHECKOUT = (Reason.FREE, Reason.COUNTER)


def place(
    connection: Connection,
    order: OrderRow,
    reason: Reason,
    now: datetime,
    allocation: allocating.Allocation | None = None,
    *,
    by: int | None = None,
) -> None:
    """Place a held order, or a lapsed one that got its seats again (then with its new seat).

    What staff write in, `by` whom, is their own yes, and no news to the others.
    """
    steps: list[Step] = [(OrderState.PLACED, reason)]
    terms = terms_of(order)
    collected = order.collect_at is not None and order.collect_at > now
    until = answer_by(terms, order.collect_at if collected else order.starts_at, now)
    if terms.auto_confirm:
        steps.append((OrderState.CONFIRMED, reason if by else Reason.AUTOMATIC))
    again: dict[str, Any] = allocation.columns() if allocation else {}
    move(
        connection,
        order,
        *steps,
        actor_id=by,
        now=now,
        held_until=None,
        placed_at=now,
        confirm_by=until,
        valid_until=valid_until(terms, order.ends_at, now),
        ask_at=ask_at(terms, order.ends_at),
        **again,
    )
    allocating.book_held(
        connection, allocation.slot_id if allocation else order.slot_id, order.seats
    )
    claims.book(connection, order)
    issue(connection, order, now)
    on_the_way.begin(connection, order, now, until)
    staff = to_staff(connection, order, News.NEW, quiet=by is not None)
    news = [*staff, *answer_due(connection, order, until, now)]
    if reason not in WITHOUT_CHECKOUT:
        news.append(retract_checkout(order))
    put_all(connection, [to_guest(order, VOUCHER), *news], now)


def answer_by(terms: Terms, starts_at: datetime | None, now: datetime) -> datetime | None:
    """When the merchant must have answered; None for one that confirms by itself."""
    return None if terms.auto_confirm else confirm_by(now, terms.confirm_minutes, starts_at)


def ask_at(terms: Terms, ends_at: datetime | None) -> datetime | None:
    """When the staff is asked of a code that nobody used."""
    return None if ends_at is None else in_the_evening(ends_at, terms.zone)


def issue(connection: Connection, order: OrderRow, now: datetime) -> None:
    new = {
        "order_id": order.id,
        "code": codes.make(),
        "uses": order.uses,
        "used": 0,
        "state": "valid",
        "issued_at": now,
    }
    connection.execute(issuing(), new)


@cache
def issuing() -> Insert:
    return insert(vouchers)
