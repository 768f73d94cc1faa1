"""The table of visits without a code: whom the staff says to have served, and what they say."""

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Named, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class AttendanceColumns(TypedColumns):
    """A clerk says that a guest came whose code was not shown; the guest says whether it is so."""

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    staff_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    at = Column(Instant, nullable=False)
    was_there: Named[bool | None] = Column(Boolean)
    answered_at: Named[datetime | None] = Column(Instant)


attendances = Table("attendances", metadata, AttendanceColumns)
