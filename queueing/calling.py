"""Staff call who is next, seat them, pass over whoever does not come, and give numbers at the door."""

from datetime import datetime

from sqlalchemy import Connection, update

from people.rights import Right, require
from queueing import news
from queueing.errors import TicketMoved
from queueing.models import TO_CALL, TicketState, queue_tickets
from queueing.news import Why
from queueing.queues import close_queue, locked
from queueing.tickets import Ticket
from queueing.waiting import give_out, known, move

LONGEST_NAME = 40


def call(connection: Connection, ticket_id: int, by: int, now: datetime) -> None:
    """It is their turn, also of one who was passed over; calling whoever is called changes nothing."""
    one = _ours(connection, ticket_id, by)
    if one.state is TicketState.CALLED:
        return
    _call(connection, one, TO_CALL, now)
    news.tell_those_near(connection, one, now)


def call_again(connection: Connection, ticket_id: int, calls: int, by: int, now: datetime) -> None:
    """Once more, where they were called so often when the button was shown."""
    one = _ours(connection, ticket_id, by)
    if one.calls == calls:
        _call(connection, one, (TicketState.CALLED,), now)


def seat(connection: Connection, ticket_id: int, by: int, now: datetime) -> None:
    """They are here; seating them again changes nothing."""
    one = _ours(connection, ticket_id, by)
    if one.state is not TicketState.SEATED:
        move(connection, one, (TicketState.CALLED,), TicketState.SEATED, ended_at=now)
        news.tell(connection, one, Why.CHANGED, now, mark=f"seated:{now.isoformat()}")


def skip(connection: Connection, ticket_id: int, by: int, now: datetime) -> None:
    """They did not come; they may come back for a while."""
    one = _ours(connection, ticket_id, by)
    if one.state is not TicketState.SKIPPED:
        move(connection, one, (TicketState.CALLED,), TicketState.SKIPPED, ended_at=now)
        news.tell(connection, one, Why.SKIPPED, now, mark=one.calls)


def end(connection: Connection, location_id: int, by: int, now: datetime) -> None:
    """Nobody else is called, nor given a number: who waits is told; again it changes nothing.

    Whoever is called already is still waited for.
    """
    queue = locked(connection, location_id)
    require(connection, by, Right.BOOKINGS, queue.merchant_id)
    close_queue(connection, location_id, by, now)
    those = (
        queue_tickets.c.location_id == location_id,
        queue_tickets.c.session_at == queue.session_at,
        queue_tickets.c.state.in_(TO_CALL),
    )
    over = update(queue_tickets).where(*those).values(state=TicketState.OVER, ended_at=now)
    gone = connection.execute(over.returning(queue_tickets.c.id, queue_tickets.c.guest_id)).all()
    news.tell_of_end(connection, [(row.id, row.guest_id) for row in gone], now)


def give_at_the_door(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection, location_id: int, party: int, name: str, by: int, now: datetime
) -> int:
    """A number for whoever has no account, also while guests can take none."""
    queue = locked(connection, location_id)
    require(connection, by, Right.BOOKINGS, queue.merchant_id)
    return give_out(connection, queue, party, now, name=name.strip()[:LONGEST_NAME])


def _ours(connection: Connection, ticket_id: int, by: int) -> Ticket:
    one = known(connection, ticket_id)
    require(connection, by, Right.BOOKINGS, one.merchant_id)
    return one


def _call(
    connection: Connection, one: Ticket, before: tuple[TicketState, ...], now: datetime
) -> None:
    if one.state not in before:
        raise TicketMoved(one.id, one.location_id, one.state)
    again = {"called_at": now, "calls": one.calls + 1, "ended_at": None}
    move(connection, one, before, TicketState.CALLED, **again)
    news.tell_of_call(connection, one, now + one.grace, now)
