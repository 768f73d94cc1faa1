"""The table of complaints: what went wrong with an order, what was said to it, how it ended."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata
from orders.models import only

WORDS_LENGTH = 500


class Wrong(StrEnum):
    """What went wrong, as the guest presses it."""

    CLOSED = "closed"  # nobody was there, or they were turned away
    LATE = "late"
    POOR = "poor"  # not what was promised
    PRICE = "price"  # they had to pay more there
    OTHER = "other"


class Stand(StrEnum):
    """Where a complaint stands."""

    OPEN = "open"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    SOLVED = "solved"
    DECIDED = "decided"


PENDING = "state IN ('open', 'answered', 'escalated')"


class ComplaintColumns(TypedColumns):
    """One complaint: `open` until its place answers, `answered` until its guest says whether that
    solves it, else `escalated` until the market has `decided`. At `due_at` it goes on by itself.

    The answer may be words, money, another time (`offered`); `objection` is why the guest was not content.
    """

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    wrong: Named[str] = Column(String(8))
    words: Named[str] = Column(String(WORDS_LENGTH))
    photo: Named[str | None] = Column(String(40), index=True)
    state: Named[str] = Column(String(12))
    said_at = Column(Instant, nullable=False)
    due_at: Named[datetime | None] = Column(Instant)
    answer: Named[str | None] = Column(String(WORDS_LENGTH))
    answered_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    answered_at: Named[datetime | None] = Column(Instant)
    answer_refund_id: Named[int | None] = Column(Identity, ForeignKey("refunds.id"))
    offered: Named[datetime | None] = Column(Instant)
    objection: Named[str | None] = Column(String(WORDS_LENGTH))
    escalated_at: Named[datetime | None] = Column(Instant)
    decision: Named[str | None] = Column(String(WORDS_LENGTH))
    decided_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    decided_refund_id: Named[int | None] = Column(Identity, ForeignKey("refunds.id"))
    ended_at: Named[datetime | None] = Column(Instant)


complaints = Table(
    "complaints",
    metadata,
    ComplaintColumns,
    CheckConstraint(text(f"wrong IN {tuple(map(str, Wrong))}"), name="wrong"),
    CheckConstraint(text(f"state IN {tuple(map(str, Stand))}"), name="state"),
    CheckConstraint(
        text("(ended_at IS NOT NULL) = (state IN ('solved', 'decided'))"), name="ended"
    ),
    CheckConstraint(text("(due_at IS NOT NULL) = (state IN ('open', 'answered'))"), name="due"),
    Index("uq_complaints_pending", "order_id", unique=True, **only(PENDING)),
    Index("ix_complaints_due", "due_at", **only("due_at IS NOT NULL")),
    Index("ix_complaints_merchant", "merchant_id", "id"),
    Index("ix_complaints_open", "merchant_id", "id", **only("state = 'open'")),
    Index("ix_complaints_escalated", "id", **only("state = 'escalated'")),
    Index("ix_complaints_decided", "id", **only("state = 'decided'")),
)
