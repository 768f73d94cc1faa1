"""The table of looks: which operator was shown which person, where and when: for as long as it is kept."""

from sqlalchemy import Column, ForeignKey, Index, Named, String, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class LookColumns(TypedColumns):
    """Somebody who runs the market was shown who a person is, on a page of that number."""

    id = Column(Identity, primary_key=True)
    operator_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    place: Named[str] = Column(String(12))  # people.looking.Place
    subject_id: Named[int | None] = Column(Identity)
    at = Column(Instant, nullable=False)


looks = Table(
    "looks",
    metadata,
    LookColumns,
    Index("ix_looks_person", "person_id", "id"),
    Index("ix_looks_at", "at"),
)
