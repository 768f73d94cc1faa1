"""The table of places that somebody is adding: what was said so far, until operators are asked."""

from datetime import datetime

from sqlalchemy import Column, Double, ForeignKey, Index, Named, String, Table, TypedColumns, text

from database.metadata import Identity, Instant, metadata


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
