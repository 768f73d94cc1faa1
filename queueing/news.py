"""What whoever waits hears: soon, now, you are late, you were passed over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from database.outbox import Message, put_all
from database.outbox_table import Urgency
from orders.notices import notice
from queueing.models import TicketState, queue_tickets
from queueing.tickets import Ticket

ABOUT = "queue_ticket"
NEAR = 2
"""Whoever has so many before them should be on their way."""


class Why(StrEnum):
    """What happened to the ticket."""

    NEAR = "near"
    CALLED = "called"
    LATE = "late"
    SKIPPED = "skipped"
    OVER = "over"  # nobody is called any more
    CHANGED = "changed"  # its message is brought up to date, without a sound


def tell(connection: Connection, one: Ticket, why: Why, now: datetime, mark: object = "") -> None:
    """Nobody hears of a number that was given at the door."""
    if one.guest_id is not None:
        put_all(connection, [_news(one.id, one.guest_id, why, mark)], now)


def tell_of_call(connection: Connection, one: Ticket, until: datetime, now: datetime) -> None:
    """That it is their turn, and, where they have not come by then, that they are late."""
    if one.guest_id is None:
        return
    calls = one.calls + 1
    late = replace(_news(one.id, one.guest_id, Why.LATE, calls), due_at=until)
    put_all(connection, [_news(one.id, one.guest_id, Why.CALLED, calls), late], now)


def tell_those_near(connection: Connection, one: Ticket, now: datetime) -> None:
    """Each once: the first of a line from which somebody has gone, unless they took a number just so."""
    query = (
        select(queue_tickets.c.id, queue_tickets.c.guest_id, queue_tickets.c.ahead)
        .where(
            queue_tickets.c.location_id == one.location_id,
            queue_tickets.c.session_at == one.session_at,
            queue_tickets.c.line == one.line,
            queue_tickets.c.state == TicketState.WAITING,
        )
        .order_by(queue_tickets.c.position, queue_tickets.c.id)
        .limit(NEAR + 1)
    )
    near = [
        _news(row.id, row.guest_id, Why.NEAR, "")
        for row in connection.execute(query)
        if row.guest_id is not None and row.ahead > NEAR
    ]
    put_all(connection, near, now)


def tell_of_end(
    connection: Connection, numbers: Sequence[tuple[int, int | None]], now: datetime
) -> None:
    """Each (ticket, guest) whom nobody calls any more."""
    over = [_news(one, guest, Why.OVER, "") for one, guest in numbers if guest is not None]
    put_all(connection, over, now)


def _news(ticket_id: int, guest_id: int, why: Why, mark: object) -> Message:
    quiet = why is Why.CHANGED
    urgency = Urgency.NEWS if quiet else Urgency.FIRST
    about = f"{ticket_id}:{why}:{mark}"
    return notice(ABOUT, guest_id, about, quiet=quiet, urgency=urgency, ticket=ticket_id, why=why)
