"""A payer's bank asks for a charge back: the money is frozen, and moves when the bank has decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from database.inserting import insert_for
from database.outbox import put_all
from orders.loading import OrderRow, locked
from orders.models import Account
from orders.money import dispute_fees, ledger, refunding, reversing
from orders.money.disputes import LOST, OPEN, WON
from orders.money.ledger import Posting
from orders.notices import notice, to_operators
from orders.transitions import Reason
from payments.models import disputes
from payments.rows import EventRow, PaymentRow

__all__ = ["LOST", "OPEN", "WON", "closed", "opened"]


def opened(connection: Connection, payment: PaymentRow, event: EventRow, now: datetime) -> None:
    """From here on its code rests, its refunds wait, and no settlement takes its earnings."""
    order = locked(connection, payment.order_id)
    dispute_id = begin(connection, payment, event, OPEN, now)
    if dispute_id is not None:
        dispute_fees.book(connection, order, dispute_id, event, now)
        tell(connection, payment, dispute_id, OPEN, now)


def closed(
    connection: Connection, payment: PaymentRow, event: EventRow, outcome: str, now: datetime
) -> None:
    """Won: all is as before. Lost: the money is gone. Once, also where the opening was not heard."""
    order = locked(connection, payment.order_id)
    change = update(disputes).where(
        disputes.c.provider == payment.provider,
        disputes.c.dispute_key == event.reference,
        disputes.c.state == OPEN,
    )
    dispute_id = connection.execute(
        change.values(state=outcome, closed_at=now).returning(disputes.c.id)
    ).scalar_one_or_none() or begin(connection, payment, event, outcome, now)
    if dispute_id is None:
        return
    dispute_fees.book(connection, order, dispute_id, event, now)
    if outcome == LOST:
        lose(connection, order, payment, event.told_amount, now)
    refunding.hurry(connection, payment.id, now)
    tell(connection, payment, dispute_id, outcome, now)


def begin(
    connection: Connection, payment: PaymentRow, event: EventRow, state: str, now: datetime
) -> int | None:
    new = insert_for(connection, disputes).values(
        payment_id=payment.id,
        order_id=payment.order_id,
        provider=payment.provider,
        dispute_key=event.reference,
        amount=event.amount,
        currency=payment.currency,
        state=state,
        opened_at=now,
        closed_at=None if state == OPEN else now,
    )
    dispute_id: int | None = connection.execute(
        new.on_conflict_do_nothing().returning(disputes.c.id)
    ).scalar_one_or_none()
    return dispute_id


def lose(
    connection: Connection, order: OrderRow, payment: PaymentRow, amount: int, now: datetime
) -> None:
    """Refunds that waited are done by it; what went back before and is taken again is lost."""
    amount -= refunding.finish_waiting(connection, payment.id, amount, now)
    amount -= reversing.take(connection, order, payment.id, amount, Reason.DISPUTE, now)
    lost = Posting(
        source=Account.PROMOTION,
        destination=Account.WORLD,
        amount=amount,
        currency=payment.currency,
        purpose=Reason.DISPUTE,
        merchant_id=order.merchant_id,
        order_id=order.id,
        payment_id=payment.id,
    )
    ledger.post(connection, [lost], now)


def tell(
    connection: Connection, payment: PaymentRow, dispute_id: int, state: str, now: datetime
) -> None:
    mark = f"{dispute_id}:{state}"
    ids: dict[str, Any] = {"dispute": dispute_id, "order": payment.order_id}
    guest = notice("payment_disputed", payment.guest_id, mark, **ids)
    put_all(connection, [guest, *to_operators(connection, "dispute", mark, **ids)], now)
