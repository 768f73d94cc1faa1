"""Gives a receipt for money that came, and a credit note for what of it goes back, in the same transaction."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, Select, bindparam, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from database.nesting import nested
from orders.receipts import numbering
from orders.receipts.contents import Content, Sale, SoldLine
from orders.receipts.receipt_models import ReceiptKind, receipt_taxes, receipts
from orders.taxing import Rate, TaxPart, by_rate, parts_of, returned, shared
from payments.rows import PaymentRow, RefundRow


def receive(connection: Connection, payment: PaymentRow, sale: Sale, now: datetime) -> None:
    """Of a payment as it was asked for; of a part of the price, each rate has its share."""
    whole = sale.rest or by_rate(sale.lines, sale.adjustments)
    paid = whole if sum(whole.values()) == payment.amount else shared(whole, payment.amount)
    row = {
        "merchant_id": sale.merchant_id,
        "kind": ReceiptKind.RECEIPT,
        "order_id": payment.order_id,
        "payment_id": payment.id,
        "refund_id": None,
        "amount": payment.amount,
        "currency": payment.currency,
        "content": sale.content.as_json(),
        "at": now,
    }
    write(connection, row, parts_of(paid))


def credit(
    connection: Connection, refund: RefundRow, lines: Sequence[SoldLine], now: datetime
) -> None:
    """Of a refund, of these lines where it is of some; nothing where no receipt was given.

    The payment's row is taken: two refunds of it come one after the other.
    """
    row = connection.execute(receipt_of(), {"payment": refund.payment_id}).one_or_none()
    if row is None:
        return
    own: Counter[Rate] = Counter()
    for line in lines:
        own[line.basis_points] += line.amount
    if own.total() > refund.amount:  # the rest of them was to be paid at the counter
        own = Counter(shared(own, refund.amount))
    note = {
        "merchant_id": row.merchant_id,
        "kind": ReceiptKind.CREDIT_NOTE,
        "order_id": refund.order_id,
        "payment_id": refund.payment_id,
        "refund_id": refund.id,
        "amount": refund.amount,
        "currency": refund.currency,
        "content": credited(Content.read(row.content), lines).as_json(),
        "at": now,
    }
    write(connection, note, returned(left_of(row), refund.amount, own))


def credited(content: Content, lines: Sequence[SoldLine]) -> Content:
    """Of the same seller, with what went back."""
    told = content.as_json() | {"adjustments": (), "lines": ()}
    return Content(**told | {"lines": tuple(lines)})


def left_of(row: Row[*tuple[Any, ...]]) -> tuple[TaxPart, ...]:
    """What of a receipt no credit note gave back yet, at the rates that its corrections say."""
    gross: Counter[Rate] = Counter()
    tax: Counter[Rate] = Counter()
    for kind, rate, part, in_it in row.parts or ():
        sign = -1 if kind == ReceiptKind.CREDIT_NOTE else 1
        gross[rate] += sign * part
        tax[rate] += sign * in_it
    return tuple(TaxPart(rate, gross[rate], tax[rate]) for rate in gross if gross[rate])


def write(connection: Connection, row: dict[str, Any], parts: Sequence[TaxPart]) -> None:
    """The number last of all, as whoever is next in its series waits for this transaction."""
    kind = ReceiptKind(row["kind"])
    number = numbering.next_of_merchant(connection, row["merchant_id"], kind)
    receipt_id = connection.execute(adding(), row | {"number": number}).scalar_one()
    taxes = [
        {
            "receipt_id": receipt_id,
            "position": position,
            "basis_points": each.basis_points,
            "gross": each.gross,
            "tax": each.tax,
        }
        for position, each in enumerate(parts, 1)
    ]
    if taxes:
        connection.execute(adding_taxes(), taxes)


@cache
def adding() -> ReturningInsert[int]:
    return insert(receipts).returning(receipts.c.id)


@cache
def adding_taxes() -> Insert:
    return insert(receipt_taxes)


@cache
def receipt_of() -> Select[*tuple[Any, ...]]:
    """The receipt of a payment, with the taxes of all that was given out about it."""
    every, tax = receipts.alias("every"), receipt_taxes.c
    parts = (
        select(nested(every.c.kind, tax.basis_points, tax.gross, tax.tax))
        .join_from(receipt_taxes, every, every.c.id == tax.receipt_id)
        .where(every.c.payment_id == receipts.c.payment_id)
    )
    return select(
        receipts.c.merchant_id, receipts.c.content, parts.scalar_subquery().label("parts")
    ).where(
        receipts.c.payment_id == bindparam("payment"),
        receipts.c.kind == bindparam("kind", ReceiptKind.RECEIPT, literal_execute=True),
    )
