"""A refund that never reached its payer: the money is the market's again, and owed as before."""

from datetime import datetime

from sqlalchemy import Connection, update

from database import rows
from database.outbox import put_all
from orders.loading import locked
from orders.models import Account
from orders.money import ledger
from orders.money.refunding import BY_HAND, DONE, moved
from orders.notices import to_operators
from payments.models import refunds
from payments.rows import EventRow, PaymentRow, RefundRow

CAME_BACK = "the payer's bank sent it back"


def bounced(connection: Connection, payment: PaymentRow, event: EventRow, now: datetime) -> None:
    """Banks take days to refuse it. Operators find another way; the guest reads `requested` again."""
    order = locked(connection, payment.order_id)
    back = update(refunds).where(
        refunds.c.payment_id == payment.id,
        refunds.c.idempotency_key == event.reference,
        refunds.c.state == DONE,
    )
    again = back.values(state=BY_HAND, error=CAME_BACK, finished_at=None, finished_by=None)
    refund = rows.one_or_none(RefundRow, connection.execute(again.returning(refunds)))
    if refund is None:
        return
    owed_again = moved(refund, order.merchant_id, Account.WORLD, Account.REFUND_DUE)
    ledger.post(connection, [owed_again], now)
    mark = f"{refund.id}:{event.id}"
    put_all(connection, to_operators(connection, "refund_by_hand", mark, refund=refund.id), now)
