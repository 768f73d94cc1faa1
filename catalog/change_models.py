"""The table of what was changed of merchants: added to, never overwritten."""

from sqlalchemy import Column, ForeignKey, Index, Named, String, Table, TypedColumns

from database.metadata import Identity, Instant, Json, metadata


class ChangeColumns(TypedColumns):
    """One change of one thing of a merchant's: the fields that differ, before and after."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    person_id: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    subject: Named[str] = Column(String(12))
    subject_id: Named[int | None] = Column(Identity)
    before = Column(Json, nullable=False)
    after = Column(Json, nullable=False)
    at = Column(Instant, nullable=False)


changes = Table(
    "changes", metadata, ChangeColumns, Index("ix_changes_merchant", "merchant_id", "id")
)
