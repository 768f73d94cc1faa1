"""What must happen outside, written in the transaction that decided it and delivered afterwards.

A worker claims rows under a lease, does the work outside any transaction, then says how it went.
Every outcome is a compare-and-swap on the claim: whoever lost the lease changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, and_, false, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from database.outbox_table import State, outbox

LEASE = timedelta(seconds=30)
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=1)


@dataclass(frozen=True)
class Message:
    """What to deliver. The key is stable: the same thing is never put twice, nor done twice."""

    kind: str
    key: str
    payload: Mapping[str, Any]
    due_at: datetime | None = None


@dataclass(frozen=True)
class Claimed:
    """A message that one worker holds until its lease ends.

    `uncertain` says that an earlier attempt ended without word, so it may have been delivered.
    """

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    leased_by: str
    uncertain: bool


@dataclass(frozen=True)
class Parked:
    """A message that was given up, for the operator to look at."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    last_error: str | None
    parked_at: datetime


def put(connection: Connection, message: Message, now: datetime) -> None:
    put_all(connection, [message], now)


def put_all(connection: Connection, messages: Iterable[Message], now: datetime) -> None:
    """Write the messages; one whose key is already there stays as it is."""
    rows = [
        {
            "kind": message.kind,
            "key": message.key,
            "payload": dict(message.payload),
            "created_at": now,
            "due_at": message.due_at or now,
        }
        for message in messages
    ]
    if rows:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(outbox).on_conflict_do_nothing(index_elements=["key"]), rows)


def claim(
    connection: Connection,
    kinds: Sequence[str],
    worker: str,
    now: datetime,
    limit: int,
    *,
    lease: timedelta = LEASE,
) -> list[Claimed]:
    """Take up to `limit` messages that are due, also those whose lease ran out, oldest first."""
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
    due = (
        select(outbox.c.id)
        .where(outbox.c.finished_at.is_(None), outbox.c.kind.in_(kinds), outbox.c.due_at <= now)
        .where(free)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taken = connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(select(due.c.id)))
        .values(
            state=State.LEASED,
            attempts=outbox.c.attempts + 1,
            lease_until=now + lease,
            leased_by=worker,
            uncertain=or_(outbox.c.uncertain, outbox.c.state == State.LEASED),
        )
        .returning(
            outbox.c.id,
            outbox.c.kind,
            outbox.c.key,
            outbox.c.payload,
            outbox.c.attempts,
            outbox.c.uncertain,
            outbox.c.due_at,
        )
    ).all()
    ordered = sorted(taken, key=lambda row: (row.due_at, row.id))
    return [
        Claimed(row.id, row.kind, row.key, row.payload, row.attempts, worker, row.uncertain)
        for row in ordered
    ]


def finish(connection: Connection, claimed: Claimed, now: datetime) -> bool:
    """It is delivered. False when the lease had gone to somebody else."""
    return settle(connection, claimed, state=State.DONE, finished_at=now, last_error=None)


def retry(
    connection: Connection, claimed: Claimed, now: datetime, error: str, delay: timedelta
) -> bool:
    """It failed and is to be tried again after the delay (see backoff)."""
    return settle(connection, claimed, state=State.WAITING, due_at=now + delay, last_error=error)


def park(connection: Connection, claimed: Claimed, now: datetime, error: str) -> bool:
    """It is hopeless: leave it for the operator."""
    return settle(connection, claimed, state=State.PARKED, finished_at=now, last_error=error)


def settle(connection: Connection, claimed: Claimed, **outcome: Any) -> bool:
    held = and_(
        outbox.c.id == claimed.id,
        outbox.c.state == State.LEASED,
        outbox.c.attempts == claimed.attempts,
        outbox.c.leased_by == claimed.leased_by,
    )
    change = update(outbox).where(held).values(lease_until=None, leased_by=None, **outcome)
    return connection.execute(change).rowcount == 1


def backoff(claimed: Claimed) -> timedelta:
    """How long to wait after this attempt: doubling, and spread so that failures do not march."""
    spread = 0.5 + crc32(f"{claimed.key} {claimed.attempts}".encode()) / 2**33
    doubled: timedelta = FIRST_DELAY * 2 ** min(claimed.attempts - 1, 20)
    return min(doubled, LONGEST_DELAY) * spread


def release_leases_of_dead(connection: Connection) -> int:
    """Free every lease: for SQLite at the start, when whoever held one is dead."""
    change = update(outbox).where(outbox.c.lease_until.is_not(None))
    freed = change.values(state=State.WAITING, lease_until=None, leased_by=None, uncertain=True)
    return connection.execute(freed).rowcount


def next_due(connection: Connection, kinds: Sequence[str]) -> datetime | None:
    """When a worker for these kinds has something to do next: a message due or a lease to end."""
    waiting = select(func.min(outbox.c.due_at)).where(
        outbox.c.finished_at.is_(None), outbox.c.lease_until.is_(None), outbox.c.kind.in_(kinds)
    )
    leased = select(func.min(outbox.c.lease_until)).where(
        outbox.c.lease_until.is_not(None), outbox.c.kind.in_(kinds)
    )
    moments = [connection.execute(query).scalar_one() for query in (waiting, leased)]
    return min((moment for moment in moments if moment is not None), default=None)


def parked(connection: Connection) -> list[Parked]:
    rows = connection.execute(
        select(
            outbox.c.id,
            outbox.c.kind,
            outbox.c.key,
            outbox.c.payload,
            outbox.c.attempts,
            outbox.c.last_error,
            outbox.c.finished_at,
        )
        .where(outbox.c.state == State.PARKED)
        .order_by(outbox.c.id)
    )
    return [Parked(*row) for row in rows]


def unpark(connection: Connection, message_id: int, now: datetime) -> bool:
    """Try a parked message again, as if it were new."""
    change = update(outbox).where(outbox.c.id == message_id, outbox.c.state == State.PARKED)
    fresh = change.values(
        state=State.WAITING, due_at=now, attempts=0, finished_at=None, uncertain=false()
    )
    return connection.execute(fresh).rowcount == 1
