"""Something went wrong: the guest says so, and whether what the place answered solves it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from catalog import media
from database import rows
from orders.complaints.clock import escalate
from orders.complaints.complaint_models import WORDS_LENGTH, Stand, Wrong, complaints
from orders.complaints.pending import ANSWER, Complaint, move, pending_of, taken, taken_by_guest
from orders.complaints.telling import tell_market, tell_of_complaint, tell_of_step
from orders.errors import (
    ComplaintMoved,
    ComplaintsOver,
    ComplaintTooLate,
    NotComplainable,
    OrderRefusal,
)
from orders.loading import OrderRow, locked_for_guest
from orders.models import order_history
from orders.reading.queries import OrderView
from orders.reviewing.taking import check_length
from orders.rules import LIVE
from people import standing

LONGEST = WORDS_LENGTH
AFTERWARDS = timedelta(days=30)
"""So long after it was over, or last changed, one may complain of an order."""

MOST = 3
"""Complaints of one order."""


def complain(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    guest_id: int,
    wrong: Wrong,
    words: str,
    now: datetime,
    photo: str | None = None,
) -> int:
    """One at a time for an order: said again while one is pending, it is that one's id."""
    check_length(order_id, words, LONGEST)
    standing.keep(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    pending = pending_of(connection, order_id)
    if pending is not None:
        return pending.id
    check(connection, order, now)
    media.check(connection, photo)
    new = insert(complaints).values(
        order_id=order.id,
        merchant_id=order.merchant_id,
        guest_id=guest_id,
        wrong=wrong,
        words=words,
        photo=photo,
        state=Stand.OPEN,
        said_at=now,
        due_at=now + ANSWER,
    )
    made = rows.one(Complaint, connection.execute(new.returning(complaints)))
    tell_of_complaint(connection, made, now)
    return made.id


def check(connection: Connection, order: OrderRow, now: datetime) -> None:
    changed = select(func.max(order_history.c.at)).where(order_history.c.order_id == order.id)
    check_moment(order, connection.execute(changed).scalar_one(), now)
    check_number(connection, order.id)


def check_offered(connection: Connection, order: OrderView, now: datetime) -> None:
    """What is asked before the deed, which asks again."""
    check_moment(order, None if order.last is None else order.last.at, now)
    check_number(connection, order.id)


def may_complain(connection: Connection, order: OrderView, now: datetime) -> bool:
    """Whether a page offers it."""
    return is_in_time(order, now) and not is_enough(connection, order.id)


def is_in_time(order: OrderView, now: datetime) -> bool:
    """All that it takes for the first complaint about a booking."""
    try:
        check_moment(order, None if order.last is None else order.last.at, now)
    except OrderRefusal:
        return False
    return True


def check_moment(order: OrderRow | OrderView, changed: datetime | None, now: datetime) -> None:
    """Of what was booked, for a while after it ended or last changed."""
    if order.placed_at is None:
        raise NotComplainable(order.id)
    moments = (order.ends_at, changed)
    lately = any(each is not None and now <= each + AFTERWARDS for each in moments)
    if order.state not in LIVE and not lately:
        raise ComplaintTooLate(order.id)


def check_number(connection: Connection, order_id: int) -> None:
    if is_enough(connection, order_id):
        raise ComplaintsOver(order_id)


def is_enough(connection: Connection, order_id: int) -> bool:
    """Whether the market has decided, or it was said and settled often."""
    query = select(complaints.c.state).where(complaints.c.order_id == order_id)
    states = connection.execute(query).scalars().all()
    return Stand.DECIDED in states or len(states) >= MOST


def add_photo(
    connection: Connection, complaint_id: int, guest_id: int, photo: str, now: datetime
) -> None:
    """A picture to what was said, as long as somebody will look at it; another takes its place."""
    del now
    standing.keep(connection, guest_id)
    found = taken_by_guest(connection, complaint_id, guest_id)
    if found.ended_at is not None:
        raise ComplaintMoved(complaint_id)
    media.check(connection, photo)
    this = complaints.c.id == complaint_id
    connection.execute(update(complaints).where(this).values(photo=photo))
    if found.photo is not None:
        media.drop(connection, [found.photo])


def is_solved(connection: Connection, complaint_id: int, guest_id: int, now: datetime) -> None:
    """The guest is content, with an answer or without one; said again it changes nothing."""
    standing.keep(connection, guest_id)
    found = taken_by_guest(connection, complaint_id, guest_id)
    if found.state == Stand.SOLVED:
        return
    if found.ended_at is not None:
        raise ComplaintMoved(complaint_id)
    settle(connection, found, now)


def is_not_solved(
    connection: Connection, complaint_id: int, guest_id: int, words: str, now: datetime
) -> None:
    """The answer does not do: the market decides."""
    standing.keep(connection, guest_id)
    found = taken_by_guest(connection, complaint_id, guest_id)
    check_length(found.order_id, words, LONGEST)
    if not found.waits(Stand.ANSWERED, now):
        raise ComplaintMoved(complaint_id)
    escalate(connection, found, now, objection=words)


def leave_all(connection: Connection, guest_id: int, now: datetime) -> None:
    """Whoever leaves waits for nobody's answer, and leaves no picture behind."""
    mine = complaints.c.guest_id == guest_id
    query = select(complaints.c.id).where(mine).order_by(complaints.c.id)
    for complaint_id in connection.execute(query).scalars().all():
        found = taken(connection, complaint_id)
        drop_photo(connection, found)
        if found.ended_at is None:
            settle(connection, found, now)


def drop_photo(connection: Connection, found: Complaint) -> None:
    this = complaints.c.id == found.id
    connection.execute(update(complaints).where(this).values(photo=None))
    if found.photo is not None:
        media.drop(connection, [found.photo])


def settle(connection: Connection, found: Complaint, now: datetime) -> None:
    move(connection, found, Stand.SOLVED, ended_at=now)
    tell_of_step(connection, found, Stand.SOLVED, now)
    if found.state == Stand.ESCALATED:
        tell_market(connection, found, Stand.SOLVED, now)
