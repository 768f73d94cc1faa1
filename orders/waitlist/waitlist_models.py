"""The table of those who wait for a time that is sold out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata


class WaitState(StrEnum):
    """Where a guest's wait stands."""

    WAITING = "waiting"
    OFFERED = "offered"  # seats are held for them
    LEFT = "left"
    MISSED = "missed"  # nothing could be held for them when their turn came
    OVER = "over"  # the time has come and nothing freed up


class WaitlistColumns(TypedColumns):
    """One guest's wish for seats of one start. The first of those who wait has the lowest id."""

    id = Column(Identity, primary_key=True)
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    service_id: Named[int] = Column(Identity, ForeignKey("services.id"))
    starts_at = Column(Instant, nullable=False)
    seats: Named[int]
    state: Named[str] = Column(String(8))
    source_id: Named[int | None] = Column(Identity, ForeignKey("sources.id"))
    joined_at = Column(Instant, nullable=False)
    order_id: Named[int | None] = Column(Identity, ForeignKey("orders.id"))  # that holds the seats
    offered_at: Named[datetime | None] = Column(Instant)


def _waiting() -> dict[str, Any]:
    condition = text("state = 'waiting'")
    return {"sqlite_where": condition, "postgresql_where": condition}


waitlist = Table(
    "waitlist",
    metadata,
    WaitlistColumns,
    CheckConstraint(text(f"state IN {tuple(map(str, WaitState))}"), name="state"),
    CheckConstraint(text("seats > 0"), name="seats"),
    CheckConstraint(text("(state = 'offered') <= (order_id IS NOT NULL)"), name="offered"),
    Index("ix_waitlist_guest", "guest_id", "state"),
    Index("ix_waitlist_joined_at", "joined_at"),
    Index("ix_waitlist_next", "service_id", "starts_at", "id", **_waiting()),
    Index("uq_waitlist_guest", "guest_id", "service_id", "starts_at", unique=True, **_waiting()),
)
