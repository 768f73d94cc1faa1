"""The tables of settlements: what each merchant is owed, and by which postings; written once."""

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
from database.metadata import Identity, Instant, metadata


class SettlementColumns(TypedColumns):
    """A merchant's statement in one currency, the `number`-th, over postings before `until`.

    What was `brought` from the last one, `earned` for what was given and `kept` of what nobody
    came for, less what was `returned` and the `commission`, is the `payout`, or is `carried` into
    the next one where it is less than nothing. `refunded` went back to guests.
    """

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    currency: Named[str] = Column(String(3))
    number: Named[int]
    until = Column(Instant, nullable=False)
    brought: Named[int] = Column(BigInteger)
    earned: Named[int] = Column(BigInteger)
    kept: Named[int] = Column(BigInteger)
    returned: Named[int] = Column(BigInteger)
    commission: Named[int] = Column(BigInteger)
    refunded: Named[int] = Column(BigInteger)
    payout: Named[int] = Column(BigInteger)
    carried: Named[int] = Column(BigInteger)
    at = Column(Instant, nullable=False)


class SettlementPostingColumns(TypedColumns):
    """A posting that a settlement took; no other ever takes it."""

    settlement_id = Column(
        Identity, ForeignKey("settlements.id"), primary_key=True, autoincrement=False
    )
    posting_id = Column(
        Identity, ForeignKey("ledger_postings.id"), primary_key=True, autoincrement=False
    )


class PayoutColumns(TypedColumns):
    """An operator says that a settlement's payout was sent, and to which account, if one was known."""

    settlement_id = Column(
        Identity, ForeignKey("settlements.id"), primary_key=True, autoincrement=False
    )
    paid_by: Named[int] = Column(Identity, ForeignKey("people.id"))
    at = Column(Instant, nullable=False)
    account_id: Named[int | None] = Column(Identity, ForeignKey("payout_accounts.id"))


settlements = Table(
    "settlements",
    metadata,
    SettlementColumns,
    UniqueConstraint("merchant_id", "currency", "number"),
    CheckConstraint(
        text("brought + earned + kept - returned - commission = payout + carried"), name="total"
    ),
    CheckConstraint(
        text("brought <= 0 AND carried <= 0 AND payout >= 0 AND (payout = 0 OR carried = 0)"),
        name="payout",
    ),
    Index("ix_settlements_at", "at"),
)
settlement_postings = Table(
    "settlement_postings",
    metadata,
    SettlementPostingColumns,
    Index("uq_settlement_postings_posting", "posting_id", unique=True),
)

payouts = Table("payouts", metadata, PayoutColumns)

immutable(payouts)
immutable(settlements)
immutable(settlement_postings)
