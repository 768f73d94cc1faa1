"""The tables and indexes in which a search looks things up: words, places, what hours say."""

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
    Text,
    TextClause,
    TypedColumns,
    text,
)

from database.hours_triggers import keep_hours
from database.metadata import Identity, Instant, Json, metadata
from database.text_index import keep_index


class VocabularyColumns(TypedColumns):
    """Every word of every location, once; one that no place has any more finds nothing."""

    id = Column(Identity, primary_key=True)
    word: Named[str] = Column(Text, unique=True)


class SharedHoursColumns(TypedColumns):
    """Hours that one location keeps, or many alike; what they say of the next days are spans."""

    id = Column(Identity, primary_key=True)
    fingerprint: Named[str] = Column(String(64), unique=True)  # of all that follows
    zone: Named[str] = Column(String(40))
    latitude: Named[float] = Column(Double)
    longitude: Named[float] = Column(Double)
    opening_hours: Named[str | None]
    kept: Named[dict[str, Any] | None] = Column(Json)  # the week and the days of its merchant
    known_until: Named[datetime] = Column(Instant, index=True)


class OpeningSpanColumns(TypedColumns):
    """A time during which hours say one thing. Without gaps from the first to the last."""

    hours_id = Column(
        Identity, ForeignKey("shared_hours.id"), primary_key=True, autoincrement=False
    )
    starts_at = Column(Instant, primary_key=True)
    ends_at = Column(Instant, nullable=False)
    state: Named[int]  # 0 closed, 1 open, 2 nobody knows
    until: Named[datetime | None] = Column(Instant)  # when what is open closes
    opens: Named[datetime | None] = Column(Instant)  # when what is closed opens
    comment: Named[str | None]


BESIDE = ("latitude", "longitude", "hours_id", "price_from", "rating_count", "rating_sum")
"""What a search asks of a location: it lies in the index, so that the row is not fetched."""

ALSO = ["id"]
"""SQLite has it in each index; to PostgreSQL it is a column like the others, and one that is missing costs the row."""

BY_CELL = ("bookable", "cell", "category", *BESIDE)
BY_KIND = ("bookable", "category", "cell", *BESIDE)

vocabulary = Table("vocabulary", metadata, VocabularyColumns)
shared_hours = Table("shared_hours", metadata, SharedHoursColumns)
opening_spans = Table(
    "opening_spans",
    metadata,
    OpeningSpanColumns,
    CheckConstraint(text("state BETWEEN 0 AND 2 AND ends_at > starts_at"), name="state"),
)


def location_indexes() -> tuple[Index, ...]:
    """Those with a price, and those with a rating, are few: they have indexes of their own."""
    return (
        covering("nearby", BY_CELL),
        covering("kind", BY_KIND),
        covering("priced", BY_CELL, text("price_from IS NOT NULL")),
        covering("rated", BY_CELL, text("rating_count > 0")),
    )


def covering(name: str, columns: tuple[str, ...], where: TextClause | None = None) -> Index:
    return Index(
        f"ix_locations_{name}",
        *columns,
        sqlite_where=where,
        postgresql_where=where,
        postgresql_include=ALSO,
    )


def keep_found(locations: Table, last: Table) -> None:
    """Have the triggers made that keep words and hours right; `last` is the last table of hours."""
    keep_index(locations, vocabulary)
    keep_hours(last)
