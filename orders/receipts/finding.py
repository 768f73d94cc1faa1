"""Receipts found by their number, their merchant and their day: the market's, or one merchant's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from orders.models import orders
from orders.receipts.reading import Receipt, every, whole
from orders.receipts.receipt_models import ReceiptKind, receipts


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which: of a number (of its series, or an order's), of these merchants, within [begin, end); None for any."""

    number: int | None = None
    kind: ReceiptKind | None = None
    merchants: Collection[int] | None = None
    begin: datetime | None = None
    end: datetime | None = None


def found(
    connection: Connection, wanted: Wanted, limit: int, before: int | None = None
) -> list[Receipt]:
    """The latest first; those older than the one `before`, if given."""
    query = whole()
    if wanted.number is not None:
        number = receipts.c.number == wanted.number
        of_order = receipts.c.order_id == wanted.number
        query = query.where(number if wanted.kind else or_(number, of_order))
    if wanted.kind is not None:
        query = query.where(receipts.c.kind == wanted.kind)
    if wanted.merchants is not None:
        query = query.where(receipts.c.merchant_id.in_(sorted(wanted.merchants)))
    if wanted.begin is not None:
        query = query.where(receipts.c.at >= wanted.begin)
    if wanted.end is not None:
        query = query.where(receipts.c.at < wanted.end)
    if before is not None:
        query = query.where(receipts.c.id < before)
    return every(connection, query.order_by(receipts.c.id.desc()).limit(limit))


def placed(connection: Connection, of: Sequence[Receipt]) -> set[int]:
    """The orders among theirs that a merchant has: what was paid too late never came to it."""
    theirs = sorted({each.order_id for each in of})
    query = select(orders.c.id).where(orders.c.id.in_(theirs), orders.c.placed_at.is_not(None))
    return set(connection.execute(query).scalars())
