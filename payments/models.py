"""The tables of money in and money back, as the providers tell it."""

from datetime import datetime
from typing import Any

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
    UniqueConstraint,
    text,
)

from database.immutable import immutable
from database.metadata import Identity, Instant, Json, metadata


class PaymentColumns(TypedColumns):
    """A request for money, and what came of it. Amounts in minor units.

    Money that came but fits no request (wrong amount, currency or payer, or the second time)
    has a row of its own, with what came and the `mismatch`.
    """

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    provider: Named[str] = Column(String(20))
    payload: Named[str] = Column(String(40), unique=True)  # random; finds the payment again
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    state: Named[str] = Column(String(10))
    captured: Named[int] = Column(BigInteger)
    refunded: Named[int] = Column(BigInteger)  # refunds made or under way; never more than captured
    charge_id: Named[str | None] = Column(String(200))
    provider_charge_id: Named[str | None] = Column(String(200))
    mismatch: Named[str | None] = Column(String(20))  # why it pays for nothing: refunded whole
    requested_at = Column(Instant, nullable=False)
    captured_at: Named[datetime | None] = Column(Instant)


class PaymentEventColumns(TypedColumns):
    """What a provider said, once, and nothing of who paid: stored before anything is decided by it."""

    id = Column(Identity, primary_key=True)
    provider: Named[str] = Column(String(20))
    event_key: Named[str] = Column(String(200))  # the provider's own id of it
    payment_id: Named[int | None] = Column(Identity, ForeignKey("payments.id"))
    guest_id: Named[int | None] = Column(Identity, ForeignKey("people.id"))  # who paid
    kind: Named[str] = Column(String(12))  # payments.port.EventKind
    amount: Named[int | None] = Column(
        BigInteger
    )  # of a refund or dispute; `payments` has what came
    reference: Named[str | None] = Column(String(200))  # the dispute's id, or our refund's key
    fee: Named[int | None] = Column(BigInteger)  # what the provider took for a dispute by then
    fee_currency: Named[str | None] = Column(String(3))
    raw = Column(Json, nullable=False)
    told: Named[Any | None] = Column(Json)  # what recording it takes, while it is set aside
    state: Named[str] = Column(String(10))
    attempts: Named[int]
    tried_at: Named[datetime | None] = Column(Instant)  # when it last waited for more than its turn
    error: Named[str | None]
    received_at = Column(Instant, nullable=False)
    applied_at: Named[datetime | None] = Column(Instant)


class RefundColumns(TypedColumns):
    """Money on its way back: `due`, then `done`, or `by_hand` until an operator did it."""

    id = Column(Identity, primary_key=True)
    payment_id: Named[int] = Column(Identity, ForeignKey("payments.id"))
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    reason: Named[str] = Column(String(20))
    state: Named[str] = Column(String(10))
    idempotency_key: Named[str] = Column(String(40), unique=True)
    error: Named[str | None]
    requested_at = Column(Instant, nullable=False)
    finished_at: Named[datetime | None] = Column(Instant)
    finished_by: Named[int | None] = Column(Identity, ForeignKey("people.id"))


class DisputeColumns(TypedColumns):
    """A payer's bank asks for a charge back: the money is frozen until it is `won` or `lost`."""

    id = Column(Identity, primary_key=True)
    payment_id: Named[int] = Column(Identity, ForeignKey("payments.id"), index=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    provider: Named[str] = Column(String(20))
    dispute_key: Named[str] = Column(String(200))  # the provider's own id of it
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    fee: Named[int | None] = Column(BigInteger)  # the provider's, booked as the market's cost
    fee_currency: Named[str | None] = Column(String(3))
    state: Named[str] = Column(String(10))
    opened_at = Column(Instant, nullable=False)
    closed_at: Named[datetime | None] = Column(Instant)


class ProviderCursorColumns(TypedColumns):
    """How far a provider's own books were read, in its own words."""

    provider = Column(String(20), primary_key=True)
    cursor: Named[str] = Column(String(200))
    read_at = Column(Instant, nullable=False)


payments = Table(
    "payments",
    metadata,
    PaymentColumns,
    UniqueConstraint("provider", "charge_id"),
    Index("ix_payments_provider_charge_id", "provider_charge_id"),
    CheckConstraint(text("amount > 0"), name="amount"),
    CheckConstraint(
        text("captured >= 0 AND refunded >= 0 AND refunded <= captured"), name="refunded"
    ),
    CheckConstraint(text("state IN ('requested', 'captured')"), name="state"),
)
payment_events = Table(
    "payment_events",
    metadata,
    PaymentEventColumns,
    UniqueConstraint("provider", "event_key"),
    CheckConstraint(text("state IN ('captured', 'applied', 'parked', 'ignored')"), name="state"),
    Index(
        "ix_payment_events_open",
        "id",
        sqlite_where=text("state = 'captured'"),
        postgresql_where=text("state = 'captured'"),
    ),
    Index(
        "ix_payment_events_parked",
        "id",
        sqlite_where=text("state = 'parked'"),
        postgresql_where=text("state = 'parked'"),
    ),
    Index(
        "ix_payment_events_undecided",
        "guest_id",
        sqlite_where=text("state IN ('captured', 'parked')"),
        postgresql_where=text("state IN ('captured', 'parked')"),
    ),
)
refunds = Table(
    "refunds",
    metadata,
    RefundColumns,
    CheckConstraint(text("amount > 0"), name="amount"),
    CheckConstraint(text("state IN ('due', 'done', 'by_hand', 'parked')"), name="state"),
    Index(
        "uq_refunds_once",
        "payment_id",
        "reason",
        unique=True,
        sqlite_where=text("reason NOT IN ('provider', 'dispute', 'goodwill')"),
        postgresql_where=text("reason NOT IN ('provider', 'dispute', 'goodwill')"),
    ),
)
disputes = Table(
    "disputes",
    metadata,
    DisputeColumns,
    UniqueConstraint("provider", "dispute_key"),
    CheckConstraint(text("amount > 0"), name="amount"),
    CheckConstraint(text("state IN ('open', 'won', 'lost')"), name="state"),
)
provider_cursors = Table("provider_cursors", metadata, ProviderCursorColumns)

immutable(payment_events, only=("provider", "event_key", "raw", "received_at"))
