"""Money on its way back to a guest: asked for in the change that owes it, done once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from database import outbox, rows
from database.outbox import Message, put_all
from orders.errors import PaymentDisputed, RefundSettled
from orders.loading import OrderRow, lock
from orders.models import Account, orders
from orders.money import ledger
from orders.money.disputes import is_frozen
from orders.money.ledger import Posting
from orders.notices import REFUND, microseconds, notice, to_operators
from orders.receipts import writing
from orders.receipts.contents import SoldLine
from orders.transitions import Reason, RefundReason
from payments.models import payment_events, payments, refunds
from payments.port import EventKind
from payments.rows import PaymentRow, RefundRow
from people.rights import Right, require

SOON = timedelta(hours=1)  # the message that told that money comes back tells that it went
DUE, BY_HAND, PARKED, DONE = "due", "by_hand", "parked", "done"


def request(
    connection: Connection,
    payment: PaymentRow,
    order: OrderRow,
    now: datetime,
    *,
    shares: Mapping[Account, int],
    reason: Reason | RefundReason,
    lines: Sequence[SoldLine] = (),
) -> int:
    """Owe the payer a part of a captured payment, out of these accounts; the refund's id.

    Its credit note has the `lines` that it is of, if it is of some. The guard on the payment keeps all its refunds together from exceeding what was captured.
    """
    refund = set_off(connection, payment, order, now, shares=shares, reason=reason, lines=lines)
    put_all(connection, [Message(REFUND, f"refund:{refund.id}", {"refund": refund.id})], now)
    return refund.id


def owe(
    connection: Connection,
    payment: PaymentRow,
    order: OrderRow,
    now: datetime,
    *,
    amount: int,
    reason: Reason | RefundReason,
) -> RefundRow:
    """Count it on the payment under the guard, and write it down."""
    taken = connection.execute(_counting(), {"payment": payment.id, "owed": amount})
    assert taken.rowcount == 1, payment.id
    owed = {
        "payment_id": payment.id,
        "order_id": order.id,
        "amount": amount,
        "currency": payment.currency,
        "reason": reason,
        "state": DUE,
        "idempotency_key": f"refund-{secrets.token_hex(12)}",
        "requested_at": now,
    }
    return rows.one(RefundRow, connection.execute(_owing(), owed))


@cache
def _counting() -> Update:
    amount = bindparam("owed", type_=payments.c.refunded.type)
    room = payments.c.captured - payments.c.refunded >= amount
    counted = update(payments).where(payments.c.id == bindparam("payment"), room)
    return counted.values(refunded=payments.c.refunded + amount)


@cache
def _owing() -> ReturningInsert[*tuple[Any, ...]]:
    return insert(refunds).returning(refunds)


def gone(
    connection: Connection,
    payment: PaymentRow,
    order: OrderRow,
    now: datetime,
    *,
    shares: Mapping[Account, int],
    reason: Reason | RefundReason,
) -> None:
    """The money went back without us: out of these accounts, and out of the world of our books."""
    refund = set_off(connection, payment, order, now, shares=shares, reason=reason)
    finish(connection, refund.id, (DUE,), None, now)


def set_off(
    connection: Connection,
    payment: PaymentRow,
    order: OrderRow,
    now: datetime,
    *,
    shares: Mapping[Account, int],
    reason: Reason | RefundReason,
    lines: Sequence[SoldLine] = (),
) -> RefundRow:
    """Written down as due, out of these accounts, and with its credit note."""
    refund = owe(connection, payment, order, now, amount=sum(shares.values()), reason=reason)
    parts = [
        replace(moved(refund, order.merchant_id, source, Account.REFUND_DUE), amount=share)
        for source, share in shares.items()
    ]
    ledger.post(connection, parts, now)
    writing.credit(connection, refund, lines, now)
    return refund


def moved(refund: RefundRow, merchant_id: int, source: Account, destination: Account) -> Posting:
    return Posting(
        source=source,
        destination=destination,
        amount=refund.amount,
        currency=refund.currency,
        purpose=refund.reason,
        merchant_id=merchant_id,
        order_id=refund.order_id,
        payment_id=refund.payment_id,
        refund_id=refund.id,
    )


def paying(connection: Connection, order_id: int) -> PaymentRow | None:
    """The payment that an order was placed with, not one that is yet to be decided on; or None."""
    found = connection.execute(_placed_and_left(), {"order": order_id})
    return rows.one_or_none(PaymentRow, found)


@cache
def _placed_and_left() -> Select[*tuple[Any, ...]]:
    return placed_with(bindparam("order")).where(payments.c.refunded < payments.c.captured)


def placed_with(
    order_id: int | ColumnElement[int] | ColumnElement[int | None],
) -> Select[*tuple[Any, ...]]:
    """The same, whatever of it went back."""
    applied = select(payment_events.c.id).where(
        payment_events.c.payment_id == payments.c.id,
        payment_events.c.kind == EventKind.PAID,
        payment_events.c.state == "applied",
    )
    return select(payments).where(
        applied.exists(),
        payments.c.order_id == order_id,
        payments.c.captured > 0,
        payments.c.mismatch.is_(None),
    )


def provider_refunded(connection: Connection, refund_id: int, now: datetime) -> bool:
    """The provider gave the money back; False when it was known already."""
    lock_order(connection, refund_id)
    return finish(connection, refund_id, (DUE, BY_HAND, PARKED), None, now)


def lock_order(connection: Connection, refund_id: int) -> None:
    """Whoever decides by what has gone back so far waits for this, and this for them."""
    query = select(refunds.c.order_id).where(refunds.c.id == refund_id)
    lock(connection, connection.execute(query).scalar_one())


def mark_by_hand(
    connection: Connection, refund_id: int, now: datetime, error: str | None = None
) -> bool:
    """No program can do it, or the provider refuses (`error`): operators are asked to."""
    lock_order(connection, refund_id)
    marked = connection.execute(
        update(refunds)
        .where(refunds.c.id == refund_id, refunds.c.state == DUE)
        .values(state=BY_HAND, error=error)
    )
    if marked.rowcount == 1:
        asked = to_operators(connection, "refund_by_hand", refund_id, refund=refund_id)
        put_all(connection, asked, now)
    return marked.rowcount == 1


def ask_again(connection: Connection, refund_id: int, operator_id: int, now: datetime) -> bool:
    """What made the provider refuse is mended, an operator says; False where nothing waits."""
    require(connection, operator_id, Right.REFUND)
    lock_order(connection, refund_id)
    again = connection.execute(
        update(refunds)
        .where(refunds.c.id == refund_id, refunds.c.state == BY_HAND)
        .values(state=DUE, error=None)
    )
    return again.rowcount == 1 and outbox.reopen(connection, f"{REFUND}:{refund_id}", now)


def done_by_hand(connection: Connection, refund_id: int, operator_id: int, now: datetime) -> None:
    """An operator gave the money back; of two who say so, the second hears RefundSettled.

    PaymentDisputed while a bank asks for the same money: it would go twice.
    """
    require(connection, operator_id, Right.REFUND)
    disputed = select(refunds.c.order_id).where(
        refunds.c.id == refund_id, is_frozen(refunds.c.payment_id)
    )
    order_id = connection.execute(disputed).scalar_one_or_none()
    if order_id is not None:
        raise PaymentDisputed(order_id)
    lock_order(connection, refund_id)
    if finish(connection, refund_id, (BY_HAND, PARKED), operator_id, now):
        return
    columns = (refunds.c.finished_at, refunds.c.finished_by)
    row = connection.execute(select(*columns).where(refunds.c.id == refund_id)).one()
    raise RefundSettled(refund_id, row.finished_at, row.finished_by)


def hurry(connection: Connection, payment_id: int, now: datetime) -> None:
    """Its refunds waited for a bank's word."""
    query = select(refunds.c.id).where(refunds.c.payment_id == payment_id, refunds.c.state == DUE)
    outbox.hurry(connection, [f"refund:{each}" for (each,) in connection.execute(query)], now)


