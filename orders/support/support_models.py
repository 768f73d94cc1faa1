"""The table of talks with support: what a guest and the operators wrote each other, and about which order."""

from sqlalchemy import Column, ForeignKey, Index, Named, String, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class SupportMessageColumns(TypedColumns):
    """One message of a guest's talk; its author is the guest, or the operator who answered."""

    id = Column(Identity, primary_key=True)
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    order_id: Named[int | None] = Column(Identity, ForeignKey("orders.id"), index=True)
    author_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    words: Named[str] = Column(String(1000))
    at = Column(Instant, nullable=False)


support_messages = Table(
    "support_messages",
    metadata,
    SupportMessageColumns,
    Index("ix_support_messages_talk", "guest_id", "order_id", "id"),
)
