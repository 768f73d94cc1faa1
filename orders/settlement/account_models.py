"""The table of where merchants' money goes: added to, never overwritten, so that a payout tells where it went."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    text,
)

from database.immutable import immutable
from database.metadata import Identity, Instant, metadata


class PayoutAccountColumns(TypedColumns):
    """Where a merchant's payouts go from `made_at` on: an IBAN, or what an operator reads as one does."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    holder: Named[str]
    account: Named[str]
    made_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    made_at = Column(Instant, nullable=False)


payout_accounts = Table(
    "payout_accounts",
    metadata,
    PayoutAccountColumns,
    CheckConstraint(text("holder <> '' OR account <> ''"), name="said"),
    Index("ix_payout_accounts_merchant", "merchant_id", "id"),
)

immutable(payout_accounts)
