"""The tables of what is paid at a counter, in the chat or beside it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
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

from database.immutable import immutable
from database.metadata import Identity, Instant, metadata
from orders.models import only


class BillKind(StrEnum):
    """For what it is."""

    BILL = "bill"  # what was had at the counter
    REST = "rest"  # what a booking left to be paid there
    TIP = "tip"


class BillColumns(TypedColumns):
    """An amount to be paid in the chat, once, for what was had; in minor units, before its discount.

    A clerk made it (`made_by`) or its guest typed it; whoever has its `key` may pay it. The order that pays it, or paid it, is
    `order_id`; another takes its place only while it is not paid. `proof` is what guest and clerk
    both read when it is.
    """

    id = Column(Identity, primary_key=True)
    key: Named[str] = Column(String(11), unique=True)
    kind: Named[str] = Column(String(4))
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    made_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    of_order_id: Named[int | None] = Column(Identity, ForeignKey("orders.id"))
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    discount_percent: Named[int]
    proof: Named[str] = Column(String(4))
    order_id: Named[int | None] = Column(Identity, ForeignKey("orders.id"), unique=True)
    made_at = Column(Instant, nullable=False)
    open_until = Column(Instant, nullable=False)
    paid_at: Named[datetime | None] = Column(Instant)


class CounterPaymentColumns(TypedColumns):
    """What a booking left to be paid at the counter was, or will not be: how, and who says so. Never changed.

    Cash and cards there are no money of the market's; what was paid in the chat is a bill's.
    """

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    means: Named[str] = Column(String(4))
    recorded_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    bill_id: Named[int | None] = Column(Identity, ForeignKey("bills.id"), unique=True)
    at = Column(Instant, nullable=False)


class Means(StrEnum):
    """How it was paid."""

    CASH = "cash"
    CARD = "card"
    CHAT = "chat"
    WRITTEN_OFF = "none"  # never paid, and asked for no more


bills = Table(
    "bills",
    metadata,
    BillColumns,
    CheckConstraint(text(f"kind IN {tuple(map(str, BillKind))}"), name="kind"),
    CheckConstraint(text("amount > 0 AND discount_percent BETWEEN 0 AND 90"), name="amount"),
    CheckConstraint(text("(kind = 'bill') = (of_order_id IS NULL)"), name="what_of"),
    CheckConstraint(text("paid_at IS NULL OR order_id IS NOT NULL"), name="paid"),
    Index("ix_bills_of_order", "of_order_id", **only("of_order_id IS NOT NULL")),
    Index("ix_bills_merchant", "merchant_id", "made_at"),
    Index("ix_bills_paid", "merchant_id", "paid_at", **only("paid_at IS NOT NULL")),
    Index("ix_bills_open", "open_until", **only("paid_at IS NULL")),
)
counter_payments = Table(
    "counter_payments",
    metadata,
    CounterPaymentColumns,
    CheckConstraint(text("amount > 0"), name="amount"),
    CheckConstraint(text(f"means IN {tuple(map(str, Means))}"), name="means"),
    CheckConstraint(
        text(
            "(means = 'chat') = (bill_id IS NOT NULL) AND (means = 'chat') = (recorded_by IS NULL)"
        ),
        name="who",
    ),
)

immutable(counter_payments)