def finish_waiting(connection: Connection, payment_id: int, amount: int, now: datetime) -> int:
    """So much of a payment went back: which of its refunds that is, oldest first; their sum."""
    query = (
        select(refunds.c.id, refunds.c.amount)
        .where(refunds.c.payment_id == payment_id, refunds.c.state.in_((DUE, BY_HAND, PARKED)))
        .order_by(refunds.c.id)
    )
    told = 0
    for refund in connection.execute(query).all():
        if told + refund.amount <= amount and provider_refunded(connection, refund.id, now):
            told += refund.amount
    return told


def finish(
    connection: Connection,
    refund_id: int,
    before: tuple[str, ...],
    operator_id: int | None,
    now: datetime,
) -> bool:
    swapped = connection.execute(
        update(refunds)
        .where(refunds.c.id == refund_id, refunds.c.state.in_(before))
        .values(state=DONE, finished_at=now, finished_by=operator_id)
    )
    if swapped.rowcount == 1:
        book_as_done(connection, refund_id, now)
    return swapped.rowcount == 1


def book_as_done(connection: Connection, refund_id: int, now: datetime) -> None:
    query = select(refunds).where(refunds.c.id == refund_id)
    refund = rows.one(RefundRow, connection.execute(query))
    whose = (
        select(payments.c.guest_id, orders.c.merchant_id)
        .join(orders, orders.c.id == payments.c.order_id)
        .where(payments.c.id == refund.payment_id)
    )
    guest_id, merchant_id = connection.execute(whose).one()
    paid_back = moved(refund, merchant_id, Account.REFUND_DUE, Account.WORLD)
    ledger.post(connection, [paid_back], now)
    mark = f"{refund_id}:{microseconds(now)}"
    quiet = refund.reason != Reason.GUEST and now - refund.requested_at < SOON
    told = notice(
        "refund_done", guest_id, mark, quiet=quiet, refund=refund_id, order=refund.order_id
    )
    put_all(connection, [told], now)
