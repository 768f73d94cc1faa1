"""The table of what a merchant's people noted of a guest: theirs alone, never another merchant's."""

from sqlalchemy import Column, ForeignKey, Named, String, Table, TypedColumns

from database.metadata import Identity, Instant, Json, metadata


class GuestNoteColumns(TypedColumns):
    """What one merchant's people noted of one guest; `tags` are words."""

    merchant_id = Column(
        Identity, ForeignKey("merchants.id"), primary_key=True, autoincrement=False
    )
    guest_id = Column(
        Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True
    )
    words: Named[str] = Column(String(1000))
    tags = Column(Json, nullable=False)
    author_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    at = Column(Instant, nullable=False)


guest_notes = Table("guest_notes", metadata, GuestNoteColumns)
