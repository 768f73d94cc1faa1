"""The tables of sittings: from the first scan of a table's code until the table is free again."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    UniqueConstraint,
    text,
)

from catalog.tables.table_models import dining_tables
from database.metadata import Identity, Instant, metadata
from orders.models import only


class SittingColumns(TypedColumns):
    """Whoever sits at a table together; of a table, one at a time."""

    id = Column(Identity, primary_key=True)
    table_id: Named[int] = Column(Identity, ForeignKey(dining_tables.c.id))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    opened_at = Column(Instant, nullable=False)
    ended_at: Named[datetime | None] = Column(Instant)


class SittingGuestColumns(TypedColumns):
    """Who sits where now: at one table. It is gone once the sitting has ended.

    `number` is what somebody without a name is called by there.
    """

    guest_id = Column(Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    sitting_id: Named[int] = Column(Identity, ForeignKey("sittings.id"))
    number: Named[int]
    joined_at = Column(Instant, nullable=False)


class SittingRemovalColumns(TypedColumns):
    """Whom the staff of a place sent away from its tables, as somebody who is not there."""

    guest_id = Column(Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    location_id = Column(
        Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False
    )
    removed_by: Named[int] = Column(Identity, ForeignKey("people.id"))
    removed_at = Column(Instant, nullable=False)


sittings = Table(
    "sittings",
    metadata,
    SittingColumns,
    CheckConstraint(text("ended_at IS NULL OR ended_at >= opened_at"), name="ended"),
    Index("uq_sittings_table", "table_id", unique=True, **only("ended_at IS NULL")),
    Index("ix_sittings_open", "opened_at", **only("ended_at IS NULL")),
    Index("ix_sittings_ended_at", "ended_at"),
)
sitting_guests = Table(
    "sitting_guests",
    metadata,
    SittingGuestColumns,
    UniqueConstraint("sitting_id", "number"),
    CheckConstraint(text("number > 0"), name="number"),
)
sitting_removals = Table(
    "sitting_removals",
    metadata,
    SittingRemovalColumns,
    Index("ix_sitting_removals_location_id", "location_id", "removed_at"),
    Index("ix_sitting_removals_removed_at", "removed_at"),
)
