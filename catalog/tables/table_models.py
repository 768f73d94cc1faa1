"""The table of the tables at which guests of a place sit."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata


class DiningTableColumns(TypedColumns):
    """A table of a location: what is written on it, for how many, and what its code says.

    The token is the only way to it: whoever has not scanned it cannot guess it.
    """

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    name: Named[str] = Column(String(20))
    seats: Named[int]
    token: Named[str] = Column(String(20), unique=True)
    archived_at: Named[datetime | None] = Column(
        Instant
    )  # taken away; what was ordered there stays


dining_tables = Table(
    "dining_tables",
    metadata,
    DiningTableColumns,
    CheckConstraint(text("seats > 0"), name="seats"),
)
