"""The outbox's table: few columns and three small indexes, because every order writes to it."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Named, Table, TypedColumns, false, text

from database.metadata import Identity, Instant, Json, metadata, primary_key


class State(StrEnum):
    """Where a message is on its way."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    PARKED = "parked"


class Urgency(IntEnum):
    """What goes before what, when not everything can leave at once."""

    FIRST = 0  # what somebody paid for and waits for, such as a code
    NEWS = 1
    LAST = 2  # for those who run the market: one person may cause a thousand of them


class outbox_columns(TypedColumns):  # noqa: N801 - stands beside its table, in SQLAlchemy's style
    id = primary_key()
    kind: Named[str]
    key: Named[str] = Column(unique=True)
    payload: Named[dict[str, Any]] = Column(Json)
    state: Named[str] = Column(server_default=State.WAITING.value)
    created_at: Named[datetime] = Column(Instant)
    due_at: Named[datetime] = Column(Instant)
    attempts: Named[int] = Column(server_default=text("0"))
    uncertain: Named[bool] = Column(server_default=false())
    lease_until: Named[datetime | None] = Column(Instant)
    leased_by: Named[str | None]
    last_error: Named[str | None]
    finished_at: Named[datetime | None] = Column(Instant)
    recipient: Named[int | None] = Column(Identity)
    urgency: Named[int] = Column(server_default=text(f"{Urgency.NEWS:d}"))


outbox = Table(
    "outbox",
    metadata,
    outbox_columns,
    CheckConstraint("state IN ('waiting', 'leased', 'done', 'parked')", name="state"),
    CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", name="leased"),
    CheckConstraint("(state IN ('done', 'parked')) = (finished_at IS NOT NULL)", name="finished"),
)

OPEN = outbox.c.finished_at.is_(None)
LEASED = outbox.c.lease_until.is_not(None)
DONE = text("state = 'done'")
PARKED = text("state = 'parked'")

Index(None, outbox.c.kind, outbox.c.due_at, sqlite_where=OPEN, postgresql_where=OPEN)
Index(None, outbox.c.lease_until, sqlite_where=LEASED, postgresql_where=LEASED)
Index(None, outbox.c.finished_at, sqlite_where=DONE, postgresql_where=DONE)
Index("ix_outbox_parked", outbox.c.id, sqlite_where=PARKED, postgresql_where=PARKED)
