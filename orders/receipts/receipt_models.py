"""The tables of receipts and invoices: each numbered once, in its own series, and never changed."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
    text,
)

from database.immutable import immutable
from database.metadata import Identity, Instant, Json, metadata
from orders.models import only


class ReceiptKind(StrEnum):
    """What a merchant's guest is given."""

    RECEIPT = "receipt"  # of money that came
    CREDIT_NOTE = "credit_note"  # of money that goes back
    CORRECTION = "correction"  # of a receipt that says something else than what was had


class FeeKind(StrEnum):
    """What the market gives a merchant with a settlement."""

    INVOICE = "invoice"  # of the commission
    CREDIT_NOTE = "credit_note"  # where it came to less than nothing


class ReceiptSeriesColumns(TypedColumns):
    """The last number that a merchant's receipts, or credit notes, have."""

    merchant_id = Column(
        Identity, ForeignKey("merchants.id"), primary_key=True, autoincrement=False
    )
    kind = Column(String(12), primary_key=True)  # ReceiptKind
    last: Named[int]


class FeeSeriesColumns(TypedColumns):
    """Likewise of what the market gives out."""

    kind = Column(String(12), primary_key=True)  # FeeKind
    last: Named[int]


class ReceiptColumns(TypedColumns):
    """A receipt for a payment, or what is said of it later; money in minor units, tax included.

    A credit note is for a refund of it. A correction moves no money: it takes away what was not had, and adds what
    was had instead.
    """

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    kind: Named[str] = Column(String(12))  # ReceiptKind
    number: Named[int]
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    payment_id: Named[int] = Column(Identity, ForeignKey("payments.id"))
    refund_id: Named[int | None] = Column(Identity, ForeignKey("refunds.id"), unique=True)
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    content = Column(Json, nullable=False)  # orders.receipts.contents.Content
    at = Column(Instant, nullable=False)


class ReceiptTaxColumns(TypedColumns):
    """What of a receipt is at one rate, and the tax in it; below zero what a correction takes away."""

    receipt_id = Column(Identity, ForeignKey("receipts.id"), primary_key=True, autoincrement=False)
    position = Column(Integer, primary_key=True, autoincrement=False)  # from 1 on
    basis_points: Named[int | None]
    gross: Named[int] = Column(BigInteger)
    tax: Named[int] = Column(BigInteger)


class FeeInvoiceColumns(TypedColumns):
    """The market's invoice for the commission of a settlement, tax included."""

    settlement_id = Column(
        Identity, ForeignKey("settlements.id"), primary_key=True, autoincrement=False
    )
    kind: Named[str] = Column(String(12))  # FeeKind
    number: Named[int]
    amount: Named[int] = Column(BigInteger)
    basis_points: Named[int | None]
    tax: Named[int] = Column(BigInteger)
    content = Column(Json, nullable=False)  # orders.receipts.fees.FeeContent
    at = Column(Instant, nullable=False)


STATED = "(tax = 0 OR basis_points IS NOT NULL)"
TAX_FITS = f"tax >= 0 AND tax <= {{}} AND {STATED}"

receipt_series = Table("receipt_series", metadata, ReceiptSeriesColumns, sqlite_with_rowid=False)
fee_series = Table("fee_series", metadata, FeeSeriesColumns, sqlite_with_rowid=False)
receipts = Table(
    "receipts",
    metadata,
    ReceiptColumns,
    UniqueConstraint("merchant_id", "kind", "number"),
    CheckConstraint(text(f"kind IN {tuple(map(str, ReceiptKind))}"), name="kind"),
    CheckConstraint(
        text("number > 0 AND amount >= 0 AND (amount = 0) = (kind = 'correction')"), name="counts"
    ),
    CheckConstraint(text("(kind = 'credit_note') = (refund_id IS NOT NULL)"), name="refund"),
    Index("ix_receipts_payment", "payment_id"),
    Index("uq_receipts_payment", "payment_id", unique=True, **only("kind = 'receipt'")),
    Index("ix_receipts_at", "merchant_id", "at"),
    Index("ix_receipts_day", "at"),
    Index("ix_receipts_number", "number"),
)
receipt_taxes = Table(
    "receipt_taxes",
    metadata,
    ReceiptTaxColumns,
    CheckConstraint(
        text(f"gross <> 0 AND tax * gross >= 0 AND abs(tax) <= abs(gross) AND {STATED}"),
        name="parts",
    ),
    sqlite_with_rowid=False,
)
fee_invoices = Table(
    "fee_invoices",
    metadata,
    FeeInvoiceColumns,
    UniqueConstraint("kind", "number"),
    CheckConstraint(text(f"kind IN {tuple(map(str, FeeKind))}"), name="kind"),
    CheckConstraint(text("number > 0 AND amount > 0"), name="counts"),
    CheckConstraint(text(TAX_FITS.format("amount")), name="tax"),
)

immutable(receipts)
immutable(receipt_taxes)
immutable(fee_invoices)
