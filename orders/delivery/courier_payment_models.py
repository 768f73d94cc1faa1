"""The table of what couriers were paid, as those say who pay them."""

from datetime import datetime

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


class CourierPaymentColumns(TypedColumns):
    """A courier was paid for what they did for one place from `since` up to before `until`.

    So many deliveries, whose offers point here, in minor units; cash or wages, no money of the market's. What was taken back
    covers nothing any more.
    """

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    courier_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    since = Column(Instant, nullable=False)
    until = Column(Instant, nullable=False)
    rides: Named[int]
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    paid_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    paid_at = Column(Instant, nullable=False)
    taken_back_by: Named[int | None] = Column(Identity, ForeignKey("people.id"))
    taken_back_at: Named[datetime | None] = Column(Instant)


courier_payments = Table(
    "courier_payments",
    metadata,
    CourierPaymentColumns,
    CheckConstraint(text("rides > 0 AND amount >= 0 AND since < until"), name="what_for"),
    CheckConstraint(text("(taken_back_by IS NULL) = (taken_back_at IS NULL)"), name="taken_back"),
    Index("ix_courier_payments_merchant", "merchant_id", "since"),
    Index(
        "ix_courier_payments_taken_back_by", "taken_back_by", **only("taken_back_by IS NOT NULL")
    ),
)

FROZEN = (
    *("merchant_id", "courier_id", "since", "until", "rides"),
    *("amount", "currency", "paid_by", "paid_at"),
)

immutable(courier_payments, only=FROZEN)
