"""What a provider takes for the trouble of a dispute: the market's cost, whoever wins."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from orders.loading import OrderRow
from orders.models import Account
from orders.money import ledger
from orders.money.ledger import Posting
from payments.models import disputes
from payments.rows import EventRow

DISPUTE_FEE = "dispute_fee"


def book(
    connection: Connection, order: OrderRow, dispute_id: int, event: EventRow, now: datetime
) -> None:
    """The provider's word has all of it by then: the difference is booked, either way.

    A word without a fee says nothing of one. The order's row is locked.
    """
    if event.fee is None or event.fee_currency is None:
        return
    columns = (disputes.c.payment_id, disputes.c.fee, disputes.c.fee_currency)
    known = connection.execute(select(*columns).where(disputes.c.id == dispute_id))
    payment_id, fee, currency = known.one()
    before = fee or 0
    postings = []
    if currency is not None and currency != event.fee_currency:
        postings.append(moved(order, payment_id, -before, currency))
        before = 0
    postings.append(moved(order, payment_id, event.fee - before, event.fee_currency))
    change = update(disputes).where(disputes.c.id == dispute_id)
    connection.execute(change.values(fee=event.fee, fee_currency=event.fee_currency))
    ledger.post(connection, postings, now)


def moved(order: OrderRow, payment_id: int, more: int, currency: str) -> Posting:
    """To the provider, or back from it where it is less than nothing."""
    away = more >= 0
    return Posting(
        source=Account.FEES if away else Account.WORLD,
        destination=Account.WORLD if away else Account.FEES,
        amount=abs(more),
        currency=currency,
        purpose=DISPUTE_FEE,
        merchant_id=order.merchant_id,
        order_id=order.id,
        payment_id=payment_id,
    )
