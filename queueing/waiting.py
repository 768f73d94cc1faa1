"""A guest takes a number, leaves, or comes back after being passed over."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from catalog.models import merchants
from people import standing
from queueing import news
from queueing.errors import (
    ComeBackTooLate,
    PartySize,
    QueueClosed,
    TicketMoved,
    TicketUnknown,
    TooManyNumbers,
)
from queueing.lines import line_of
from queueing.models import LIVE, TicketState, queue_tickets, queues
from queueing.news import Why
from queueing.queues import Queue, begin_session, locked, queue_of
from queueing.tickets import Ticket, ticket, tickets_of, waiting

MOST_PEOPLE = 30
AT_ONCE = 3
"""Places in whose queues one guest waits."""

BEHIND = 2
"""So many go before whoever comes back after being passed over."""

COME_BACK = timedelta(minutes=60)


def take_number(
    connection: Connection, guest_id: int, location_id: int, party: int, now: datetime
) -> int:
    """The ticket's id; whoever has one there keeps it."""
    standing.keep_alone(connection, guest_id)
    queue = _open(connection, location_id)
    mine = tickets_of(connection, guest_id, now)
    same = next((each for each in mine if each.location_id == location_id), None)
    if same is not None:
        return same.id
    if len(mine) >= AT_ONCE:
        raise TooManyNumbers(AT_ONCE)
    _give_up_passed_over(connection, guest_id, location_id, now)
    return give_out(connection, queue, party, now, guest_id=guest_id)


def leave(connection: Connection, ticket_id: int, guest_id: int, now: datetime) -> None:
    """The guest waits no more; leaving again changes nothing."""
    _leave(connection, of_guest(connection, ticket_id, guest_id), now)


def come_back(connection: Connection, ticket_id: int, guest_id: int, now: datetime) -> None:
    """Whoever was passed over stands behind the next two of their line."""
    one = of_guest(connection, ticket_id, guest_id)
    if one.state is TicketState.WAITING:
        return
    queue = locked(connection, one.location_id)
    if one.called_at is None or now - one.called_at > COME_BACK:
        raise ComeBackTooLate(one.id, one.location_id)
    if queue.session_at != one.session_at:
        raise ComeBackTooLate(one.id, one.location_id)
    position = _behind_the_next(connection, one, queue.last_number + 1)
    again = {"position": position, "called_at": None, "ended_at": None}
    move(connection, one, (TicketState.SKIPPED,), TicketState.WAITING, **again)
    news.tell(connection, one, Why.CHANGED, now, mark=f"back:{now.isoformat()}")


def leave_all(connection: Connection, person_id: int, now: datetime) -> None:
    """For whoever is about to be forgotten."""
    for one in tickets_of(connection, person_id, now):
        again = known(connection, one.id)
        if again.state in LIVE:  # staff may just have seated them
            _leave(connection, again, now)


def give_out(
    connection: Connection,
    queue: Queue,
    party: int,
    now: datetime,
    *,
    guest_id: int | None = None,
    name: str = "",
) -> int:
    """The next number of a queue that is held against others."""
    if not 1 <= party <= MOST_PEOPLE:
        raise PartySize(queue.location_id, party, MOST_PEOPLE)
    session_at, number = _next_number(connection, queue, now)
    line = line_of(queue.limits, party)
    row = {
        "location_id": queue.location_id,
        "session_at": session_at,
        "number": number,
        "line": line.index,
        "label": f"{line.letter}{number}",
        "guest_id": guest_id,
        "name": name,
        "party": party,
        "state": TicketState.WAITING,
        "ahead": waiting(connection, queue.location_id, line.index, session_at),
        "taken_at": now,
        "position": number,
        "calls": 0,
    }
    new = insert(queue_tickets).values(row).returning(queue_tickets.c.id)
    return connection.execute(new).scalar_one()


def of_guest(connection: Connection, ticket_id: int, guest_id: int) -> Ticket:
    """The guest's ticket, in whose queue nothing else moves meanwhile."""
    standing.keep(connection, guest_id)
    one = known(connection, ticket_id)
    if one.guest_id != guest_id:
        raise TicketUnknown(ticket_id)
    return one


def known(connection: Connection, ticket_id: int) -> Ticket:
    found = ticket(connection, ticket_id)
    if found is None:
        raise TicketUnknown(ticket_id)
    locked(connection, found.location_id)
    again = ticket(connection, ticket_id)
    if again is None:  # what is old or its guest's who was forgotten has gone meanwhile
        raise TicketUnknown(ticket_id)
    return again


