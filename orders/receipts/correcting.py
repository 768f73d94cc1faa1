"""A receipt says what was sold at first; where something else stands for it now, a correction with a number of its own says so.

What was given out stays as it is. A correction moves no money: what it takes away at one rate it adds at
another (docs/decisions/0076).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from orders.receipts import writing
from orders.receipts.contents import Content, SoldLine
from orders.receipts.receipt_models import ReceiptKind
from orders.taxing import Rate, TaxPart, returned, tax_in
from payments.rows import PaymentRow


def correct(  # noqa: PLR0917 - what, instead of what, of how much
    connection: Connection,
    payment: PaymentRow,
    gone: SoldLine,
    instead: SoldLine,
    standing: int,
    now: datetime,
) -> None:
    """Of the receipt of a payment, if one was given: `instead` was had, for as much as `gone`.

    `standing` is what all that was still to be had at the rate of `gone` cost, itself among it. The order's row is taken, so that nothing else is written about the payment meanwhile.
    """
    row = connection.execute(writing.receipt_of(), {"payment": payment.id}).one_or_none()
    if row is None or not instead.amount:
        return
    note = {
        "merchant_id": row.merchant_id,
        "kind": ReceiptKind.CORRECTION,
        "order_id": payment.order_id,
        "payment_id": payment.id,
        "refund_id": None,
        "amount": 0,
        "currency": payment.currency,
        "content": corrected(Content.read(row.content), gone, instead).as_json(),
        "at": now,
    }
    left = writing.left_of(row)
    amount = remaining(left, gone, standing)
    writing.write(connection, note, moved(left, amount, gone.basis_points, instead))


def remaining(left: Sequence[TaxPart], gone: SoldLine, standing: int) -> int:
    """What of the price of `gone` is paid still: its share where part of the payment went back or was taken off."""
    paid = sum(each.gross for each in left if each.basis_points == gone.basis_points)
    return min(gone.amount, gone.amount * paid // standing) if standing else 0


def corrected(content: Content, gone: SoldLine, instead: SoldLine) -> Content:
    """Of the same seller: what was not had, below zero, and what was."""
    return writing.credited(content, (replace(gone, quantity=-gone.quantity), instead))


def moved(
    left: Sequence[TaxPart], amount: int, before: Rate, instead: SoldLine
) -> tuple[TaxPart, ...]:
    """From one rate to another, the tax of each as of what is left then; none where they are the same."""
    amount = min(amount, sum(each.gross for each in left))
    gross: Counter[Rate] = Counter()
    tax: Counter[Rate] = Counter()
    for part in returned(left, amount, {before: amount}):
        gross[part.basis_points] -= part.gross
        tax[part.basis_points] -= part.tax
    rate = instead.basis_points
    had = next((each for each in left if each.basis_points == rate), TaxPart(rate, 0, 0))
    gross[rate] += amount
    tax[rate] = tax_in(had.gross + gross[rate], rate) - had.tax
    return tuple(TaxPart(each, gross[each], tax[each]) for each in gross if gross[each])
