"""What must happen outside, written in the transaction that decided it and delivered afterwards.

A worker claims rows under a lease, does the work outside any transaction, then says how it went.
Every outcome is a compare-and-swap on the claim: whoever lost the lease changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection

from database import outbox_statements as statements
from database.outbox_table import State, Urgency

LEASE = timedelta(seconds=30)
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=1)


@dataclass(frozen=True)
class Message:
    """What to deliver. The key is stable: the same thing is never put twice, nor done twice.

    The payload's `person` is the recipient, of whose messages only a few leave at once.
    """

    kind: str
    key: str
    payload: Mapping[str, Any]
    due_at: datetime | None = None
    urgency: Urgency = Urgency.NEWS


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
    recipient: int | None = None
    urgency: Urgency = Urgency.NEWS


@dataclass(frozen=True)
class Room:
    """What a worker can take on: nothing for those who are `busy`, and at most a share for each."""

    busy: tuple[int, ...] = ()
    share: int = 2**31 - 1
    urgency: Urgency = Urgency.LAST


ROOM = Room()


@dataclass(frozen=True)
class Parked:
    """A message that was given up, for the operator to look at."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    last_error: str | None
    parked_at: datetime | None


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
            "recipient": message.payload.get("person"),
            "urgency": message.urgency,
        }
        for message in messages
    ]
    if rows:
        connection.execute(statements.put(connection.dialect.name), rows)


def hurry(connection: Connection, keys: Iterable[str], now: datetime) -> None:
    """What these messages waited for has happened: they are due."""
    connection.execute(statements.hurry(), {"keys": list(keys), "now": now})


def reopen(connection: Connection, key: str, now: datetime) -> bool:
    """What was done, or given up, is to be done once more, as if it were new."""
    return connection.execute(statements.reopen(), {"ended": key, "now": now}).rowcount == 1


def claim(
    connection: Connection,
    kinds: Sequence[str],
    worker: str,
    now: datetime,
    limit: int,
    *,
    lease: timedelta = LEASE,
    room: Room = ROOM,
) -> list[Claimed]:
    """Take up to `limit` messages that are due, also those whose lease ran out.

    The most urgent come first, of these the oldest.
    """
    parameters = {
        **_of_room(room),
        "share": room.share,
        "kinds": list(kinds),
        "worker": worker,
        "now": now,
        "limit": limit,
        "lease_until": now + lease,
    }
    taken = connection.execute(statements.claim(), parameters).all()
    ordered = sorted(taken, key=lambda row: (row.urgency, row.due_at, row.id))
    return [
        Claimed(
            row.id,
            row.kind,
            row.key,
            row.payload,
            row.attempts,
            worker,
            row.uncertain,
            row.recipient,
            Urgency(row.urgency),
        )
        for row in ordered
    ]


def _of_room(room: Room) -> dict[str, Any]:
    return {"busy": list(room.busy), "least": room.urgency}


def renew(connection: Connection, held: Iterable[Claimed], now: datetime) -> list[Claimed]:
    """It takes longer than a lease: they stay with whoever still has them; which those are."""
    return [each for each in held if still_held(connection, each, now + LEASE)]


def still_held(connection: Connection, claimed: Claimed, until: datetime) -> bool:
    claim = {"claim": claimed.id, "attempt": claimed.attempts, "worker": claimed.leased_by}
    renewed = connection.execute(statements.renew(), {**claim, "lease_until": until})
    return renewed.rowcount == 1


def finish(connection: Connection, claimed: Claimed, now: datetime) -> bool:
    """It is delivered. False when the lease had gone to somebody else."""
    return settle(connection, claimed, {"to": State.DONE, "ended": now, "error": None})


def retry(
    connection: Connection, claimed: Claimed, now: datetime, error: str, delay: timedelta
) -> bool:
    """It failed and is to be tried again after the delay (see backoff)."""
    outcome = {"to": State.WAITING, "ended": None, "error": error, "next": now + delay}
    return settle(connection, claimed, outcome)


def park(connection: Connection, claimed: Claimed, now: datetime, error: str) -> bool:
    """It is hopeless: leave it for the operator."""
    return settle(connection, claimed, {"to": State.PARKED, "ended": now, "error": error})


def settle(connection: Connection, claimed: Claimed, outcome: dict[str, Any]) -> bool:
    held = {"claim": claimed.id, "attempt": claimed.attempts, "worker": claimed.leased_by}
    settled = connection.execute(statements.settle(), {"next": None, **held, **outcome})
    return settled.rowcount == 1


def backoff(claimed: Claimed) -> timedelta:
    """How long to wait after this attempt: doubling, and spread so that failures do not march."""
    spread = 0.5 + crc32(f"{claimed.key} {claimed.attempts}".encode()) / 2**33
    doubled: timedelta = FIRST_DELAY * 2 ** min(claimed.attempts - 1, 20)
    return min(doubled, LONGEST_DELAY) * spread


def release_leases_of_dead(connection: Connection) -> int:
    """Free every lease: for SQLite at the start, when whoever held one is dead."""
    return connection.execute(statements.release_all()).rowcount


def next_due(connection: Connection, kinds: Sequence[str], *, room: Room = ROOM) -> datetime | None:
    """When a worker for these kinds has something to do next: a message due or a lease to end."""
    waiting = {"kinds": list(kinds), **_of_room(room)}
    due, ends = connection.execute(statements.next_due(), waiting).one()
    return min((moment for moment in (due, ends) if moment is not None), default=None)


def alike(connection: Connection, claimed: Claimed, now: datetime) -> list[int]:
    """What else is to be said of the kind to the same person, and may be said in one message."""
    same = {"about": claimed.payload.get("about"), "whose": claimed.recipient, "now": now}
    return list(connection.execute(statements.alike(), same).scalars())


def absorb(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """One message has said what these were to say."""
    if ids:
        connection.execute(statements.absorb(), {"ids": list(ids), "now": now})


def parked(connection: Connection) -> list[Parked]:
    return [Parked(*row) for row in connection.execute(statements.parked())]


def unpark(connection: Connection, message_id: int, now: datetime) -> bool:
    """Try a parked message again, as if it were new."""
    freed = connection.execute(statements.unpark(), {"message": message_id, "now": now})
    return freed.rowcount == 1
