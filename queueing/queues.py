"""A place opens its queue, closes it, and says how it is run; the moves of a queue follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update

from catalog.whose import Whose, grounds_of
from database.inserting import insert_for
from people.rights import Right, require
from queueing.errors import GraceUnfit, LinesUnfit, QueueClosed
from queueing.lines import are_fit
from queueing.models import LIVE, TicketState, queue_tickets, queues

GRACE = 10
GRACES = (1, 60)
"""The least and the most minutes for coming in."""

PAUSE = timedelta(hours=4)
"""A queue that was closed for less goes on where it stopped."""

SESSION = timedelta(hours=16)
"""Longer is no day: who waits since then has gone."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A place's queue as it stands."""

    location_id: int
    merchant_id: int
    is_open: bool
    session_at: datetime | None
    closed_at: datetime | None
    last_number: int
    grace: timedelta
    limits: tuple[int, ...]

    def is_stale(self, now: datetime) -> bool:
        """Whether the next number is a new session's first."""
        if self.session_at is None or now - self.session_at > SESSION:
            return True
        closed = self.closed_at
        return closed is not None and self.session_at <= closed and now - closed >= PAUSE


@cache
def reading() -> Select[*tuple[Any, ...]]:
    return select(queues).where(queues.c.location_id == bindparam("location"))


@cache
def locking() -> Select[*tuple[Any, ...]]:
    return reading().with_for_update()


def queue_of(connection: Connection, location_id: int, *, lock: bool = False) -> Queue | None:
    """With `lock` the queue's other moves wait until the transaction ends."""
    query = locking() if lock else reading()
    found = connection.execute(query, {"location": location_id}).one_or_none()
    if found is None:
        return None
    return Queue(
        found.location_id,
        found.merchant_id,
        found.is_open,
        found.session_at,
        found.closed_at,
        found.last_number,
        timedelta(minutes=found.grace_minutes),
        tuple(found.line_limits),
    )


def locked(connection: Connection, location_id: int) -> Queue:
    queue = queue_of(connection, location_id, lock=True)
    if queue is None:
        raise QueueClosed(location_id)
    return queue


def open_queue(connection: Connection, location_id: int, by: int, now: datetime) -> None:
    """Numbers are given out; after a pause they go on, else they begin at one."""
    merchant_id = grounds_of(connection, Whose(location_id)).merchant_id
    require(connection, by, Right.BOOKINGS, merchant_id)
    queue = _ensured(connection, location_id, merchant_id)
    stale = queue.is_stale(now)
    if queue.is_open and not stale:
        return
    if stale:
        begin_session(connection, location_id, now)
    _change(connection, location_id, is_open=True, closed_at=None)


def close_queue(connection: Connection, location_id: int, by: int, now: datetime) -> None:
    """No more numbers; who waits is still called."""
    queue = locked(connection, location_id)
    require(connection, by, Right.BOOKINGS, queue.merchant_id)
    if queue.is_open:
        _change(connection, location_id, is_open=False, closed_at=now)


def set_grace(connection: Connection, location_id: int, minutes: int, by: int) -> None:
    """How long whoever is called has to come in."""
    merchant_id = grounds_of(connection, Whose(location_id)).merchant_id
    require(connection, by, Right.SHOP, merchant_id)
    least, most = GRACES
    if not least <= minutes <= most:
        raise GraceUnfit(location_id, minutes, least, most)
    _ensured(connection, location_id, merchant_id)
    _change(connection, location_id, grace_minutes=minutes)


def set_lines(connection: Connection, location_id: int, limits: Sequence[int], by: int) -> None:
    """Which parties wait together; whoever waits already stays in the line that they took."""
    merchant_id = grounds_of(connection, Whose(location_id)).merchant_id
    require(connection, by, Right.SHOP, merchant_id)
    if not are_fit(limits):
        raise LinesUnfit(location_id)
    _ensured(connection, location_id, merchant_id)
    _change(connection, location_id, line_limits=list(limits))


def begin_session(connection: Connection, location_id: int, now: datetime) -> None:
    """Numbers begin at one; whom nobody called of those before has gone."""
    of_before = (
        queue_tickets.c.location_id == location_id,
        queue_tickets.c.state.in_((*LIVE, TicketState.SKIPPED)),
    )
    over = update(queue_tickets).where(*of_before).values(state=TicketState.OVER, ended_at=now)
    connection.execute(over)
    _change(connection, location_id, session_at=now, last_number=0)


def _ensured(connection: Connection, location_id: int, merchant_id: int) -> Queue:
    new = insert_for(connection, queues).values(
        location_id=location_id,
        merchant_id=merchant_id,
        is_open=False,
        last_number=0,
        grace_minutes=GRACE,
        line_limits=[],
    )
    connection.execute(new.on_conflict_do_nothing())
    return locked(connection, location_id)


def _change(connection: Connection, location_id: int, **values: object) -> None:
    here = queues.c.location_id == location_id
    connection.execute(update(queues).where(here).values(**values))


def has_queue(connection: Connection, merchant_id: int) -> bool:
    """Whether it has ever given out numbers at one of its places."""
    return connection.execute(_ever(), {"merchant": merchant_id}).first() is not None


@cache
def _ever() -> Select[int]:
    here = queues.c.merchant_id == bindparam("merchant")
    return select(queues.c.location_id).where(here).limit(1)


def open_queues(connection: Connection, merchant_id: int) -> frozenset[int]:
    """The merchant's places that give out numbers."""
    return frozenset(connection.execute(_open(), {"merchant": merchant_id}).scalars())


@cache
def _open() -> Select[int]:
    here = queues.c.merchant_id == bindparam("merchant")
    return select(queues.c.location_id).where(here, queues.c.is_open)
