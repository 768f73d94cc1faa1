"""The table of the days of resources: whoever wants one takes its day's row first."""

from sqlalchemy import Column, ForeignKey, Named, String, Table, TypedColumns

from database.metadata import Identity, metadata


class ResourceDayColumns(TypedColumns):
    """The row that every hold of a resource takes first, so that overlaps are counted in turn.

    On PostgreSQL; on SQLite there is one transaction at a time anyway.
    """

    resource_id = Column(Identity, ForeignKey("resources.id"), primary_key=True)
    day = Column(String(10), primary_key=True)  # the UTC day, as 2026-11-22
    holds: Named[int]  # how often it was taken; grows only


resource_days = Table("resource_days", metadata, ResourceDayColumns)
