"""The tables of conversations about bookings: their messages, and reports of them to the operators."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Named, String, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class Side(StrEnum):
    """For whom somebody speaks."""

    GUEST = "guest"
    MERCHANT = "merchant"


OPERATOR = "operator"
"""Who ends a conversation where neither side did."""


class ConversationColumns(TypedColumns):
    """That there is one about an order; one `Side`, or an `OPERATOR`, ends it for both."""

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    began_at = Column(Instant, nullable=False)
    ended_at: Named[datetime | None] = Column(Instant)
    ended_by: Named[str | None] = Column(String(8))


class BookingMessageColumns(TypedColumns):
    """What one side wrote; its author is the guest, or whoever of the place wrote it."""

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("conversations.order_id"))
    side: Named[str] = Column(String(8))
    author_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    words: Named[str] = Column(String(1000))
    at = Column(Instant, nullable=False, index=True)


class ConversationReportColumns(TypedColumns):
    """One side asks the operators to look; decided once, until it is reported again.

    `words` are who reports it, `reason` is the operator's to both sides.
    """

    order_id = Column(
        Identity, ForeignKey("conversations.order_id"), primary_key=True, autoincrement=False
    )
    side = Column(String(8), primary_key=True)
    words: Named[str] = Column(String(300))
    reported_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    reported_at = Column(Instant, nullable=False)
    decided_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    decided_at: Named[datetime | None] = Column(Instant, index=True)
    reason: Named[str] = Column(String(300))


conversations = Table("conversations", metadata, ConversationColumns)
booking_messages = Table(
    "booking_messages",
    metadata,
    BookingMessageColumns,
    Index("ix_booking_messages_conversation", "order_id", "id"),
)
conversation_reports = Table("conversation_reports", metadata, ConversationReportColumns)
