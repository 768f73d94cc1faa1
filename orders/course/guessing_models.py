"""The table of wrong codes: a few minutes of them, so that guessing shows."""

from sqlalchemy import Column, ForeignKey, Index, Named, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class CodeTryColumns(TypedColumns):
    """Somebody typed or scanned a code that is none, or that is no business of theirs."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    at = Column(Instant, nullable=False, index=True)


code_tries = Table(
    "code_tries", metadata, CodeTryColumns, Index("ix_code_tries_person", "person_id", "at")
)
