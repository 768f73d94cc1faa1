"""The table of places that somebody is adding: what was said so far, until operators are asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Double, ForeignKey, Index, Named, String, Table, TypedColumns, text

from database.metadata import Identity, Instant, Json, metadata


class ApplicationColumns(TypedColumns):
    """A place that its applicant describes; with a claim it was asked for, and stays as it is."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    name: Named[str]
    category: Named[str | None] = Column(String(40))
    latitude: Named[float | None] = Column(Double)
    longitude: Named[float | None] = Column(Double)
    place: Named[str | None]  # typed, None for a shared location; without a point it may be several
    address: Named[str | None]
    apart: Named[bool] = Column(
        server_default=text("false")
    )  # none of those nearby that look alike
    week: Named[dict[str, str] | None] = Column(Json)  # spans by weekday; empty: later
    service: Named[dict[str, Any] | None] = Column(Json)  # the first one; empty: later
    photo: Named[str | None]  # its key; empty: without
    claim_id: Named[int | None] = Column(Identity, ForeignKey("claims.id"), unique=True)
    made_at: Named[datetime] = Column(Instant)


applications = Table(
    "applications",
    metadata,
    ApplicationColumns,
    Index(
        "ix_applications_draft",
        "person_id",
        unique=True,
        sqlite_where=text("claim_id IS NULL"),
        postgresql_where=text("claim_id IS NULL"),
    ),
    sqlite_autoincrement=True,  # an old button, or a merchant's source, never means a later one
)
