"""The table of who looked at a service when: so that a market sees how many get from a list to an order."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Named, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class ServiceViewColumns(TypedColumns):
    """Somebody looked at a service: the first time on a day, hardly more often."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


service_views = Table(
    "service_views",
    metadata,
    ServiceViewColumns,
    Index("ix_service_views_at", "at", "person_id"),
    Index("ix_service_views_person_id", "person_id"),
)
