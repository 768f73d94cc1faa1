"""What a ticket says, who stands before it, and who waits at a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from catalog.models import locations, merchants
from queueing.lines import Wait, about, pace
from queueing.models import LIVE, TicketState, queue_tickets, queues
from queueing.queues import SESSION

MEASURED = 30
"""The last waits of a line by which the next is estimated."""

LONG_AGO = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A party's number and how it stands."""

    id: int
    location_id: int
    merchant_id: int
    merchant: str
    place: str
    zone: str
    session_at: datetime
    label: str
    line: int
    guest_id: int | None
    name: str
    party: int
    state: TicketState
    taken_at: datetime
    position: float
    called_at: datetime | None
    calls: int
    ahead: int
    grace: timedelta

    def come_by(self) -> datetime | None:
        """Until when whoever was called is waited for."""
        return None if self.called_at is None else self.called_at + self.grace

    def is_late(self, now: datetime) -> bool:
        by = self.come_by()
        return self.state is TicketState.CALLED and by is not None and by <= now

    def is_live(self, now: datetime) -> bool:
        return self.state in LIVE and now - self.session_at <= SESSION


def ticket(connection: Connection, ticket_id: int) -> Ticket | None:
    found = connection.execute(_by_id(), {"ticket": ticket_id}).one_or_none()
    return None if found is None else _ticket(found)


def tickets_of(connection: Connection, guest_id: int, now: datetime) -> Sequence[Ticket]:
    """The guest's numbers that may still be called."""
    theirs = (queue_tickets.c.guest_id == guest_id) & queue_tickets.c.state.in_(LIVE)
    recent = queue_tickets.c.session_at >= now - SESSION
    query = _query(theirs & recent).order_by(queue_tickets.c.id)
    return [_ticket(row) for row in connection.execute(query)]


def in_line(
    connection: Connection, location_id: int, states: Sequence[TicketState], now: datetime
) -> Sequence[Ticket]:
    """Who is in these states at a place, in the order in which they stand."""
    there = (queue_tickets.c.location_id == location_id) & queue_tickets.c.state.in_(states)
    recent = queue_tickets.c.session_at >= now - SESSION
    query = _query(there & recent).order_by(queue_tickets.c.position, queue_tickets.c.id)
    return [_ticket(row) for row in connection.execute(query)]


def ahead_of(connection: Connection, one: Ticket) -> int:
    """How many parties of its line are called before it."""
    before = (queue_tickets.c.position < one.position) | (
        (queue_tickets.c.position == one.position) & (queue_tickets.c.id < one.id)
    )
    return _count(connection, one.location_id, one.line, one.session_at, before)


def waiting(connection: Connection, location_id: int, line: int, session_at: datetime) -> int:
    return _count(connection, location_id, line, session_at)


def about_how_long(
    connection: Connection, location_id: int, line: int, ahead: int, now: datetime
) -> timedelta | None:
    """By what was measured there; None where that is too little."""
    return about(ahead, pace_of(connection, location_id, line, now))


def pace_of(connection: Connection, location_id: int, line: int, now: datetime) -> timedelta | None:
    """How long each party took there lately; None where too little was measured."""
    query = (
        select(queue_tickets.c.ahead, queue_tickets.c.taken_at, queue_tickets.c.called_at)
        .where(
            queue_tickets.c.location_id == location_id,
            queue_tickets.c.line == line,
            queue_tickets.c.called_at > now - LONG_AGO,
            queue_tickets.c.calls == 1,
            queue_tickets.c.state.in_((TicketState.CALLED, TicketState.SEATED)),
        )
        .order_by(queue_tickets.c.called_at.desc())
        .limit(MEASURED)
    )
    rows = connection.execute(query)
    waits = [Wait(row.ahead, row.called_at - row.taken_at) for row in rows]
    return pace(waits)


def _count(
    connection: Connection,
    location_id: int,
    line: int,
    session_at: datetime,
    *more: ColumnElement[bool],
) -> int:
    query = select(func.count()).where(
        queue_tickets.c.location_id == location_id,
        queue_tickets.c.state == TicketState.WAITING,
        queue_tickets.c.line == line,
        queue_tickets.c.session_at == session_at,
        *more,
    )
    return connection.execute(query).scalar_one()


def _query(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            queue_tickets,
            queues.c.merchant_id,
            queues.c.grace_minutes,
            merchants.c.name.label("merchant"),
            locations.c.address.label("place"),
            locations.c.zone,
        )
        .join(queues, queues.c.location_id == queue_tickets.c.location_id)
        .join(merchants, merchants.c.id == queues.c.merchant_id)
        .join(locations, locations.c.id == queue_tickets.c.location_id)
        .where(which)
    )


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    return _query(queue_tickets.c.id == bindparam("ticket"))


def _ticket(row: Row[*tuple[Any, ...]]) -> Ticket:
    return Ticket(
        id=row.id,
        location_id=row.location_id,
        merchant_id=row.merchant_id,
        merchant=row.merchant,
        place=row.place,
        zone=row.zone,
        session_at=row.session_at,
        label=row.label,
        line=row.line,
        guest_id=row.guest_id,
        name=row.name,
        party=row.party,
        state=TicketState(row.state),
        taken_at=row.taken_at,
        position=row.position,
        called_at=row.called_at,
        calls=row.calls,
        ahead=row.ahead,
        grace=timedelta(minutes=row.grace_minutes),
    )
