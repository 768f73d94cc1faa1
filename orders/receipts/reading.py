"""Receipts and invoices as they are read: what was written when they were given, and nothing of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from database.nesting import nested
from orders.receipts.contents import Content, in_order
from orders.receipts.fees import FeeContent, FeeInvoice
from orders.receipts.receipt_models import (
    FeeKind,
    ReceiptKind,
    fee_invoices,
    receipt_taxes,
    receipts,
)
from orders.settlement.settlement_models import settlements
from orders.taxing import TaxPart


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt, or a credit note or a correction of the receipt `of`; money in minor units, tax included."""

    id: int
    merchant_id: int
    kind: ReceiptKind
    number: int
    order_id: int
    payment_id: int
    refund_id: int | None
    amount: int
    currency: str
    content: Content
    at: datetime
    taxes: tuple[TaxPart, ...]
    of: int | None


def receipts_of(connection: Connection, order_id: int) -> list[Receipt]:
    """All of an order's, the oldest first."""
    return every(connection, whole().where(receipts.c.order_id == order_id).order_by(receipts.c.id))


def receipt(connection: Connection, receipt_id: int) -> Receipt | None:
    """One by its id."""
    return next(iter(every(connection, whole().where(receipts.c.id == receipt_id))), None)


def of_merchant(
    connection: Connection, merchant_id: int, limit: int, before: int | None = None
) -> list[Receipt]:
    """A merchant's, the latest first; those older than the one `before`, if given."""
    query = whole().where(receipts.c.merchant_id == merchant_id)
    if before is not None:
        query = query.where(receipts.c.id < before)
    return every(connection, query.order_by(receipts.c.id.desc()).limit(limit))


def fee_invoice(connection: Connection, settlement_id: int) -> FeeInvoice | None:
    """The one of a settlement; None where it had no commission, or is from before there were any."""
    query = (
        select(fee_invoices, settlements.c.merchant_id, settlements.c.currency)
        .join(settlements, settlements.c.id == fee_invoices.c.settlement_id)
        .where(fee_invoices.c.settlement_id == settlement_id)
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    kept = {"kind": FeeKind(row["kind"]), "content": FeeContent.read(row["content"])}
    return FeeInvoice(**dict(row) | kept)


def whole() -> Select[*tuple[Any, ...]]:
    tax, first = receipt_taxes.c, receipts.alias("first")
    taxes = select(nested(tax.position, tax.basis_points, tax.gross, tax.tax))
    taxes = taxes.where(tax.receipt_id == receipts.c.id)
    of = select(first.c.number).where(
        first.c.payment_id == receipts.c.payment_id,
        first.c.kind == ReceiptKind.RECEIPT,
        receipts.c.kind != ReceiptKind.RECEIPT,
    )
    return select(
        receipts, taxes.scalar_subquery().label("taxes"), of.scalar_subquery().label("of")
    )


def every(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Receipt]:
    found: Sequence[Row[*tuple[Any, ...]]] = connection.execute(query).all()
    return [
        Receipt(
            **dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
            | {
                "kind": ReceiptKind(row.kind),
                "content": Content.read(row.content),
                "taxes": tuple(TaxPart(*each[1:]) for each in in_order(row.taxes)),
            }
        )
        for row in found
    ]
