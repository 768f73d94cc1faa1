"""What time ends by itself: dead holds, and codes that nobody used by their last day."""

from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    true,
)

from orders.booking.lapsing import lapse
from orders.complaints import clock
from orders.course.closing import Closing, close
from orders.course.reminding import next_reminder
from orders.delivery import keeping as on_the_way
from orders.line_models import ReplacementState, line_replacements
from orders.living import is_live
from orders.loading import locked, terms_of
from orders.models import OrderState, orders
from orders.money.disputes import is_disputed
from orders.notices import News, to_guest, to_staff
from orders.rules import kept_on_expiry
from orders.transitions import Reason


def lapse_holds(connection: Connection, now: datetime, limit: int = 200) -> int:
    """Free the seats of holds that were not paid; how many. Call again while it is the limit."""
    return lapse(connection, true(), now, limit=limit)


def expire_unused(connection: Connection, now: datetime, limit: int = 50) -> int:
    """End codes past their last moment by their terms; how many. Call again while it is the limit."""
    given = {"now": now, "limit": limit}
    unused = list(connection.execute(_unused(), given).scalars())
    for order_id in unused:
        expire(connection, order_id, now)
    return len(unused)


@cache
def _unused() -> Select[int]:
    return (
        select(orders.c.id)
        .where(is_live(), orders.c.valid_until <= bindparam("now"))
        .order_by(orders.c.valid_until, orders.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


def expire(
    connection: Connection, order_id: int, now: datetime, staff_id: int | None = None
) -> None:
    """By time, or by a clerk who says before that nobody came.

    What was to be brought, and came to no door, costs its guest nothing.
    """
    order = locked(connection, order_id)
    free = on_the_way.is_not_brought(connection, order)
    closing = Closing(
        OrderState.EXPIRED,
        Reason.UNUSED,
        staff_id,
        kept_percent=0 if free else kept_on_expiry(terms_of(order), order.starts_at),
        frees_seats=False,
    )
    staff = to_staff(connection, order, News.EXPIRED, quiet=True)
    close(connection, order, closing, now, [to_guest(order, "expired"), *staff])


def next_due(connection: Connection) -> datetime | None:
    """When time will end or remind of something next; may be past. None when nothing waits."""
    moments = [
        *(connection.execute(query).scalar_one_or_none() for query in earliest()),
        next_reminder(connection),
        clock.next_due(connection),
        connection.execute(next_answer()).scalar_one_or_none(),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


@cache
def earliest() -> tuple[Select[datetime | None], ...]:
    return (
        first(orders.c.held_until, orders.c.state == OrderState.HELD),
        first(orders.c.held_until, orders.c.state == OrderState.DRAFT),
        first(orders.c.confirm_by, orders.c.state == OrderState.PLACED),
        first(orders.c.valid_until, is_live()),
        first(orders.c.ask_at, is_live()),
    )


@cache
def next_answer() -> Select[datetime | None]:
    """When the next guest has not said in time whether something else will do."""
    still = line_replacements.c.state == literal_column(f"'{ReplacementState.OPEN}'")
    until = line_replacements.c.until
    undisputed = ~is_disputed(line_replacements.c.order_id)
    return select(func.min(until)).where(still, undisputed)


def first(
    moment: ColumnElement[datetime | None], which: ColumnElement[bool]
) -> Select[datetime | None]:
    """The earliest of a moment among these orders: the first entry of an index."""
    return select(moment).where(which, moment.is_not(None)).order_by(moment).limit(1)
