"""The table of the addresses that people keep, so that each is asked once."""

from datetime import datetime
from typing import Any

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
    false,
    text,
)

from database.metadata import Identity, Instant, metadata


class AddressColumns(TypedColumns):
    """Where somebody wants things done or brought: a point (WGS 84), and how one gets there.

    Whoever begins with one of the two has the other still to say. What staff take down for a guest
    is nobody's to choose, and goes with the booking.
    """

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    latitude: Named[float | None] = Column(Double)
    longitude: Named[float | None] = Column(Double)
    text: Named[str] = Column(String(200))  # street, number and town
    note: Named[str] = Column(String(140))  # floor, door, bell
    label: Named[str] = Column(String(40))  # how its person calls it
    created_at = Column(Instant, nullable=False)
    used_at: Named[datetime | None] = Column(Instant)  # chosen last
    for_guest: Named[bool] = Column(
        server_default=false()
    )  # whom its person, of the staff, writes in


def _unfinished() -> dict[str, Any]:
    condition = text("used_at IS NULL")
    return {"sqlite_where": condition, "postgresql_where": condition}


addresses = Table(
    "addresses",
    metadata,
    AddressColumns,
    CheckConstraint(text("(latitude IS NULL) = (longitude IS NULL)"), name="point"),
    CheckConstraint(text("used_at IS NULL OR latitude IS NOT NULL AND text <> ''"), name="used"),
    CheckConstraint(text("used_at IS NULL OR NOT for_guest"), name="for_guest"),
    Index("ix_addresses_person", "person_id", "used_at"),
    Index("ix_addresses_unfinished", "created_at", **_unfinished()),
)
