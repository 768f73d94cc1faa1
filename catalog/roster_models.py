"""The tables of when resources work, and of the days and times that a merchant closes."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata


class ResourceHoursColumns(TypedColumns):
    """When a resource works; one without any works whenever its location is open."""

    id = Column(Identity, primary_key=True)
    resource_id: Named[int] = Column(Identity, ForeignKey("resources.id"), index=True)
    weekday: Named[int]  # 0 is Monday
    opens: Named[int]
    closes: Named[int]  # past 1440 runs into the next day


class ResourceExceptionColumns(TypedColumns):
    """A resource's day that differs, as in `hours_exceptions`."""

    id = Column(Identity, primary_key=True)
    resource_id: Named[int] = Column(Identity, ForeignKey("resources.id"))
    day: Named[date] = Column(Date)
    opens: Named[int | None]
    closes: Named[int | None]
    closure_id: Named[int | None] = Column(Identity, ForeignKey("closures.id"), index=True)


class ClosureColumns(TypedColumns):
    """Days, or times of a day, on which a location or one of its resources takes no bookings.

    `bookings` is what becomes of those that were there: `keep`, `ask` or `cancel`.
    """

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    resource_id: Named[int | None] = Column(Identity, ForeignKey("resources.id"))
    first_day: Named[date] = Column(Date)
    last_day: Named[date] = Column(Date)
    opens: Named[int | None]  # minutes of the day at which the closed time begins; None: all day
    closes: Named[int | None]
    bookings: Named[str] = Column(String(10))
    made_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    made_at = Column(Instant, nullable=False)
    clearing_since: Named[datetime | None] = Column(Instant)  # bookings are still to be seen to
    cleared_through: Named[int] = Column(Identity)  # the last order whose guest was asked
    reopened_at: Named[datetime | None] = Column(Instant)


resource_hours = Table(
    "resource_hours",
    metadata,
    ResourceHoursColumns,
    CheckConstraint(text("weekday BETWEEN 0 AND 6"), name="weekday"),
    CheckConstraint(text("opens >= 0 AND opens < 1440 AND closes > opens"), name="hours"),
)
resource_exceptions = Table(
    "resource_exceptions",
    metadata,
    ResourceExceptionColumns,
    Index("ix_resource_exceptions", "resource_id", "day"),
)
closures = Table(
    "closures",
    metadata,
    ClosureColumns,
    CheckConstraint(text("bookings IN ('keep', 'ask', 'cancel')"), name="bookings"),
    CheckConstraint(text("last_day >= first_day"), name="days"),
    CheckConstraint(text("(opens IS NULL) = (closes IS NULL)"), name="times"),
    Index(
        "ix_closures_clearing",
        "clearing_since",
        sqlite_where=text("clearing_since IS NOT NULL"),
        postgresql_where=text("clearing_since IS NOT NULL"),
    ),
)
