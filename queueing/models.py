"""The tables of queues: one at a place, and the tickets of those who wait or waited there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
    text,
)

from database.metadata import Identity, Instant, Json, metadata


class TicketState(StrEnum):
    """Where somebody who took a number stands."""

    WAITING = "waiting"
    CALLED = "called"
    SEATED = "seated"
    SKIPPED = "skipped"  # called and not there; may come back
    LEFT = "left"
    OVER = "over"  # nobody called it before the queue ended, or began anew


LIVE = (TicketState.WAITING, TicketState.CALLED)
TO_CALL = (TicketState.WAITING, TicketState.SKIPPED)
"""Who may be called: also whoever was passed over."""


class QueueColumns(TypedColumns):
    """A place's queue. Its numbers begin anew with each session, most often a day.

    `line_limits` are the largest parties of its lines but the last: [2, 4] makes 1-2, 3-4, and 5 or more.
    """

    location_id = Column(
        Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False
    )
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    is_open: Named[bool]
    session_at: Named[datetime | None] = Column(Instant)
    closed_at: Named[datetime | None] = Column(Instant)
    last_number: Named[int]
    grace_minutes: Named[int]  # how long a called party has
    line_limits = Column(Json, nullable=False)


class TicketColumns(TypedColumns):
    """One party's number. Those waiting stand in the order of `position`.

    Whom staff gave a number at the door has a name here at most, and no account.
    """

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("queues.location_id"))
    session_at = Column(Instant, nullable=False)
    number: Named[int]
    line: Named[int]
    label: Named[str] = Column(String(8))  # as it is called and shown: B12
    guest_id: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    name: Named[str] = Column(String(40))
    party: Named[int]
    state: Named[str] = Column(String(8))
    ahead: Named[int]  # parties before it when it was taken
    taken_at = Column(Instant, nullable=False, index=True)
    position: Named[float] = Column(Double)  # its number, or between two where it came back
    called_at: Named[datetime | None] = Column(Instant)
    calls: Named[int]
    ended_at: Named[datetime | None] = Column(Instant)


queues = Table(
    "queues",
    metadata,
    QueueColumns,
    CheckConstraint(text("grace_minutes > 0 AND last_number >= 0"), name="numbers"),
    CheckConstraint(text("NOT is_open OR session_at IS NOT NULL"), name="session"),
)
queue_tickets = Table(
    "queue_tickets",
    metadata,
    TicketColumns,
    UniqueConstraint("location_id", "session_at", "number"),
    CheckConstraint(text(f"state IN {tuple(map(str, TicketState))}"), name="state"),
    CheckConstraint(text("party > 0 AND ahead >= 0 AND calls >= 0"), name="numbers"),
    CheckConstraint(text("state <> 'called' OR called_at IS NOT NULL"), name="called"),
    Index("ix_queue_tickets_line", "location_id", "state", "line", "position"),
    Index("ix_queue_tickets_called", "location_id", "called_at"),
    Index(
        "uq_queue_tickets_guest",
        "guest_id",
        "location_id",
        unique=True,
        sqlite_where=text("state IN ('waiting', 'called')"),
        postgresql_where=text("state IN ('waiting', 'called')"),
    ),
)