def move(
    connection: Connection,
    one: Ticket,
    before: tuple[TicketState, ...],
    after: TicketState,
    **values: object,
) -> None:
    """From one of the states to another; `TicketMoved` where it stands elsewhere, or is too old."""
    if one.state not in before or one.session_at != _session(connection, one.location_id):
        raise TicketMoved(one.id, one.location_id, one.state)
    there = (queue_tickets.c.id == one.id, queue_tickets.c.state.in_(before))
    change = update(queue_tickets).where(*there).values(state=after, **values)
    if not connection.execute(change).rowcount:
        raise TicketMoved(one.id, one.location_id, one.state)


def _leave(connection: Connection, one: Ticket, now: datetime) -> None:
    if one.state is not TicketState.LEFT:
        move(connection, one, (*LIVE, TicketState.SKIPPED), TicketState.LEFT, ended_at=now)
        news.tell(connection, one, Why.CHANGED, now, mark=f"left:{now.isoformat()}")
        news.tell_those_near(connection, one, now)


def _give_up_passed_over(
    connection: Connection, guest_id: int, location_id: int, now: datetime
) -> None:
    """A guest has one number at a place: the old one does not come back beside the new."""
    theirs = (queue_tickets.c.guest_id == guest_id, queue_tickets.c.location_id == location_id)
    skipped = queue_tickets.c.state == TicketState.SKIPPED
    left = update(queue_tickets).where(*theirs, skipped)
    connection.execute(left.values(state=TicketState.LEFT, ended_at=now))


def _open(connection: Connection, location_id: int) -> Queue:
    queue = queue_of(connection, location_id, lock=True)
    if queue is None or not queue.is_open:
        raise QueueClosed(location_id)
    query = select(merchants.c.state).where(merchants.c.id == queue.merchant_id)
    if connection.execute(query).scalar_one() != "active":
        raise QueueClosed(location_id)
    return queue


def _next_number(connection: Connection, queue: Queue, now: datetime) -> tuple[datetime, int]:
    session_at, number = queue.session_at, queue.last_number + 1
    if session_at is None or queue.is_stale(now):
        begin_session(connection, queue.location_id, now)
        session_at, number = now, 1
    here = queues.c.location_id == queue.location_id
    connection.execute(update(queues).where(here).values(last_number=number))
    return session_at, number


def _session(connection: Connection, location_id: int) -> datetime | None:
    query = select(queues.c.session_at).where(queues.c.location_id == location_id)
    return connection.execute(query).scalar_one()


def _behind_the_next(connection: Connection, one: Ticket, next_number: int) -> float:
    """Between the second and the third of its line, or before whoever takes a number next."""
    between = _room(connection, one, next_number)
    if between is None:
        return one.position
    before, after = between
    if not before < (before + after) / 2 < after:  # halved so often that no number is left
        _spread(connection, one, next_number)
        before, after = _room(connection, one, next_number) or between
    return (before + after) / 2


def _room(connection: Connection, one: Ticket, next_number: int) -> tuple[float, float] | None:
    """The positions between which it comes; None where nobody else waits in its line."""
    query = (
        select(queue_tickets.c.position)
        .where(_same_line(one), queue_tickets.c.state == TicketState.WAITING)
        .order_by(queue_tickets.c.position, queue_tickets.c.id)
        .limit(BEHIND + 1)
    )
    first = connection.execute(query).scalars().all()
    if not first:
        return None
    before = first[:BEHIND][-1]
    return before, first[BEHIND] if len(first) > BEHIND else min(before + 1, next_number)


def _spread(connection: Connection, one: Ticket, next_number: int) -> None:
    """Everybody of its line stands in the order that there is, equally far apart."""
    query = (
        select(queue_tickets.c.id)
        .where(_same_line(one), queue_tickets.c.state.in_((*LIVE, TicketState.SKIPPED)))
        .order_by(queue_tickets.c.position, queue_tickets.c.id)
    )
    standing_there = connection.execute(query).scalars().all()
    apart = next_number / (len(standing_there) + 1)
    for place, number in enumerate(standing_there, 1):
        moved = update(queue_tickets).where(queue_tickets.c.id == number)
        connection.execute(moved.values(position=place * apart))


def _same_line(one: Ticket) -> ColumnElement[bool]:
    return and_(
        queue_tickets.c.location_id == one.location_id,
        queue_tickets.c.session_at == one.session_at,
        queue_tickets.c.line == one.line,
    )
