"""Complaints of a guest, one in each place where a complaint can stand."""

from datetime import datetime

from sqlalchemy import Connection

from orders.complaints import answering, complaining, deciding
from orders.complaints.answering import Gift
from orders.complaints.complaint_models import Wrong


def complain(  # noqa: PLR0917 - a cast
    connection: Connection,
    orders: list[int],
    guest: int,
    clerk: int,
    operator: int,
    now: datetime,
) -> list[int]:
    """Open with a photo, answered with money, on the market, decided, and solved."""
    made = [
        complaining.complain(connection, order, guest, wrong, "Cold", now, "seed:sauna")
        for order, wrong in zip(orders, Wrong, strict=True)
    ]
    _open, answered, escalated, decided, solved = made
    answering.answer(connection, answered, clerk, "We are sorry", Gift(100, 0), now)
    for each in (escalated, decided, solved):
        answering.answer(connection, each, clerk, "We are sorry", None, now)
    for each in (escalated, decided):
        complaining.is_not_solved(connection, each, guest, "It was cold", now)
    deciding.decide(connection, decided, operator, "It was cold", Gift(100, 0), now)
    complaining.is_solved(connection, solved, guest, now)
    return made


def unsolved(connection: Connection, order: int, guest: int, clerk: int, now: datetime) -> None:
    """One more on the market, which its guest does not settle while others look at it."""
    made = complaining.complain(connection, order, guest, Wrong.LATE, "An hour", now)
    answering.answer(connection, made, clerk, "No", None, now)
    complaining.is_not_solved(connection, made, guest, "", now)
